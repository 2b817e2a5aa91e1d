"""Values of rows as small documents, for the audit and for undo."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Table

from amtui.data.types import Amount, Day, Instant


def encode(value: Any) -> Any:
    """Return `value` as JSON can hold it: moments and days in ISO 8601, decimals as text."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def encode_all(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row, or a part of one, as JSON can hold it."""
    return {name: encode(value) for name, value in values.items()}


def decode_all(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `encode_all` made as values of the columns of `table`."""
    return {name: _decode(table.c[name].type, value) for name, value in values.items()}


def _decode(kind: object, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, Instant):
        return datetime.fromisoformat(value)
    if isinstance(kind, Day):
        return date.fromisoformat(value)
    if isinstance(kind, Amount):
        return Decimal(value)
    return value
