"""What a request's timeline is told of each change; entries are added, never changed."""

from typing import Any

from sqlalchemy import insert, select

from amtui.data.models import timeline, users
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
)
"""The columns of a request whose changes are worth an entry; the others follow from them."""


def tell(writing: Writing, row: Columns, values: Columns, note: str | None = None) -> None:
    """Add an entry for each told column that `values` changes in `row`; all share the note."""
    for field in TOLD:
        if field in values and values[field] != row[field]:
            before, after = (_words(writing, field, side[field]) for side in (row, values))
            add(writing, row, field=field.removesuffix("_id"), before=before, after=after, note=note)


def add(
    writing: Writing,
    row: Columns,
    *,
    field: str,
    before: str | None = None,
    after: str | None = None,
    note: str | None = None,
    shared: bool = False,
) -> tuple[int, dict[str, Any]]:
    """Add one entry to the timeline of the request `row`; return its id and its columns."""
    values = {
        "request_id": row["id"],
        "am_id": row["am_id"],
        "at": writing.now,
        "actor_id": writing.identity.user_id,
        "actor_name": writing.identity.name,
        "field": field,
        "before": before,
        "after": after,
        "note": note,
        "shared": shared,
        "withdrawn": False,
    }
    result = writing.connection.execute(insert(timeline).values(**values))
    (entry_id,) = result.inserted_primary_key or (0,)
    return int(entry_id), values


def _words(writing: Writing, field: str, value: object) -> str | None:
    if value is None:
        return None
    if field != "owner_id":
        return str(value)
    return str(writing.connection.execute(select(users.c.name).where(users.c.id == value)).scalar_one())
