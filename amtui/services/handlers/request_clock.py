"""What a change does to a request's clocks: holds, due moments, and the next one that runs."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from amtui.data.models import accounts
from amtui.domain.business_time import add, between
from amtui.domain.request_rules import OPEN, PAUSED, STOPPED, TERMINAL, is_reopening
from amtui.domain.sla import targets_after_hold
from amtui.domain.vocabulary import Priority, RequestStatus
from amtui.services.account_calendar import calendar_of, policy_of
from amtui.services.writing import Columns, Writing

NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""When a request is due next if no clock of it runs; sorts behind all others."""


def next_due(row: Columns) -> datetime:
    """Return the earliest due moment whose clock runs.

    That of the first response until it is given, that of the resolution unless it is on hold; a
    request whose clocks have stopped is never due.
    """
    if row["status"] in STOPPED:
        return NEVER
    respond = row["respond_by"] if row["first_response_at"] is None else None
    resolve = None if row["status"] in PAUSED else row["due_at"]
    return min((moment for moment in (respond, resolve) if moment is not None), default=NEVER)


def settled(row: Columns, values: Columns) -> dict[str, Any]:
    """Return changed columns together with those that follow from them."""
    after = {**row, **values}
    return {**values, "is_open": after["status"] in OPEN, "next_due_at": next_due(after)}


def moved(writing: Writing, row: Columns, to: RequestStatus) -> dict[str, Any]:
    """Return the columns that a move to another status changes.

    While the ball is with the client the resolution clock stands still, and from being resolved to
    being reopened too: that business time is added to the time on hold and to the due moments.
    """
    values: dict[str, Any] = {"status": to}
    if row["hold_since"] is not None:
        values |= {**_resumed(writing, row, row["hold_since"]), "hold_since": None}
    if is_reopening(row["status"], to):
        stopped_at = row["resolved_at"] or writing.now
        values |= {**_resumed(writing, row, stopped_at), "resolved_at": None}
    if to in PAUSED:
        values["hold_since"] = writing.now
    if to is RequestStatus.RESOLVED:
        values["resolved_at"] = writing.now
    if to in TERMINAL:
        values["closed_at"] = writing.now
    if row["status"] in PAUSED and row["snoozed_for_client"]:
        values |= woken(writing, row)
    return {**values, **_updates(writing, row, to)}


def woken(writing: Writing, row: Columns) -> dict[str, Any]:
    """Return the columns of a request that was put aside for the client, who has done something."""
    if not row["snoozed_for_client"]:
        return {}
    return {"snoozed_for_client": False, "snoozed_until": writing.now}


def told_client(writing: Writing, row: Columns) -> dict[str, Any]:
    """Return when the client is to hear of an escalation next, having just been told how it stands."""
    minutes = row["update_every_minutes"]
    if minutes is None or row["status"] in STOPPED:
        return {}
    return {"next_update_at": next_update(writing, row["account_id"], minutes)}


def next_update(writing: Writing, account_id: int, minutes: int) -> datetime:
    """Return the moment after so many business minutes from now.

    Raises:
        NeverOpen: the account's calendar has no open hours.
    """
    calendar = calendar_of(writing.connection, account_id, writing.now)
    return add(calendar, writing.now, timedelta(minutes=minutes))


def _updates(writing: Writing, row: Columns, to: RequestStatus) -> dict[str, Any]:
    """Stop the clock of status updates with the request, and start it anew when it is reopened."""
    if row["update_every_minutes"] is None:
        return {}
    if to in STOPPED:
        return {"next_update_at": None}
    return told_client(writing, {**row, "status": to}) if row["status"] in STOPPED else {}


def retargeted(writing: Writing, row: Columns, priority: Priority) -> dict[str, Any]:
    """Return the due moments that another priority gives, from when the request was made.

    Raises:
        NeverOpen: the account's calendar has no open hours.
    """
    account_id, created_at = row["account_id"], row["created_at"]
    plan = writing.connection.execute(select(accounts.c.plan).where(accounts.c.id == account_id)).scalar_one()
    calendar = calendar_of(writing.connection, account_id, writing.now)
    held = timedelta(seconds=row["on_hold_seconds"])
    found = targets_after_hold(policy_of(writing.connection, plan), calendar, priority, created_at, held)
    return {
        "respond_by": found.respond_by,
        "respond_risk_at": found.respond_at_risk_at,
        "due_at": found.due_at,
        "due_risk_at": found.due_at_risk_at,
    }


def _resumed(writing: Writing, row: Columns, since: datetime) -> dict[str, Any]:
    """Return the later due moments of a resolution clock that stood still from `since` to now."""
    calendar = calendar_of(writing.connection, row["account_id"], writing.now)
    seconds = max(0, int(between(calendar, since, writing.now).total_seconds()))
    held = timedelta(seconds=seconds)
    later = {
        name: add(calendar, row[name], held) for name in ("due_at", "due_risk_at") if row[name] is not None
    }
    return {**later, "on_hold_seconds": row["on_hold_seconds"] + seconds}
