"""Corrections of contacts with clients."""

from datetime import datetime
from typing import Any

from amtui.data.models import interactions
from amtui.domain.change import Receipt, Topic
from amtui.domain.errors import Invalid
from amtui.domain.review_changes import DropInteraction, EditInteraction
from amtui.domain.wording import title
from amtui.services.handlers.common import account_row, contact_row, said, seen
from amtui.services.writing import Writing

NO_CONTACT = 0


def edit(writing: Writing, change: EditInteraction) -> Receipt:
    """Correct with whom, how, when and what a contact with a client was."""
    what = f"interaction {change.interaction_id}"
    plain = {"direction": change.direction, "channel": change.channel, "completed": change.completed}
    values: dict[str, Any] = {name: value for name, value in plain.items() if value is not None}
    row = seen(writing, interactions, change.interaction_id, change.expected_version, what, values)
    before = account_row(writing, row["account_id"])
    account = before if change.account_id is None else account_row(writing, change.account_id)
    if account["id"] != before["id"]:
        values |= {"account_id": account["id"], "am_id": account["am_id"], "contact_id": None}
    if change.summary is not None:
        values["summary"] = said(change.summary, "summary")
    if change.at is not None:
        values["at"] = past(writing, change.at)
    if change.contact_id is not None:
        chosen = None if change.contact_id == NO_CONTACT else contact_row(writing, account, change.contact_id)
        values["contact_id"] = None if chosen is None else chosen["id"]
    version = writing.update(interactions, row, row["version"], values, Topic.INTERACTIONS)
    done = f"moved to {account['name']}" if account["id"] != before["id"] else "changed"
    channel = values.get("channel", row["channel"])
    return writing.receipt(f"{title(channel)} with {before['name']} {done}", row["id"], version)


def drop(writing: Writing, change: DropInteraction) -> Receipt:
    """Take off a contact with a client that never was."""
    what = f"interaction {change.interaction_id}"
    row = seen(writing, interactions, change.interaction_id, change.expected_version, what, {})
    account = account_row(writing, row["account_id"])
    writing.delete(interactions, row, Topic.INTERACTIONS)
    return writing.receipt(f"{title(row['channel'])} with {account['name']} taken off", row["id"], None)


def past(writing: Writing, at: datetime) -> datetime:
    """Return the moment of a contact, which is not to come.

    Raises:
        Invalid: it is, or it has no time zone.
    """
    if at.tzinfo is None or at > writing.now:
        raise Invalid({"at": "a contact took place in the past, at a moment with a time zone"})
    return at
