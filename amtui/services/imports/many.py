"""Statements that put many rows into a table at once, as one for each row costs half as much again."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

GROUP = 50
"""Rows of one statement."""


def insert_many(driver: Any, into: str, columns: Sequence[Sequence[Any]], conflict: str = "") -> int:
    """Insert rows into a SQLite table; return how many went in.

    What is the same in all rows goes into the statement: binding it for each costs a third more.

    Args:
        driver: a cursor.
        into: the table, with its columns in brackets where they are not all.
        columns: one value per row each.
        conflict: the clause for rows that are there.
    """
    fixed = [_literal(column) for column in columns]
    if None not in fixed:
        fixed[0] = None
    varying = [column for column, text in zip(columns, fixed, strict=True) if text is None]
    one, width = f"({', '.join(text or '?' for text in fixed)})", len(varying)
    values = list(chain.from_iterable(zip(*varying, strict=True)))
    grouped = len(columns[0]) // GROUP * GROUP * width
    size, found = GROUP * width, 0
    for group, cells, step in ((GROUP, values[:grouped], size), (1, values[grouped:], width)):
        if cells:
            statement = f"INSERT INTO {into} VALUES {', '.join([one] * group)} {conflict}"  # noqa: S608
            driver.executemany(statement, [cells[at : at + step] for at in range(0, len(cells), step)])
            found += int(driver.rowcount)
    return found


def _literal(values: Sequence[Any]) -> str | None:
    """Return how a statement writes what all values of a column are; None where they differ or it cannot."""
    first = values[0]
    if values.count(first) != len(values) or (isinstance(first, str) and "\0" in first):
        return None
    if first is None or type(first) is int:
        return "NULL" if first is None else str(first)
    return "'" + first.replace("'", "''") + "'" if type(first) is str else None
