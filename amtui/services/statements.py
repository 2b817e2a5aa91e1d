"""Statements that every change needs, built once: a change to many rows runs each a thousand times."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Insert, RowMapping, Table, Update, bindparam, insert, update

OWN = "own_"
"""Goes before the names of parameters that are no column's."""


@cache
def entering(table: Table) -> Insert:
    """Return the statement that adds a row; its values are the parameters."""
    return insert(table)


@cache
def guarded(table: Table, names: tuple[str, ...]) -> Update:
    """Return the statement that changes columns of a row which still has a version.

    Parameters are the columns by name, and `own_id` and `own_version`.
    """
    ours = table.c.id == bindparam(f"{OWN}id"), table.c.version == bindparam(f"{OWN}version")
    return update(table).where(*ours).values({name: bindparam(name) for name in names})


def entered(table: Table, row: Mapping[str, Any] | RowMapping) -> dict[str, Any]:
    """Return the columns of a row that are entered, without those that the database works out."""
    return {name: value for name, value in row.items() if table.c[name].computed is None}
