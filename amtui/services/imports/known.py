"""Rows that are already there: what of them somebody has changed here since, and what differs."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, bindparam, insert, select, update

from amtui.data.models import audit
from amtui.services.imports.report import Fate
from amtui.services.imports.session import Session
from amtui.services.imports.way_back import IMPORT
from amtui.services.next_id import next_id as next_id

_CHUNK = 500


def changed_here(connection: Connection, table: Table) -> dict[int, frozenset[str]]:
    """Return by row the fields that people have changed in this program; imports leave those alone."""
    wanted = select(audit.c.entity_id, audit.c.before, audit.c.after).where(
        audit.c.entity == table.name, audit.c.action.not_in(("insert", IMPORT))
    )
    found: dict[int, frozenset[str]] = {}
    for row in connection.execute(wanted):
        fields = frozenset((*(row.before or {}), *(row.after or {})))
        found[row.entity_id] = found.get(row.entity_id, frozenset()) | fields
    return found


def looked_up(
    connection: Connection, table: Table, column: ColumnElement[Any], keys: Sequence[object]
) -> Iterable[RowMapping]:
    """Yield the rows of a table whose column holds one of the keys, some at a time."""
    for start in range(0, len(keys), _CHUNK):
        some = column.in_(keys[start : start + _CHUNK])
        yield from connection.execute(select(table).where(some)).mappings().all()


def add(session: Session, table: Table, values: Mapping[str, Any]) -> int:
    """Enter a new row and return its id."""
    return int(add_row(session, table, values)["id"])


def add_row(session: Session, table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Enter a new row and return what was entered, with its id."""
    stamps = {"created_at": session.now, "updated_at": session.now, "version": 1}
    full = {name: value for name, value in stamps.items() if name in table.c} | dict(values)
    (row_id,) = session.connection.execute(insert(table).values(**full)).inserted_primary_key or (0,)
    return {"id": int(row_id), **full}


def change(
    session: Session, table: Table, row: RowMapping, values: Mapping[str, Any], kept: Iterable[str] = ()
) -> Fate:
    """Bring a row up to date except for the kept fields; nothing is written when nothing differs.

    Requests say when they were made and last worked on, which is news of its own where it is later.
    """
    dated = table.name == "requests"
    left_alone = {*kept, "updated_at", *(() if dated else ("created_at",))}
    new = {name: value for name, value in values.items() if name not in left_alone and row[name] != value}
    if not new and not (dated and values["updated_at"] > row["updated_at"]):
        return Fate.UNCHANGED
    stamps = {"version": row["version"] + 1}
    if "updated_at" in table.c:
        stamps["updated_at"] = values.get("updated_at", session.now)
    session.connection.execute(
        update(table).where(table.c.id == bindparam("row_id")).values(**new, **stamps), {"row_id": row["id"]}
    )
    return Fate.UPDATED


class Seen:
    """The rows of this file by what makes them the same, so that a second one is judged, not stored."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lines: dict[object, tuple[int, object]] = {}

    def is_second(self, key: object, content: object, line: int, what: str) -> bool:
        """Tell whether a row with this key came before, and count it as unchanged or rejected if so."""
        first = self._lines.setdefault(key, (line, content))
        if first[0] == line:
            return False
        if first[1] == content:
            self._session.tally.add(Fate.UNCHANGED)
        else:
            self._session.reject(line, f"line {first[0]} has the same {what} and says something else")
        return True
