"""How lists say what a task is, when it is due, and what a stretch of the day is for."""

from collections.abc import Callable
from datetime import date, tzinfo
from typing import Any

from amtui.domain.day_plan import clock
from amtui.domain.task_records import PlanEntry, TaskRow
from amtui.domain.task_words import KINDS, asides, block_words, due_sentence, due_short, entry_words
from amtui.widgets.virtual_table import Column
from amtui.widgets.virtual_table.cells import Cell

ALSO: tuple[tuple[str, str | Callable[[TaskRow], object]], ...] = (
    ("Quadrant", "quadrant"),
    ("Time set aside", "block_at"),
    ("Given to", lambda row: row.delegate or None),
)
"""What signs and the place of a task say, for files."""
STYLES = {"meeting": "strong", "block": "accent", "free": "dim"}


def task_columns(today: Callable[[], date]) -> tuple[Column[Any], ...]:
    """Return what there is to do, about whom, and by when."""
    return (
        Column[TaskRow]("title", "Task", _title, least=16, weight=3, priority=9, value="title", also=ALSO),
        Column[TaskRow](
            "account",
            "Account",
            lambda row: (row.account, "dim"),
            least=16,
            most=24,
            priority=3,
            value=lambda row: row.account or None,
        ),
        Column[TaskRow](
            "due", "Due", lambda row: _due(row, today()), width=8, align="right", priority=7, value="due_on"
        ),
    )


def plan_columns(zone: Callable[[], tzinfo]) -> tuple[Column[Any], ...]:
    """Return from when to when, and what for."""
    return (
        Column[PlanEntry](
            "time",
            "The day",
            lambda one: clock((one.starts_at, one.ends_at), zone()),
            width=11,
            priority=9,
            value="starts_at",
            also=(("To", "ends_at"), ("Kind", "kind")),
        ),
        Column[PlanEntry]("what", "", _entry, least=12, weight=3, priority=8, value=entry_words),
    )


def told(row: object, today: date, zone: tzinfo) -> str:
    """Return all of a row in one line."""
    if isinstance(row, PlanEntry):
        return f"{clock((row.starts_at, row.ends_at), zone)} {entry_words(row)}"
    if not isinstance(row, TaskRow):
        return ""
    block = block_words(row, today, zone)
    parts = (
        row.title,
        row.account,
        due_sentence(row, today) or "no day",
        f"■ {block}" if block else "no time set aside",
        *asides(row),
    )
    return " · ".join(filter(None, parts))


def _title(row: TaskRow) -> Cell:
    marks = f"{'■ ' if row.block_at else ''}{'→ ' if row.delegate else ''}"
    return f"{marks}{row.title}"


def _due(row: TaskRow, today: date) -> Cell:
    words = due_short(row, today)
    return (words, "bad") if row.due_on is not None and row.due_on < today else words


def _entry(entry: PlanEntry) -> Cell:
    style = "warn" if entry.problems else STYLES[entry.kind]
    return (f"{KINDS[entry.kind]} {entry_words(entry)}", style)
