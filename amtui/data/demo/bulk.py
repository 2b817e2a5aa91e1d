"""Rows in bulk, past SQLAlchemy: the driver's own way on each engine.

Rows come with their values as SQLite stores them (moments in microseconds, days as ordinals, money
in ten-thousandths, truth as 0 or 1, documents as text) and are translated for PostgreSQL.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Boolean, Connection, Index, Table, func, select

from amtui.data.engine import is_sqlite
from amtui.data.types import MONEY_SCALE, Amount, Day, Instant, from_micros

Row = Sequence[Any]
Convert = Callable[[Any], Any]


class Loader:
    """Puts rows into tables inside the caller's transaction.

    Attributes:
        made: how many rows each table was given.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.made: Counter[str] = Counter()
        self._driver: Any = connection.connection.driver_connection

    def add(self, table: Table, columns: str, rows: Iterable[Row]) -> None:
        """Insert `rows`, whose values are those of `columns`, a list of names with blanks between."""
        names = columns.split()
        if is_sqlite(self.connection):
            self.made[table.name] += self._driver.executemany(_insertion(table.name, names), rows).rowcount
        else:
            self.made[table.name] += self._copy(table, names, rows)

    def add_record(self, table: Table, **values: object) -> None:
        """Insert one row."""
        self.add(table, " ".join(values), [tuple(values.values())])

    def _copy(self, table: Table, names: list[str], rows: Iterable[Row]) -> int:
        converts = [(i, found) for i, name in enumerate(names) if (found := _conversion(table, name))]
        listed = ", ".join(f'"{name}"' for name in names)
        with self._driver.cursor() as cursor:
            with cursor.copy(f'COPY "{table.name}" ({listed}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(_converted(row, converts))
            return int(cursor.rowcount)

    def set_sequences(self, tables: Iterable[Table]) -> None:
        """Let PostgreSQL go on counting after the ids that were given."""
        if is_sqlite(self.connection):
            return
        for table in tables:
            if "id" in table.columns:
                last = func.greatest(func.coalesce(func.max(table.c.id), 1), 1)
                self.connection.execute(
                    select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last))
                )


def drop_indexes(connection: Connection, tables: Iterable[Table]) -> list[Index]:
    """Drop the secondary indexes of `tables`; making each in one go afterwards is much quicker."""
    found = [index for table in tables for index in sorted(table.indexes, key=lambda each: str(each.name))]
    for index in found:
        index.drop(connection)
    return found


def _insertion(table: str, names: list[str]) -> str:
    listed = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    return f'INSERT INTO "{table}" ({listed}) VALUES ({marks})'  # noqa: S608 names of our own tables


def _converted(row: Row, converts: list[tuple[int, Convert]]) -> list[Any]:
    values = list(row)
    for place, convert in converts:
        if values[place] is not None:
            values[place] = convert(values[place])
    return values


def _conversion(table: Table, name: str) -> Convert | None:
    kind = table.columns[name].type
    if isinstance(kind, Instant):
        return from_micros
    if isinstance(kind, Day):
        return _day
    if isinstance(kind, Amount):
        return _amount
    return bool if isinstance(kind, Boolean) else None


@lru_cache(maxsize=4096)
def _day(ordinal: int) -> date:
    return date.fromordinal(ordinal)


def _amount(stored: int) -> Decimal:
    return Decimal(stored) / MONEY_SCALE
