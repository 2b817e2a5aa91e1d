"""Why a request is due when it is: the intervals, holidays and holds behind each of its due moments."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select

from amtui.data.models import accounts, requests
from amtui.data.queries.calendars import all_calendars
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.request_detail import request_timeline
from amtui.data.queries.sla_policies import policy_of
from amtui.data.reading import Reading
from amtui.domain.errors import NotFound
from amtui.domain.queue_records import DueReasons
from amtui.domain.request_records import TimelineEntry
from amtui.domain.request_rules import PAUSED
from amtui.domain.sla import Hold
from amtui.domain.sla_words import explain_due, explain_response
from amtui.domain.vocabulary import RequestStatus
from amtui.domain.wording import business

SECOND = timedelta(seconds=1)


def request_due(reading: Reading, *, request_id: int) -> DueReasons:
    """Return how the due moments of a request came about.

    Raises:
        NeverOpen: the account's calendar has no open hours.
        NotFound: if there is none that this person may see.
    """
    row = _row(reading, request_id)
    calendar = all_calendars(reading).of(row.calendar_id, row.zone)
    policy = policy_of(reading.connection, row.plan)
    holds = tuple(holds_of(request_timeline(reading, request_id=request_id)))
    respond = explain_response(policy, calendar, row.priority, row.created_at)
    resolve = explain_due(policy, calendar, row.priority, row.created_at, holds)
    notes = tuple(_notes(row, respond.due_at, resolve.due_at, resolve.held))
    return DueReasons(row.ref, respond, resolve, notes)


def holds_of(entries: tuple[TimelineEntry, ...]) -> Iterator[Hold]:
    """Yield when the resolution clock stood still: waiting for the client, or resolved until reopened."""
    begun: datetime | None = None
    resolved: datetime | None = None
    for entry in entries:
        if entry.field != "status":
            continue
        if begun is not None:
            yield Hold(begun, entry.at)
            begun = None
        if entry.after == RequestStatus.IN_PROGRESS and resolved is not None:
            yield Hold(resolved, entry.at)
        resolved = entry.at if entry.after == RequestStatus.RESOLVED else None
        begun = entry.at if entry.after in PAUSED else None
    if begun is not None:
        yield Hold(begun)


def _row(reading: Reading, request_id: int) -> DbRow:
    a = accounts.c
    found = reading.connection.execute(
        select(requests, a.zone, a.plan, a.calendar_id)
        .join(accounts, a.id == requests.c.account_id)
        .where(requests.c.id == request_id, reading.visible(requests))
    ).first()
    if found is None:
        raise NotFound(f"there is no request {request_id}")
    return found


def _notes(row: DbRow, respond: datetime, resolve: datetime, held: timedelta) -> Iterator[str]:
    """Yield what is recorded otherwise than it was counted just now, and what stands still."""
    recorded = timedelta(seconds=row.on_hold_seconds)
    if abs(recorded - held) > SECOND:
        yield f"{business(recorded)} on hold are recorded, of which the timeline tells {business(held)}."
    if row.respond_by is not None and abs(row.respond_by - respond) > SECOND:
        yield f"The response was promised for {_moment(row.respond_by)}, which counts."
    if row.due_at is not None and abs(row.due_at - resolve - (recorded - held)) > SECOND:
        yield f"The resolution was promised for {_moment(row.due_at)}, which counts."
    if row.hold_since is not None:
        yield f"On hold since {_moment(row.hold_since)}; the resolution is due later by that."


def _moment(moment: datetime) -> str:
    return f"{moment:%a %Y-%m-%d %H:%M} UTC"
