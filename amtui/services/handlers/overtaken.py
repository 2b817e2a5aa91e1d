"""Conflicts over what has no version of its own to be seen: settings, and levels that hold by default."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Table, select

from amtui.data.models import audit, users
from amtui.domain.errors import Conflict, FieldClash
from amtui.services.writing import Writing

LOOKED_AT = 200
"""So many of the latest entries of the record are looked through for who was first."""


def check_seen(
    writing: Writing,
    table: Table,
    clashes: tuple[FieldClash, ...],
    concerns: Callable[[Mapping[str, Any]], bool],
) -> None:
    """Refuse a change whose author saw other values than hold by now.

    Args:
        writing: the transaction.
        table: in which the values are kept.
        clashes: fields that hold something else by now; none lets the change go on.
        concerns: tells of changed columns in the record whether they are of the row that is meant.

    Raises:
        Conflict: with who was first, when, and what they set.
    """
    if not clashes:
        return
    wanted = (
        select(users.c.name, audit.c.at, audit.c.before, audit.c.after)
        .join(users, users.c.id == audit.c.actor_id)
        .where(audit.c.entity == table.name)
        .order_by(audit.c.id.desc())
        .limit(LOOKED_AT)
    )
    # All at once: a row that is never fetched holds what this connection sees until the error is forgotten.
    rows = writing.connection.execute(wanted).all()
    last = next((row for row in rows if concerns((row.before or {}) | (row.after or {}))), None)
    who = last.name if last else "Somebody"
    at = f" at {last.at.astimezone(writing.reading.zone):%Y-%m-%d %H:%M}" if last else ""
    fields = ", ".join(clash.field for clash in clashes)
    raise Conflict(
        f"{who} changed it first{at}: {fields}", who=who, when=last.at if last else None, clashes=clashes
    )
