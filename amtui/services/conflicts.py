"""Telling who was first when two people change one row."""

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from sqlalchemy import Connection, Table, select

from amtui.data.models import audit, users
from amtui.domain.errors import AmtuiError, Conflict, FieldClash, NotFound


def conflict(
    connection: Connection,
    table: Table,
    row_id: int,
    seen_version: int,
    wanted: Mapping[str, Any],
    zone: tzinfo,
) -> AmtuiError:
    """Return what to raise when a row no longer has the version that its author saw.

    Args:
        connection: inside the transaction.
        table: where the row is.
        row_id: its id.
        seen_version: the version that its author saw.
        wanted: the columns as they would have been written.
        zone: of whoever hears of it.

    Returns:
        `Conflict` with who changed it last, when, and the fields that both touched or differ in;
        `NotFound` where the row is gone.
    """
    current = connection.execute(select(table).where(table.c.id == row_id)).mappings().first()
    if current is None:
        return NotFound("it was removed meanwhile")
    # Of a version that never was, whoever made the present one is told.
    since = min(seen_version, current["version"] - 1)
    last = connection.execute(
        select(users.c.name, audit.c.at)
        .join(users, users.c.id == audit.c.actor_id)
        .where(audit.c.entity == table.name, audit.c.entity_id == row_id, audit.c.version_after > since)
        .order_by(audit.c.id.desc())
        .limit(1)
    ).first()
    who, when = (last.name, last.at) if last else ("an import", current.get("updated_at"))
    clashes = tuple(
        FieldClash(name, mine, current[name]) for name, mine in wanted.items() if current[name] != mine
    )
    fields = ", ".join(clash.field for clash in clashes) or "other fields"
    at = f" at {when.astimezone(zone):%Y-%m-%d %H:%M}" if when else ""
    return Conflict(
        f"{who} changed it first{at}: {fields}",
        who=who,
        when=when,
        clashes=clashes,
        version=current["version"],
    )
