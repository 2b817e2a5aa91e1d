"""What somebody means to do, and the time that they set aside for it."""

from datetime import timedelta
from typing import Any

from sqlalchemy import RowMapping

from amtui.data.models import tasks
from amtui.data.queries.day_plan import block_problems
from amtui.domain.change import Receipt, Topic
from amtui.domain.clock import local_day
from amtui.domain.day_plan import clock, told
from amtui.domain.errors import Invalid, Refused
from amtui.domain.task_changes import AddTask, BlockTime, DropTask, EditTask, FinishTask
from amtui.services.handlers.common import account_row, active_account, said, seen
from amtui.services.handlers.delegates import given
from amtui.services.writing import Writing

DAY_MINUTES = 24 * 60


def add(writing: Writing, change: AddTask) -> Receipt:
    """Write down something to do."""
    account = None if change.account_id is None else active_account(writing, change.account_id)
    title = said(change.title, "title")
    am_id = writing.identity.user_id if account is None else account["am_id"]
    delegate, told = given(writing, change.delegate, account, am_id)
    values = {
        "account_id": None if account is None else account["id"],
        "am_id": am_id,
        "title": title,
        "important": change.important,
        "due_on": change.due_on,
        **delegate,
        "block_at": None,
        "block_minutes": None,
        "carried": 0,
        "done_at": None,
        "created_at": writing.now,
        "updated_at": writing.now,
        "version": 1,
    }
    task_id = writing.insert(tasks, values, Topic.TASKS)
    due = f", due {change.due_on}" if change.due_on else ""
    about = f" for {account['name']}" if account is not None else ""
    return writing.receipt(f"Task “{title}”{about} added{due}{told}", task_id, 1)


def edit(writing: Writing, change: EditTask) -> Receipt:
    """Change what a task says."""
    values: dict[str, Any] = {}
    if change.title is not None:
        values["title"] = said(change.title, "title")
    if change.open_ended or change.due_on is not None:
        values["due_on"] = None if change.open_ended else change.due_on
    if change.important is not None:
        values["important"] = change.important
    row = _row(writing, change.task_id, change.expected_version, values)
    told = ""
    if change.delegate is not None:
        account = None if row["account_id"] is None else account_row(writing, row["account_id"])
        delegate, told = given(writing, change.delegate, account, row["am_id"])
        values |= delegate
    return _changed(writing, row, values, f"changed{told}")


def block(writing: Writing, change: BlockTime) -> Receipt:
    """Set time aside for a task; beside the hours or over other things only where that is meant.

    Raises:
        Refused: it is done, or the time is taken or outside business hours.
    """
    row = _row(writing, change.task_id, change.expected_version, {"block_at": change.at})
    if row["done_at"] is not None:
        raise Refused(f"“{row['title']}” is done already")
    if change.at is None:
        return _changed(writing, row, {"block_at": None, "block_minutes": None}, "has no time set aside")
    if change.at.tzinfo is None:
        raise Invalid({"at": "a time needs a time zone"})
    if not 0 < change.minutes <= DAY_MINUTES:
        raise Invalid({"minutes": f"from 1 to {DAY_MINUTES}"})
    span = (change.at, change.at + timedelta(minutes=change.minutes))
    zone = writing.reading.zone
    wrong = block_problems(writing.reading, task_id=row["id"], block=span)
    words = f"{local_day(change.at, zone)} {clock(span, zone)}"
    if wrong and not change.anyway:
        raise Refused(f"{words} {told(wrong)}", next="Choose another time, or say that it is meant.")
    values = {"block_at": change.at, "block_minutes": change.minutes}
    still = f"; it {told(wrong)}" if wrong else ""
    return _changed(writing, row, values, f"has {words}{still}")


def finish(writing: Writing, change: FinishTask) -> Receipt:
    """Say that a task is done, or that it is not after all."""
    row = _row(writing, change.task_id, change.expected_version, {})
    if (row["done_at"] is not None) is change.done:
        raise Refused(f"“{row['title']}” is {'done' if change.done else 'open'} already")
    values = {"done_at": writing.now if change.done else None}
    return _changed(writing, row, values, "is done" if change.done else "is open again")


def drop(writing: Writing, change: DropTask) -> Receipt:
    """Take a task off the list."""
    row = _row(writing, change.task_id, change.expected_version, {})
    writing.delete(tasks, row, Topic.TASKS)
    return writing.receipt(f"Task “{row['title']}” is off the list", row["id"], None)


def _row(writing: Writing, task_id: int, version: int, wanted: dict[str, Any]) -> RowMapping:
    return seen(writing, tasks, task_id, version, f"task {task_id}", wanted)


def _changed(writing: Writing, row: RowMapping, values: dict[str, Any], words: str) -> Receipt:
    version = writing.update(tasks, row, row["version"], values, Topic.TASKS)
    return writing.receipt(f"“{values.get('title', row['title'])}” {words}", row["id"], version)
