"""What a request's timeline is told of each change; entries are added, never changed."""

from datetime import date
from typing import Any

from sqlalchemy import select

from amtui.data.models import accounts, contacts, timeline, users
from amtui.services.statements import entering
from amtui.services.writing import Columns, Writing

TOLD = (
    "status",
    "priority",
    "route",
    "owner_id",
    "external_owner",
    "external_ticket",
    "subject",
    "description",
    "account_id",
    "contact_id",
    "type",
    "impact",
    "urgency",
    "escalated_to",
    "asked_for_on",
    "evidence",
)
"""The columns of a request whose changes are worth an entry; the others follow from them."""

NAMED = {"owner_id": users, "account_id": accounts, "contact_id": contacts}
"""The columns that tell a row by its id, whose name the timeline keeps."""


def tell(writing: Writing, row: Columns, values: Columns, note: str | None = None) -> None:
    """Add an entry for each told column that `values` changes in `row`; all share the note."""
    holder = {**row, "am_id": values.get("am_id", row["am_id"])}
    for field in TOLD:
        if field in values and values[field] != row[field]:
            before, after = (_words(writing, field, side[field]) for side in (row, values))
            add(writing, holder, field=field.removesuffix("_id"), before=before, after=after, note=note)


def add(
    writing: Writing,
    row: Columns,
    *,
    field: str,
    before: str | None = None,
    after: str | None = None,
    note: str | None = None,
    shared: bool = False,
    who: str | None = None,
) -> tuple[int, dict[str, Any]]:
    """Add one entry to the timeline of the request `row`; return its id and its columns.

    `who` names a person who is no user, as the client whose words are noted.
    """
    values = {
        "request_id": row["id"],
        "am_id": row["am_id"],
        "at": writing.now,
        "actor_id": writing.identity.user_id,
        "actor_name": who or writing.identity.name,
        "field": field,
        "before": before,
        "after": after,
        "note": note,
        "shared": shared,
        "withdrawn": False,
    }
    result = writing.connection.execute(entering(timeline), values)
    (entry_id,) = result.inserted_primary_key or (0,)
    return int(entry_id), values


def _words(writing: Writing, field: str, value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, date):
        return value.isoformat()
    if field not in NAMED:
        return str(value)
    table = NAMED[field]
    return str(writing.connection.execute(select(table.c.name).where(table.c.id == value)).scalar_one())
