"""Tasks and day plans as the objects and lines that commands print, and days as people type them."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from amtui.cli.lookups import moment
from amtui.cli.output import Column, Document, put_list
from amtui.cli.session import Session
from amtui.cli.shapes import picked
from amtui.domain.clock import local_day
from amtui.domain.day_plan import clock
from amtui.domain.errors import Invalid, UsageError
from amtui.domain.task_records import PlanEntry, TaskRow
from amtui.domain.task_words import KINDS, entry_words, plan_words, without_time
from amtui.domain.when_words import day_ahead, moment_ahead

if TYPE_CHECKING:
    from amtui.services.backend import Backend

TASK_KEYS = (
    "id", "title", "account", "quadrant", "urgent", "important", "due_on", "delegate", "block_at",
    "block_minutes", "carried", "done_at", "version",
)  # fmt: skip
PLAN_KEYS = (
    "kind", "starts_at", "ends_at", "what", "account", "problems", "task_id", "review_id",
    "team_meeting_id",
)  # fmt: skip
URGENT = frozenset({"now", "soon"})


def task_object(row: TaskRow, zone: ZoneInfo) -> Document:
    """Return one task."""
    urgent = row.quadrant.value in URGENT
    return picked(
        row, TASK_KEYS, zone, account=row.account or None, delegate=row.delegate or None, urgent=urgent
    )


def day_of(backend: "Backend", text: str | None) -> date | None:
    """Return a day as it is typed.

    Raises:
        UsageError: it is no day, or past.
    """
    if text is None:
        return None
    try:
        return day_ahead(text, backend.clock.now(), ZoneInfo(backend.identity.zone))
    except Invalid as wrong:
        raise UsageError(f"“{text}”: {wrong.fields['day']}") from wrong


def moment_of(backend: "Backend", text: str) -> datetime:
    """Return a moment as it is typed, in words or in full.

    Raises:
        UsageError: it is no moment, or past.
    """
    if "T" in text:
        return moment(text, backend.identity.zone)
    try:
        return moment_ahead(text, backend.clock.now(), ZoneInfo(backend.identity.zone))
    except Invalid as wrong:
        raise UsageError(f"“{text}”: {wrong.fields['until']}") from wrong


def put_plan(session: Session, backend: "Backend", day: date | None) -> None:
    """Print the plan of a day: meetings, time set aside, free time, and what has no time yet."""
    from amtui.data.queries.day_plan import day_plan

    found, zone = backend.read(day_plan, day=day), ZoneInfo(backend.identity.zone)
    columns: list[Column[PlanEntry]] = [
        Column("TIME", lambda one: clock((one.starts_at, one.ends_at), zone)),
        Column("", lambda one: KINDS[one.kind]),
        Column("WHAT", entry_words),
    ]
    put_list(session, found.entries, lambda one: _entry_object(one, zone), columns, PLAN_KEYS)
    session.say(plan_words(found, zone))
    today = local_day(backend.clock.now(), zone)
    for row in found.unplanned:
        session.say(f"No time set aside: {row.id} {without_time(row, today)}")


def _entry_object(entry: PlanEntry, zone: ZoneInfo) -> Document:
    task_id = entry.task.id if entry.task else None
    return picked(entry, PLAN_KEYS, zone, account=entry.account or None, task_id=task_id)
