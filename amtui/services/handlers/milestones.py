"""What a client's project has to reach, and whether it did."""

from typing import Any

from sqlalchemy import RowMapping

from amtui.data.models import milestones
from amtui.domain.change import Receipt, Topic
from amtui.domain.clock import local_day
from amtui.domain.errors import Refused
from amtui.domain.local_time import zone_named
from amtui.domain.milestone_changes import AddMilestone, DropMilestone, EditMilestone, ReachMilestone
from amtui.services.handlers.common import account_row, active_account, said, seen
from amtui.services.writing import Writing


def add(writing: Writing, change: AddMilestone) -> Receipt:
    """Enter a milestone."""
    account = active_account(writing, change.account_id)
    title = said(change.title, "title")
    values = {
        "account_id": account["id"],
        "am_id": account["am_id"],
        "project": change.project.strip(),
        "title": title,
        "due_on": change.due_on,
        "rag": change.rag,
        "blocker": change.blocker.strip(),
        "reached_on": None,
        "created_at": writing.now,
        "updated_at": writing.now,
        "version": 1,
    }
    row_id = writing.insert(milestones, values, Topic.ONBOARDING)
    return writing.receipt(f"Milestone “{title}” of {account['name']}, due {change.due_on}", row_id, 1)


def edit(writing: Writing, change: EditMilestone) -> Receipt:
    """Change what a milestone says."""
    given = {"due_on": change.due_on, "rag": change.rag}
    values: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    for name in ("project", "blocker"):
        if (text := getattr(change, name)) is not None:
            values[name] = text.strip()
    if change.title is not None:
        values["title"] = said(change.title, "title")
    row = _row(writing, change.milestone_id, change.expected_version, values)
    return _changed(writing, row, values, "changed")


def reach(writing: Writing, change: ReachMilestone) -> Receipt:
    """Say that a milestone is reached today, or that it is not after all.

    Raises:
        Refused: it is so already.
    """
    row = _row(writing, change.milestone_id, change.expected_version, {})
    if (row["reached_on"] is not None) is change.reached:
        raise Refused(f"“{row['title']}” is {'reached' if change.reached else 'ahead'} already")
    zone = zone_named(account_row(writing, row["account_id"])["zone"])
    values = {"reached_on": local_day(writing.now, zone) if change.reached else None}
    return _changed(writing, row, values, "is reached" if change.reached else "is ahead again")


def drop(writing: Writing, change: DropMilestone) -> Receipt:
    """Take a milestone off."""
    row = _row(writing, change.milestone_id, change.expected_version, {})
    writing.delete(milestones, row, Topic.ONBOARDING)
    return writing.receipt(f"Milestone “{row['title']}” is taken off", row["id"], None)


def _row(writing: Writing, milestone_id: int, version: int, wanted: dict[str, Any]) -> RowMapping:
    return seen(writing, milestones, milestone_id, version, f"milestone {milestone_id}", wanted)


def _changed(writing: Writing, row: RowMapping, values: dict[str, Any], words: str) -> Receipt:
    version = writing.update(milestones, row, row["version"], values, Topic.ONBOARDING)
    return writing.receipt(f"“{values.get('title', row['title'])}” {words}", row["id"], version)
