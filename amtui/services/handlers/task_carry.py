"""The end of a day: what is undone goes to the next business day, all of it as one change."""

from datetime import date, timedelta
from typing import Any

from amtui.data.models import tasks as table
from amtui.data.queries.day_plan import block_problems
from amtui.data.queries.tasks import own_hours, tasks
from amtui.domain.business_time import next_business_day
from amtui.domain.change import Receipt, Topic
from amtui.domain.clock import local_day
from amtui.domain.day_plan import same_time
from amtui.domain.task_changes import CarryOver
from amtui.domain.task_records import TaskRow
from amtui.domain.wording import counted
from amtui.services.writing import Writing


def carry(writing: Writing, change: CarryOver) -> Receipt:
    """Move what was due or planned up to a day; its time goes along where the next day has room.

    Raises:
        NeverOpen: there is no next business day.
    """
    reading = writing.reading
    day = change.day or reading.today
    next_day = next_business_day(own_hours(reading), max(day, reading.today))
    undone = [row for row in tasks(reading) if _is_of(writing, row, day)]
    if not undone:
        return writing.receipt(f"Nothing of {day} is undone")
    lost = sum(_carry(writing, row, day, next_day) for row in undone)
    words = f"{counted(len(undone), 'task')} carried over to {next_day:%a %Y-%m-%d}"
    return writing.receipt(
        words + (f"; {lost} lost the time set aside, which is taken there" if lost else "")
    )


def _is_of(writing: Writing, row: TaskRow, day: date) -> bool:
    due = row.due_on is not None and row.due_on <= day
    return due or (row.block_at is not None and local_day(row.block_at, writing.reading.zone) <= day)


def _carry(writing: Writing, row: TaskRow, day: date, next_day: date) -> bool:
    """Move one task, and tell whether the time set aside for it was given up."""
    reading = writing.reading
    values: dict[str, Any] = {"carried": row.carried + 1}
    if row.due_on is not None and row.due_on <= day:
        values["due_on"] = next_day
    lost = False
    if row.block_at is not None and local_day(row.block_at, reading.zone) <= day:
        start = same_time(row.block_at, next_day, reading.zone)
        span = (start, start + timedelta(minutes=row.block_minutes or 0))
        lost = bool(block_problems(reading, task_id=row.id, block=span))
        values |= {"block_at": None, "block_minutes": None} if lost else {"block_at": start}
    stored = writing.row(table, row.id, f"task {row.id}")
    writing.update(table, stored, row.version, values, Topic.TASKS)
    return lost
