"""Many rows at once, the way each engine is quickest: new ones in, changed ones updated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table

from amtui.data.engine import is_sqlite
from amtui.domain.kpi.exclusions import INTERNAL, LEG, OUTBOUND
from amtui.services.imports.blocks import Block
from amtui.services.imports.copying import CopyText
from amtui.services.imports.many import insert_many

KEY = ("account_id", "source", "external_id")
INHERITED = ("direction", "caller", "number")
"""What the legs of a call take from its first one, once all rows are in."""

_OF_THE_CALL = LEG | OUTBOUND | INTERNAL


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of rows.

    Attributes:
        imported: how many were new.
        updated: how many were there and different.
        days: the days on which the updated ones lay before.
    """

    imported: int
    updated: int = 0
    days: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Ready:
    """Rows of one account in the form in which the engine takes them.

    Attributes:
        block: the rows.
        text: what COPY reads; empty on SQLite.
    """

    block: Block
    text: bytes = b""

    def __len__(self) -> int:
        return len(self.block)


class Bulk:
    """Writes rows of one table, known by account, source and id."""

    def __init__(self, connection: Connection, table: Table, columns: Sequence[str], moment: str) -> None:
        self._driver: Any = connection.connection.cursor()
        self._sqlite = is_sqlite(connection)
        self._columns = tuple(columns)
        self._copies = CopyText(self._columns.index(moment), self._columns.index("day"))
        self._name, self._staged = table.name, f"import_{table.name}"
        self._into = f"{self._name} ({', '.join(self._columns)})"
        self._conflict = f"ON CONFLICT ({', '.join(KEY)}) DO NOTHING"
        self._overlapping = False
        self._make_staged()
        self._plan()
        self._new: dict[Any, bool] = {}

    def ready(self, block: Block) -> Ready:
        """Return rows as `store` takes them; nothing is asked of the database, so that it may be busy."""
        return Ready(block) if self._sqlite else Ready(block, self._copies.of(block))

    def store(self, rows: Ready) -> Stored:
        """Write rows of one account whose ids differ; one that is there is updated if it says else."""
        block = rows.block
        if self._sqlite and not self._overlapping:
            imported = insert_many(self._driver, self._into, block.columns, self._conflict)
            if imported == len(block):
                return Stored(imported)
            self._stage(rows)
        elif not self._sqlite and self._has_none(block):
            self._stage(rows)
            return Stored(self._insert_staged())
        else:
            self._stage(rows)
            there, unlike = self._compared()
            imported = self._insert_staged(self._conflict) if there < len(block) else 0
            if not unlike:
                self._overlapping = there > 0
                return Stored(imported)
        self._overlapping = imported < len(block)
        before = frozenset(_as_date(day) for (day,) in self._select("DISTINCT c.day"))
        return Stored(imported, self._update() if before else 0, before)

    def _compared(self) -> tuple[int, int]:
        """Return how many staged rows are there already, and how many of those say else."""
        unlike = f"sum(CASE WHEN {self._differs()} THEN 1 ELSE 0 END)"
        joined = f"{self._staged} s JOIN {self._name} c ON {self._same_key()}"
        there, differing = self._driver.execute(f"SELECT count(*), {unlike} FROM {joined}").fetchone()  # noqa: S608
        return there, differing or 0

    def _insert_staged(self, conflict: str = "") -> int:
        """Write the staged rows; looking out for rows that are there costs a quarter more."""
        names = ", ".join(self._columns)
        self._driver.execute(
            f"INSERT INTO {self._into} SELECT {names} FROM {self._staged} WHERE true {conflict}"  # noqa: S608
        )
        return int(self._driver.rowcount)

    def differing(self, block: Block) -> frozenset[int]:
        """Return the lines of those rows that are not what is stored under their ids."""
        self._stage(self.ready(block))
        return frozenset(line for (line,) in self._select("s.line"))

    def close(self) -> None:
        """Drop what was only needed meanwhile."""
        self._driver.execute(f"DROP TABLE {self._staged}")
        self._plan(off="DEFAULT")

    def _plan(self, *, off: str = "off") -> None:
        """Let the server know what it cannot, as it has not yet looked at the rows of this transaction.

        Few rows meet all of a large table: any join but one by the index would read the table for each
        block. To count the rows of a day they need not be sorted, which takes a file on disk.
        """
        if not self._sqlite:
            for way in ("hashjoin", "mergejoin", "sort"):
                self._driver.execute(f"SET LOCAL enable_{way} TO {off}")

    def _has_none(self, block: Block) -> bool:
        """Tell whether the account had no row of this source when the import began.

        Other imports into the account wait from here on, so that none can come in between.
        """
        places = (self._columns.index(name) for name in KEY[:2])
        account_id, source = (block.columns[place][0] for place in places)
        if account_id not in self._new:
            self._ask(
                "SELECT pg_advisory_xact_lock(hashtext(%s), %s::int)", (self._name, account_id % (1 << 31))
            )
            there = f"SELECT EXISTS (SELECT 1 FROM {self._name} WHERE account_id = %s AND source = %s)"  # noqa: S608
            self._new[account_id] = not self._ask(there, (account_id, source))
        return self._new[account_id]

    def _ask(self, statement: str, values: tuple[Any, ...] = ()) -> Any:
        return self._driver.execute(statement, values).fetchone()[0]

    def _stage(self, rows: Ready) -> None:
        if self._sqlite:
            self._driver.execute(f"DELETE FROM {self._staged}")  # noqa: S608 names of this program
            insert_many(self._driver, self._staged, (*rows.block.columns, rows.block.lines))
            return
        # Not into the table itself: PostgreSQL has no COPY where it decides by row who may see them.
        self._driver.execute(f"TRUNCATE {self._staged}")
        with self._driver.copy(f"COPY {self._staged} FROM STDIN") as copy:
            copy.write(rows.text)

    def _select(self, what: str) -> list[tuple[Any, ...]]:
        joined = f"FROM {self._staged} s JOIN {self._name} c ON {self._same_key()} WHERE {self._differs()}"
        found: list[tuple[Any, ...]] = self._driver.execute(f"SELECT {what} {joined}").fetchall()
        return found

    def _update(self) -> int:
        settings = ", ".join(f"{name} = {self._fresh(name)}" for name in self._columns if name not in KEY)
        target = f"UPDATE {self._name} AS c SET {settings} FROM {self._staged} AS s"  # noqa: S608
        self._driver.execute(f"{target} WHERE {self._same_key()} AND {self._differs()}")
        return int(self._driver.rowcount)

    def _same_key(self) -> str:
        return " AND ".join(f"c.{name} = s.{name}" for name in KEY)

    def _differs(self) -> str:
        compared = [name for name in self._columns if name not in {*KEY, "am_id", "import_id"}]
        unlike = "IS NOT" if self._sqlite else "IS DISTINCT FROM"
        return "(" + " OR ".join(f"c.{name} {unlike} {self._fresh(name)}" for name in compared) + ")"

    def _fresh(self, name: str) -> str:
        """What legs have in common is settled after all rows are in, and stays as it is until then."""
        if "linked_id" not in self._columns or name not in {"excluded", *INHERITED}:
            return f"s.{name}"
        if name != "excluded":
            return f"CASE WHEN s.linked_id IS NULL THEN s.{name} ELSE c.{name} END"
        own = f"((c.excluded & {LEG}) | s.excluded)"
        shared = f"((c.excluded & {_OF_THE_CALL}) | (s.excluded & ~{_OF_THE_CALL}))"
        return f"CASE WHEN s.linked_id IS NULL THEN {own} ELSE {shared} END"

    def _make_staged(self) -> None:
        names = ", ".join(self._columns)
        self._driver.execute(f"DROP TABLE IF EXISTS {self._staged}")
        empty = f"SELECT {names}, 0 AS line FROM {self._name} WHERE 1 = 0"  # noqa: S608
        self._driver.execute(f"CREATE TEMPORARY TABLE {self._staged} AS {empty}")


def _as_date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromordinal(value)
