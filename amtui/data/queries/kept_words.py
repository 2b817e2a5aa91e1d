"""The changed fields of an entry of the record, in one line."""

import json
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from amtui.data.models import metadata
from amtui.data.types import Instant


def kept_words(values: Mapping[str, object] | None) -> str:
    """Return changed fields as they are kept, moments in ISO 8601: “status: new, route: am”."""
    return ", ".join(f"{name}: {_word(value)}" for name, value in (values or {}).items())


def local_words(entity: str, values: Mapping[str, object] | None, zone: ZoneInfo) -> str:
    """Return the changed fields of a row of a table for somebody who reads them where they are."""
    moments = _moments(entity)
    return kept_words(
        {
            name: _local(value, zone) if name in moments and isinstance(value, str) else value
            for name, value in (values or {}).items()
        }
    )


def _moments(entity: str) -> frozenset[str]:
    table = metadata.tables.get(entity)
    columns = () if table is None else table.c
    return frozenset(column.name for column in columns if isinstance(column.type, Instant))


def _local(value: str, zone: ZoneInfo) -> str:
    return f"{datetime.fromisoformat(value).astimezone(zone):%Y-%m-%d %H:%M}"


def _word(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
