"""Taking back what due times are counted by: hours of calendars, and the open requests that follow."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, select

from amtui.data.models import audit, calendars, requests, sla_policies
from amtui.domain.errors import Conflict
from amtui.domain.opening_words import read_hours
from amtui.domain.request_history import CLOCKS
from amtui.domain.wording import counted
from amtui.services.handlers.calendars import (
    HOURS,
    empty,
    follow,
    hours_words,
    read_closed,
    replace_hours,
    users_of,
)
from amtui.services.handlers.recount import FOLLOWS, Recount
from amtui.services.handlers.request_clock import retargeted
from amtui.services.writing import Writing

COUNTED_BY = frozenset({calendars.name, sla_policies.name})


def recount_for(writing: Writing, entries: Sequence[RowMapping]) -> Recount | None:
    """Begin a recount of open requests where a group changed what their due times are counted by."""
    touched = any(entry["entity"] in COUNTED_BY or entry["action"] == FOLLOWS for entry in entries)
    return Recount.begin(writing) if touched else None


def hours_back(writing: Writing, entry: RowMapping, version: int | None) -> None:
    """Give a calendar the hours and closed days that it had; those of one that goes leave with it."""
    calendar_id = entry["entity_id"]
    before = entry["before"] or {}
    if not before:
        return
    left = hours_words(writing, calendar_id)
    replace_hours(writing, calendar_id, read_hours(before["hours"]), read_closed(before["holidays"]))
    writing.record(calendars, calendar_id, HOURS, left, {"id": calendar_id}, before, version)
    follow(writing, calendar_id)


def emptied(writing: Writing, row: RowMapping) -> None:
    """Take the hours of a calendar away that is to go.

    Raises:
        Conflict: accounts use it by now.
    """
    if n := len(users_of(writing, row)):
        raise Conflict(f"Somebody has built on it: {counted(n, 'account')} use {row['name']} by now")
    empty(writing, row)


def counted_anew(
    writing: Writing, entry: RowMapping, row: RowMapping, values: dict[str, Any]
) -> dict[str, Any]:
    """Return columns to bring back, their due moments by the terms of now where these changed since."""
    if not values.keys() & CLOCKS:
        return values
    a = audit.c
    since = select(a.id).where(
        a.entity == requests.name, a.entity_id == row["id"], a.id > entry["id"], a.action == FOLLOWS
    )
    if writing.connection.execute(since.limit(1)).first() is None:
        return values
    now = {**row, **values}
    return {**values, **retargeted(writing, now, now["priority"])}
