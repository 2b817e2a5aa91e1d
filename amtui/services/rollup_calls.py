"""Roll-ups of calls, counted by the database."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, case, func, select

from amtui.data.models import calls
from amtui.domain.kpi.exclusions import OFFERED
from amtui.domain.kpi.rollup import DayRollup
from amtui.domain.vocabulary import CallOutcome, KpiKey

_IS_MISSED = calls.c.outcome != CallOutcome.ANSWERED
_WAIT = case((and_(calls.c.excluded == OFFERED, ~_IS_MISSED), calls.c.wait_seconds))


def call_days(
    connection: Connection, account_id: int, first: date, last: date
) -> dict[tuple[KpiKey, date], DayRollup]:
    """Return the missed-call rate and the first response of each day from first to last."""
    missed = case((_IS_MISSED, 1), else_=0)
    parts = (calls.c.day, calls.c.excluded, missed.label("missed"), _WAIT.label("wait"))
    counted = select(*parts, func.count().label("n")).where(
        calls.c.account_id == account_id, calls.c.day.between(first, last)
    )
    by_day: dict[date, list[Row[Any]]] = {}
    for row in connection.execute(counted.group_by(calls.c.day, calls.c.excluded, "missed", "wait")):
        by_day.setdefault(row.day, []).append(row)
    found: dict[tuple[KpiKey, date], DayRollup] = {}
    for day, rows in by_day.items():
        found[KpiKey.MISSED_CALL_RATE, day] = _missed(day, rows)
        found[KpiKey.FIRST_RESPONSE, day] = _response(day, rows)
    return found


def _missed(day: date, rows: Iterable[Row[Any]]) -> DayRollup:
    masks: dict[int, tuple[int, int]] = {}
    for row in rows:
        n, missed = masks.get(row.excluded, (0, 0))
        masks[row.excluded] = (n + row.n, missed + row.n * row.missed)
    offered, missed = masks.pop(OFFERED, (0, 0))
    return DayRollup(day, offered, missed, offered, masks)


def _response(day: date, rows: Iterable[Row[Any]]) -> DayRollup:
    histogram = {row.wait: row.n for row in rows if row.wait is not None}
    return DayRollup(day, sum(histogram.values()), histogram=dict(sorted(histogram.items())))
