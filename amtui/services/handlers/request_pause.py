"""Putting requests aside, and what brings them back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, select

from amtui.data.models import contacts, requests, timeline
from amtui.domain.changes import Receipt, Topic
from amtui.domain.errors import Invalid, Refused
from amtui.domain.request_changes import ClientReplied, SnoozeRequest, WakeRequest
from amtui.domain.request_rules import PAUSED, STOPPED
from amtui.domain.vocabulary import RequestStatus
from amtui.domain.wording import label
from amtui.services.handlers.common import said
from amtui.services.handlers.request_clock import moved, settled, woken
from amtui.services.handlers.request_common import request_held, seen_request
from amtui.services.handlers.timeline import add, tell
from amtui.services.writing import Writing

CLIENT = "the client"


def snooze(writing: Writing, change: SnoozeRequest) -> Receipt:
    """Put a request aside; its clocks run on.

    Raises:
        Invalid: until when is not said, or is past.
        Refused: the request is not open.
    """
    values = {"snoozed_until": change.until, "snoozed_for_client": change.for_client}
    row = seen_request(writing, change, values)
    if row["status"] in STOPPED:
        raise Refused(f"{row['ref']} is “{label(row['status'])}” and needs no snoozing")
    if change.until is None and not change.for_client:
        raise Invalid({"until": "say until when, or until the client does something"})
    if change.until is not None and (change.until.tzinfo is None or change.until <= writing.now):
        raise Invalid({"until": "lies ahead, at a moment with a time zone"})
    when = [] if change.until is None else [_local(writing, change.until)]
    when += ["the client does something"] if change.for_client else []
    until = " or ".join(when)
    return _aside(writing, row, values, f"{row['ref']} snoozed until {until}", f"until {until}")


def wake(writing: Writing, change: WakeRequest) -> Receipt:
    """Take a request up again that was put aside."""
    values = {"snoozed_until": None, "snoozed_for_client": False}
    row = seen_request(writing, change, values)
    return _aside(writing, row, values, f"{row['ref']} is back", None)


def client_replied(writing: Writing, change: ClientReplied) -> Receipt:
    """Record what the client said; the ball is with the account manager again."""
    row = request_held(writing, change.request_id)
    text = said(change.text, "text")
    contact = writing.connection.execute(
        select(contacts.c.name).where(contacts.c.id == row["contact_id"])
    ).scalar_one_or_none()
    who = contact or CLIENT
    entry_id, entry = add(writing, row, field="comment", note=text, shared=True, who=who)
    writing.record(timeline, entry_id, "comment", {}, row, entry, None)
    values = woken(writing, row)
    if row["status"] in PAUSED:
        values |= moved(writing, row, RequestStatus.IN_PROGRESS)
    after = settled(row, values) if values else {}
    version = writing.update(
        requests, row, row["version"], after, Topic.REQUESTS, action="comment", touch=True
    )
    tell(writing, row, {"status": values["status"]} if "status" in values else {}, "the client replied")
    back = "; it is in progress again" if "status" in values else ""
    return writing.receipt(f"Reply of {who} added to {row['ref']}{back}", row["id"], version)


def _local(writing: Writing, moment: datetime) -> str:
    zone = writing.reading.zone
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M} ({zone.key})"


def _aside(
    writing: Writing, row: RowMapping, values: Mapping[str, Any], words: str, note: str | None
) -> Receipt:
    """Write when a request comes back; the timeline is told in words."""
    if all(row[name] == value for name, value in values.items()):
        return writing.receipt(f"{row['ref']} is like that already", row["id"], row["version"])
    version = writing.update(requests, row, row["version"], values, Topic.REQUESTS)
    add(writing, row, field="snoozed" if note else "woken", note=note)
    return writing.receipt(words, row["id"], version)
