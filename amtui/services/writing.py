"""One transaction that changes rows: every change is guarded by a version and leaves its audit row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, RowMapping, Select, Table, bindparam, delete, select

from amtui.data.codec import encode_all
from amtui.data.models import accounts, audit, kpi_goals, own_kpis
from amtui.data.reading import Reading
from amtui.domain.change import Receipt, Topic
from amtui.domain.errors import AmtuiError, NotFound
from amtui.domain.people import Identity
from amtui.services.conflicts import conflict
from amtui.services.statements import entered, entering, guarded

Columns = Mapping[str, Any] | RowMapping
"""The columns of a row, all or some, by name."""
Step = Callable[[int, int, str], object]
"""Told how many of how many of what are done; may raise so that all of it is taken back."""


@dataclass(slots=True)
class Writing:
    """The surroundings of one change.

    Attributes:
        connection: open, inside a write transaction.
        identity: who changes.
        now: the moment of the change, UTC; every timestamp of the transaction is this one.
        group: names the operation; undo takes back a whole group.
        topics: what the change has touched so far.
        audit_id: the last audit row written.
        undoes: the group that this change takes back, if it does.
        told: hears of the steps of long work.
    """

    connection: Connection
    identity: Identity
    now: datetime
    group: str
    topics: set[Topic] = field(default_factory=set)
    audit_id: int | None = None
    undoes: str | None = None
    told: Step | None = None
    _looks: dict[Table, Select[Any]] = field(default_factory=dict)

    @property
    def reading(self) -> Reading:
        """The same transaction, for queries."""
        zone = ZoneInfo(self.identity.zone)
        return Reading(self.connection, self.identity.scope, self.now, zone, self.identity.user_id)

    def step(self, done: int, total: int, what: str) -> None:
        """Tell how far long work has come.

        Raises:
            AmtuiError: it is to stop here.
        """
        if self.told is not None:
            self.told(done, total, what)

    def row(self, table: Table, row_id: int, what: str, *, held: bool = False) -> RowMapping:
        """Return a row of a visible book.

        Args:
            table: where it is.
            row_id: its id.
            what: how a person calls it, as `request 17`.
            held: let nobody else change it until this change is over; a file is one's own for that long.

        Raises:
            NotFound: if there is none that this person may see.
        """
        look = self._visible(table).with_for_update() if held else self._visible(table)
        found = self.connection.execute(look, {"own_id": row_id}).mappings().first()
        if found is None:
            message = f"there is no {what}"
            raise NotFound(message)
        return found

    def _visible(self, table: Table) -> Select[Any]:
        """Return the statement that finds a visible row of a table by its id."""
        if (found := self._looks.get(table)) is None:
            found = select(table).where(table.c.id == bindparam("own_id"))
            if "am_id" in table.c:
                found = found.where(self.reading.visible(table))
            self._looks[table] = found
        return found

    def insert(self, table: Table, values: Mapping[str, Any], topic: Topic, *, action: str = "insert") -> int:
        """Add a row with its audit row and return its id."""
        result = self.connection.execute(entering(table), dict(values))
        (row_id,) = result.inserted_primary_key or (0,)
        self.topics.add(topic)
        self.record(table, row_id, action, {}, None, values, 1 if "version" in table.c else None)
        return int(row_id)

    def update(
        self,
        table: Table,
        row: Columns,
        expected_version: int,
        values: Mapping[str, Any],
        topic: Topic,
        *,
        action: str = "update",
        touch: bool = False,
    ) -> int:
        """Change a row if it still has the version its author saw; return the new version.

        Nothing is written when no value differs, unless `touch` asks for a new version anyway, for
        a row whose dependents changed.

        Raises:
            Conflict: if somebody changed the row first; says who, when and which fields.
        """
        changed = {name: value for name, value in values.items() if row[name] != value}
        if not changed and not touch and row["version"] == expected_version:
            return expected_version
        stamp = {"updated_at": self.now} if "updated_at" in table.c else {}
        version = expected_version + 1
        new = {**changed, **stamp, "version": version}
        which = {"own_id": row["id"], "own_version": expected_version}
        if self.connection.execute(guarded(table, tuple(sorted(new))), {**new, **which}).rowcount != 1:
            raise self.conflict(table, row["id"], expected_version, values)
        self.topics.add(topic)
        self.record(table, row["id"], action, {name: row[name] for name in changed}, row, changed, version)
        return version

    def delete(self, table: Table, row: Columns, topic: Topic, *, action: str = "delete") -> None:
        """Take a row away if it still has the version that `row` shows, where rows have versions.

        Raises:
            Conflict: if somebody changed it first.
        """
        # Recorded first: the record of an account is only taken from those who still see it.
        self.record(table, row["id"], action, entered(table, row), row, {}, None)
        as_seen = delete(table).where(table.c.id == row["id"])
        if "version" in table.c:
            as_seen = as_seen.where(table.c.version == row["version"])
        if self.connection.execute(as_seen).rowcount != 1:
            raise self.conflict(table, row["id"], row.get("version", 1))
        self.topics.add(topic)

    def conflict(
        self, table: Table, row_id: int, seen_version: int, wanted: Mapping[str, Any] = MappingProxyType({})
    ) -> AmtuiError:
        """Return what to raise of a row that no longer has the version its author saw, as `conflict`."""
        return conflict(self.connection, table, row_id, seen_version, wanted, ZoneInfo(self.identity.zone))

    def receipt(self, words: str, entity_id: int | None = None, version: int | None = None) -> Receipt:
        """Return the receipt of what was done so far."""
        return Receipt(self.audit_id, entity_id, version, frozenset(self.topics), words, self.group)

    def record(
        self,
        table: Table,
        row_id: int,
        action: str,
        before: Mapping[str, Any],
        row: Columns | None,
        after: Mapping[str, Any],
        version: int | None,
    ) -> None:
        """Write the audit row of a change that was made to a row by other means than the above.

        Args:
            table: of the row.
            row_id: its id; 0 where rows have none.
            action: what was done, in one word.
            before: the changed columns as they were; nothing for a new row.
            row: the whole row before, to tell its account; None for a new row.
            after: the changed columns as they are; nothing for a row that is gone.
            version: the version of the row now.
        """
        account_id, am_id = self._book_of(table, row_id, row if row is not None else after)
        if table in {kpi_goals, own_kpis}:
            self._forget(account_id)
        entry = {
            "at": self.now,
            "actor_id": self.identity.user_id,
            "am_id": am_id,
            "account_id": account_id,
            "entity": table.name,
            "entity_id": row_id,
            "action": action,
            "before": encode_all(before) or None,
            "after": encode_all(after) or None,
            "version_after": version,
            "group": self.group,
        }
        result = self.connection.execute(entering(audit), entry)
        (self.audit_id,) = result.inserted_primary_key or (None,)

    def _forget(self, account_id: int | None) -> None:
        """Take away what is kept for lists and rests on goals."""
        from amtui.data.queries.latest import forget, forget_all

        if account_id is None:
            forget_all(self.connection)
        else:
            forget(self.connection, account_id)

    def _book_of(self, table: Table, row_id: int, row: Columns) -> tuple[int | None, int]:
        account_id = row_id if table is accounts else row.get("account_id")
        am_id = row.get("am_id")
        return account_id, 0 if am_id is None else am_id
