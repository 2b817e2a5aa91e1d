"""Telling who was first when two people change one row."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, Table, select

from amtui.data.codec import decode_all
from amtui.data.models import audit, users
from amtui.domain.errors import AmtuiError, Conflict, FieldClash, NotFound

Columns = Mapping[str, Any] | RowMapping
Entry = Row[str, datetime, Any, int | None]
OWN, SUCH = "custom", "custom."
"""The column of the team's own fields, and what stands before the name of one."""


def conflict(
    connection: Connection,
    table: Table,
    row_id: int,
    seen_version: int,
    wanted: Columns,
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
        `Conflict` with who changed it last, when, and the fields that both changed, to different
        values; `NotFound` where the row is gone.
    """
    current = connection.execute(select(table).where(table.c.id == row_id)).mappings().first()
    if current is None:
        return NotFound("it was removed meanwhile")
    # Of a version that never was, whoever made the present one is told.
    since = min(seen_version, current["version"] - 1)
    entries = _entries(connection, table, row_id, since)
    last = entries[-1] if entries else None
    who, when = (last.name, last.at) if last else ("an import", current.get("updated_at"))
    recorded = {one.version_after for one in entries} == set(range(since + 1, current["version"] + 1))
    found = _compared(current, _before(table, entries) if recorded else None, wanted)
    fields = ", ".join(clash.field for clash in found["clashes"]) or "other fields"
    at = f" at {when.astimezone(zone):%Y-%m-%d %H:%M}" if when else ""
    said = f"{who} changed it first{at}: {fields}"
    return Conflict(said, who=who, when=when, version=current["version"], **found)


def _entries(connection: Connection, table: Table, row_id: int, since: int) -> Sequence[Entry]:
    """Return what was recorded of a row after a version, the oldest first."""
    wanted = (
        select(users.c.name, audit.c.at, audit.c.before, audit.c.version_after)
        .join(users, users.c.id == audit.c.actor_id)
        .where(audit.c.entity == table.name, audit.c.entity_id == row_id, audit.c.version_after > since)
        .order_by(audit.c.id)
    )
    return connection.execute(wanted).all()


def _before(table: Table, entries: Sequence[Entry]) -> dict[str, Any]:
    """Return the columns that others changed as they were before the first of them did."""
    before: dict[str, Any] = {}
    for entry in reversed(entries):
        before |= entry.before or {}
    return decode_all(table, {name: value for name, value in before.items() if name in table.c})


def _compared(current: Columns, before: Columns | None, wanted: Columns) -> dict[str, Any]:
    """Sort the fields that were wanted by who changed them.

    Args:
        current: the row as it is.
        before: what others changed, as it was; None where that is not known of all versions.
        wanted: what its author wants.
    """
    clashes, left, kept, unknown = [], [], [], []
    for name, mine in wanted.items():
        now = _field(current, name)
        if before is not None and not _touched(current, before, name):
            kept.append(name)
        elif not _is_told(current, name):
            unknown.append(name)
        elif before is not None and _field(before, name) == mine:
            left.append(FieldClash(name, mine, now))
        elif now != mine:
            clashes.append(FieldClash(name, mine, now))
    apart = bool(wanted) and before is not None and not clashes and not unknown
    return {"clashes": tuple(clashes), "left": tuple(left), "kept": tuple(kept), "apart": apart}


def _is_told(row: Columns, name: str) -> bool:
    """Tell whether a row itself says what a field holds."""
    return name in row or name.startswith(SUCH)


def _field(row: Columns, name: str) -> object:
    """Return what a field holds, which may be one of the team's own."""
    return (row.get(OWN) or {}).get(name.removeprefix(SUCH)) if name.startswith(SUCH) else row.get(name)


def _touched(current: Columns, before: Columns, name: str) -> bool:
    """Tell whether others made something else of a field; what is kept elsewhere may have changed."""
    if not _is_told(current, name):
        id_of_it = f"{name}_id"
        return id_of_it not in current or id_of_it in before
    column = OWN if name.startswith(SUCH) else name
    return column in before and _field(before, name) != _field(current, name)
