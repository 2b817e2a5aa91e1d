"""Many rows at once, the way each engine is quickest: new ones in, changed ones updated."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table

from amtui.data.engine import is_sqlite
from amtui.data.types import from_micros

KEY = ("account_id", "source", "external_id")
_LEG_BIT = 32

Row = tuple[Any, ...]


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


class Bulk:
    """Writes rows of one table, known by account, source and id.

    Rows are tuples of `columns` with the line number behind; moments are microseconds and days ordinals.
    """

    def __init__(self, connection: Connection, table: Table, columns: Sequence[str], moment: str) -> None:
        self._driver: Any = connection.connection.cursor()
        self._sqlite = is_sqlite(connection)
        self._columns = tuple(columns)
        self._moment, self._day = self._columns.index(moment), self._columns.index("day")
        self._dates: dict[int, date] = {}
        self._name, self._staged = table.name, f"import_{table.name}"
        self._make_staged()

    def store(self, rows: list[Row]) -> Stored:
        """Write rows whose ids differ from each other; a row that is there is updated if it differs."""
        imported = self._insert(rows)
        if imported == len(rows):
            return Stored(imported)
        if self._sqlite:
            self._stage(rows)
        before = frozenset(self._as_date(day) for (day,) in self._select("DISTINCT c.day"))
        updated = self._update() if before else 0
        return Stored(imported, updated, before)

    def differing(self, rows: list[Row]) -> frozenset[int]:
        """Return the lines of those rows that are not what is stored under their ids."""
        self._stage(rows)
        return frozenset(line for (line,) in self._select("s.line"))

    def close(self) -> None:
        """Drop what was only needed meanwhile."""
        self._driver.execute(f"DROP TABLE {self._staged}")

    def _insert(self, rows: list[Row]) -> int:
        names = ", ".join(self._columns)
        target = f"INSERT INTO {self._name} ({names})"
        conflict = f"ON CONFLICT ({', '.join(KEY)}) DO NOTHING"
        if self._sqlite:
            size = len(self._columns)
            marks = ", ".join(f"?{place}" for place in range(1, size))
            # The line number has no column here, but all values of a row have to be bound.
            statement = f"{target} VALUES ({marks}, ?{size} + 0 * ?{size + 1}) {conflict}"
            self._driver.executemany(statement, rows)
        else:
            self._stage(rows)
            self._driver.execute(f"{target} SELECT {names} FROM {self._staged} {conflict}")  # noqa: S608
        return int(self._driver.rowcount)

    def _stage(self, rows: Iterable[Row]) -> None:
        self._driver.execute(f"DELETE FROM {self._staged}")  # noqa: S608 names of this program
        if self._sqlite:
            marks = ", ".join("?" * (len(self._columns) + 1))
            self._driver.executemany(f"INSERT INTO {self._staged} VALUES ({marks})", rows)  # noqa: S608
            return
        with self._driver.copy(f"COPY {self._staged} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(self._for_postgresql(row))

    def _for_postgresql(self, row: Row) -> list[Any]:
        values = list(row)
        moment: datetime = from_micros(values[self._moment])
        values[self._moment], values[self._day] = moment, self._as_date(values[self._day])
        return values

    def _as_date(self, value: Any) -> date:
        if isinstance(value, date):
            return value
        found = self._dates.get(value)
        if found is None:
            found = self._dates[value] = date.fromordinal(value)
        return found

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
        """Whether a call is a leg is settled after all rows are in, and stays as it is until then."""
        return f"((c.excluded & {_LEG_BIT}) | s.excluded)" if name == "excluded" else f"s.{name}"

    def _make_staged(self) -> None:
        names = ", ".join(self._columns)
        self._driver.execute(f"DROP TABLE IF EXISTS {self._staged}")
        empty = f"SELECT {names}, 0 AS line FROM {self._name} WHERE 1 = 0"  # noqa: S608
        self._driver.execute(f"CREATE TEMPORARY TABLE {self._staged} AS {empty}")
