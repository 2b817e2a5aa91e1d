"""A row of every table for each of some people, made from what the tables declare of themselves."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Float, Integer, Table, Text, insert

from amtui.data.models import accounts, metadata, users
from amtui.data.types import Amount, Day, Instant, Words
from tests.support.moment import NOW

Row = dict[str, Any]

PECULIAR: dict[str, Row] = {
    "accounts": {"currency": "EUR"},
    "agreements": {"currency": "EUR"},
    "invoices": {"currency": "EUR"},
    "deals": {"currency": "EUR", "state": "open"},
    "satisfaction_answers": {"csat": 4},
    "calendar_hours": {"opens": 0, "closes": 1},
    "imports": dict.fromkeys(("read", "imported", "updated", "unchanged", "rejected"), 0),
}
"""What a table asks of a row beyond the types of its columns."""


def value_of(column: Column[Any], number: int) -> Any:
    """Return something that a column takes, different for each number where it can be."""
    kind = column.type
    if isinstance(kind, Words):
        return next(iter(kind.words))  # type: ignore[call-overload]
    plain = {
        Instant: NOW,
        Day: date.fromordinal(730_000 + number),
        Boolean: False,
        Amount: Decimal(1),
        Float: 1,
        Integer: 1,
        Text: f"{column.name} {number}",
        JSON: {},
    }
    return next(value for type_, value in plain.items() if isinstance(kind, type_))


class Rows:
    """Rows by table and the user whom they are about."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.made: dict[str, dict[int, Row]] = defaultdict(dict)
        self.number = 100

    def add_all(self, *people: int) -> None:
        """Make a row of every table for each of some users that are there."""
        for table in metadata.sorted_tables:
            for person in people:
                if table is not users:
                    self.made[table.name][person] = self.add(table, person)

    def add(self, table: Table, person: int) -> Row:
        """Insert a row about a user and return it as it is stored."""
        values = self.values(table, person)
        return dict(self.connection.execute(insert(table).values(values).returning(table)).mappings().one())

    def values(self, table: Table, person: int) -> Row:
        """Return what a new row about a user holds."""
        self.number += 1
        values: Row = {}
        for column in table.columns:
            if (found := self._referred(table, column, person)) is not None:
                values[column.name] = found
            elif not column.nullable and not (column.name == "id" or column.server_default is not None):
                values[column.name] = value_of(column, self.number)
        return values | PECULIAR.get(table.name, {})

    def _referred(self, table: Table, column: Column[Any], person: int) -> Any:
        if column.name == "am_id":
            return person
        if column.nullable and column.name != "account_id":
            return None
        if column.name == "account_id" and table is not accounts:
            return self.made[accounts.name][person]["id"]
        for key in column.foreign_keys:
            parent = key.column.table
            if parent is users:
                return person if column.name != "cover_id" else 0
            return self.made[parent.name][person][key.column.name]
        return None
