"""The changed fields of an entry of the record, in one line."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Table, Text, case, cast, select

from amtui.data.models import (
    accounts,
    audit,
    calendars,
    contacts,
    metadata,
    own_kpis,
    playbooks,
    requests,
    sla_policies,
    users,
)
from amtui.data.reading import Reading
from amtui.data.types import Instant
from amtui.domain.frozen import dataclass

Kept = Mapping[str, object] | None
S = sla_policies.c
CALLED: dict[Table, ColumnElement[str]] = {
    users: users.c.name,
    accounts: accounts.c.name,
    calendars: calendars.c.name,
    contacts: contacts.c.name,
    requests: requests.c.ref,
    playbooks: playbooks.c.name,
    own_kpis: own_kpis.c.key,
    sla_policies: case((S.plan == "*", "all plans"), else_=S.plan) + " " + cast(S.priority, Text),
}
"""What a row of a table is called by."""


def _level(kept: Mapping[str, object]) -> str:
    plan = kept.get("plan")
    return f"{'all plans' if plan == '*' else plan} {kept.get('priority')}"


GONE: dict[Table, Callable[[Mapping[str, object]], str]] = {
    users: lambda kept: str(kept.get("name") or ""),
    calendars: lambda kept: str(kept.get("name") or ""),
    sla_policies: _level,
}
"""What a deleted row was called, by what the record kept of it; only of tables whose names all may know."""


def kept_words(values: Kept) -> str:
    """Return changed fields as they are kept, moments in ISO 8601: “status: new, route: am”."""
    return ", ".join(f"{name}: {_word(value)}" for name, value in (values or {}).items())


def shown_moment(kept: str, zone: ZoneInfo) -> str:
    """Return a moment, kept in ISO 8601, as clocks in `zone` show it."""
    return f"{datetime.fromisoformat(kept).astimezone(zone):%Y-%m-%d %H:%M}"


@dataclass(frozen=True, slots=True)
class Names:
    """What the rows are called that entries of the record tell of.

    Attributes:
        reading: who reads, and where.
        names: by table and id.
    """

    reading: Reading
    names: Mapping[tuple[str, int], str]

    def of(self, entity: str, row_id: object) -> str:
        """Return what a row is called; nothing where that is not known, or not for the reader."""
        return self.names.get((entity, row_id), "") if isinstance(row_id, int) else ""

    def words(self, entity: str, values: Kept) -> str:
        """Return changed fields as a person reads them: moments where they are, rows by their names."""
        return kept_words({name: self._said(entity, name, value) for name, value in (values or {}).items()})

    def _said(self, entity: str, field: str, value: object) -> object:
        column = metadata.tables[entity].c.get(field) if entity in metadata.tables else None
        if column is not None and isinstance(column.type, Instant) and isinstance(value, str):
            return shown_moment(value, self.reading.zone)
        target = _target(entity, field)
        name = "" if target is None else self.of(target.name, value)
        return name or ("–" if value is None else value)


def names_of(reading: Reading, entries: Iterable[tuple[str, int, Kept]]) -> Names:
    """Return what entries tell of is called, each an entity, an id, and changed fields.

    It takes a statement for each kind of row that is told of, and one more where some of them were
    deleted, however many entries there are.
    """
    wanted: dict[Table, set[int]] = {}
    for entity, row_id, values in entries:
        told: list[tuple[Table | None, object]] = [(metadata.tables.get(entity), row_id)]
        told += [(_target(entity, field), value) for field, value in (values or {}).items()]
        for table, found in told:
            if table is not None and table in CALLED and isinstance(found, int):
                wanted.setdefault(table, set()).add(found)
    names: dict[tuple[str, int], str] = {}
    for table, ids in wanted.items():
        seen = (reading.visible(table),) if "am_id" in table.c else ()
        statement = select(table.c.id, CALLED[table].label("called")).where(
            table.c.id.in_(sorted(ids)), *seen
        )
        names |= {(table.name, row.id): row.called for row in reading.rows(statement)}
        if table in GONE and (lost := ids - {row_id for name, row_id in names if name == table.name}):
            names |= _deleted(reading, table, lost)
    return Names(reading, names)


def _deleted(reading: Reading, table: Table, ids: Iterable[int]) -> Mapping[tuple[str, int], str]:
    """Return what rows were called that are no more, as the record of their end has kept it."""
    a = audit.c
    statement = select(a.entity_id, a.before).where(
        a.entity == table.name, a.entity_id.in_(sorted(ids)), a.action == "delete"
    )
    rows = reading.rows(statement.order_by(a.id))
    return {(table.name, row.entity_id): GONE[table](row.before or {}) for row in rows}


def _target(entity: str, field: str) -> Table | None:
    """Return the table whose rows a field names by their ids."""
    if field == "am_id":
        return users
    column = metadata.tables[entity].c.get(field) if entity in metadata.tables else None
    keys = column.foreign_keys if column is not None else ()
    return next((key.column.table for key in keys if key.column.name == "id"), None)


def _word(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
