"""Roll-ups as rows of their table and back."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Text, cast, select

from amtui.data.models import kpi_days
from amtui.domain.kpi.definitions import Pooling, definition
from amtui.domain.kpi.rollup import DayRollup
from amtui.domain.kpi.stored import (
    UNREADABLE,
    gaps_from_json,
    gaps_to_json,
    histogram_from_json,
    histogram_to_json,
    masks_from_json,
    masks_to_json,
)
from amtui.domain.vocabulary import KpiKey

LOST = -1
"""How many observations a day is said to have whose row cannot be read: no day has so many."""


def row_of(account_id: int, am_id: int, kpi: KpiKey, day: DayRollup) -> dict[str, Any]:
    """Return the columns of one day; waits have no fraction, and gaps share the histogram's column."""
    lasts = definition(kpi).pooling is Pooling.HISTOGRAM or kpi is KpiKey.SERVICE_LEVEL
    open_part = gaps_to_json(day.gaps) if day.gaps else histogram_to_json(day.histogram)
    return {
        "account_id": account_id,
        "am_id": am_id,
        "kpi": kpi,
        "day": day.day,
        "n": day.n,
        "numerator": None if lasts else day.numerator,
        "denominator": None if lasts else day.denominator,
        "excluded": masks_to_json(day.excluded) or None,
        "histogram": open_part or None,
    }


def day_of(row: Row[Any]) -> DayRollup:
    """Return one day from its columns, whose documents are texts.

    A day that cannot be read differs from all that can be counted.
    """
    try:
        excluded, open_part = json.loads(row.excluded or "{}"), json.loads(row.histogram or "{}")
        pooling = definition(row.kpi).pooling
        has_gaps = pooling in {Pooling.LAST_ATTEMPT, Pooling.FIRST_ATTEMPT}
        return DayRollup(
            row.day,
            row.n,
            row.numerator or 0,
            row.denominator or 0,
            masks_from_json(excluded or {}),
            {} if has_gaps else histogram_from_json(open_part or {}),
            gaps_from_json(open_part or {}) if has_gaps else {},
        )
    except UNREADABLE:
        return DayRollup(row.day, LOST)


def is_empty(day: DayRollup) -> bool:
    """Tell whether nothing was counted or left out on a day, which is the same as no row."""
    return not day.n and not day.excluded


def stored_days(
    connection: Connection, account_id: int, kpis: Sequence[KpiKey]
) -> dict[tuple[KpiKey, date], DayRollup]:
    """Return the roll-ups that an account has, by KPI and day."""
    table = kpi_days.c
    documents = (cast(column, Text).label(column.name) for column in (table.excluded, table.histogram))
    wanted = select(table.kpi, table.day, table.n, table.numerator, table.denominator, *documents).where(
        table.account_id == account_id, table.kpi.in_(kpis)
    )
    found = {(row.kpi, row.day): day_of(row) for row in connection.execute(wanted)}
    return {key: day for key, day in found.items() if not is_empty(day)}
