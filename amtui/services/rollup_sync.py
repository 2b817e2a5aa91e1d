"""Roll-ups of sync events: distinct records, with how far away the neighbouring attempt of each is."""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Subquery,
    case,
    func,
    select,
    type_coerce,
)

from amtui.data.models import sync_events as events
from amtui.domain.kpi.exclusions import HALTED, PENDING
from amtui.domain.kpi.rollup import DayRollup
from amtui.domain.vocabulary import KpiKey, SyncOutcome

Masks = dict[date, dict[int, tuple[int, int]]]
Gaps = dict[date, dict[int | None, tuple[int, int]]]

_ATTEMPTS = (SyncOutcome.SUCCEEDED, SyncOutcome.FAILED)
_LEFT_OUT = {SyncOutcome.HALTED: HALTED, SyncOutcome.PENDING: PENDING}
_RECORD = (events.c.integration, events.c.record_id)


def sync_days(connection: Connection, account_id: int) -> dict[tuple[KpiKey, date], DayRollup]:
    """Return both sync KPIs of every day of an account."""
    left_out = _excluded(connection, account_id)
    found: dict[tuple[KpiKey, date], DayRollup] = {}
    for kpi, last in ((KpiKey.SYNC_SUCCESS, True), (KpiKey.FIRST_ATTEMPT_SYNC, False)):
        gaps = _gaps(connection, account_id, last=last)
        for day in gaps.keys() | left_out.keys():
            found[kpi, day] = _rollup(day, left_out.get(day, {}), gaps.get(day, {}))
    return found


def _rollup(
    day: date, left_out: dict[int, tuple[int, int]], gaps: dict[int | None, tuple[int, int]]
) -> DayRollup:
    records = sum(n for n, _ in gaps.values())
    good = sum(succeeded for _, succeeded in gaps.values())
    return DayRollup(day, records, good, records, left_out, gaps=gaps)


def _excluded(connection: Connection, account_id: int) -> Masks:
    counted = select(events.c.day, events.c.outcome, func.count().label("n")).where(
        events.c.account_id == account_id, events.c.outcome.in_(_LEFT_OUT)
    )
    masks: Masks = {}
    for row in connection.execute(counted.group_by(events.c.day, events.c.outcome)):
        masks.setdefault(row.day, {})[_LEFT_OUT[row.outcome]] = (row.n, 0)
    return masks


def _gaps(connection: Connection, account_id: int, *, last: bool) -> Gaps:
    """Count the last attempt of each record and day by the days to its next, or the first by those back."""
    daily = _one_a_day(account_id, last=last)
    record = (daily.c.integration, daily.c.record_id)
    step = func.lead if last else func.lag
    neighbour = step(daily.c.day).over(partition_by=record, order_by=daily.c.day)
    distance = neighbour - daily.c.day if last else daily.c.day - neighbour
    spaced = select(daily.c.day, daily.c.outcome, type_coerce(distance, Integer).label("gap")).subquery()
    good: ColumnElement[Any] = case((spaced.c.outcome == SyncOutcome.SUCCEEDED, 1), else_=0)
    counted = select(spaced.c.day, spaced.c.gap, func.count().label("n"), func.sum(good).label("good"))
    gaps: Gaps = {}
    for row in connection.execute(counted.group_by(spaced.c.day, spaced.c.gap)):
        gaps.setdefault(row.day, {})[row.gap] = (row.n, int(row.good))
    return gaps


def _one_a_day(account_id: int, *, last: bool) -> Subquery:
    """Return one attempt of each record and day; ids settle which of simultaneous ones."""
    order = (events.c.attempted_at, events.c.external_id)
    place = func.row_number().over(
        partition_by=(*_RECORD, events.c.day),
        order_by=[column.desc() if last else column.asc() for column in order],
    )
    ranked = select(*_RECORD, events.c.day, events.c.outcome, place.label("place")).where(
        events.c.account_id == account_id, events.c.outcome.in_(_ATTEMPTS)
    )
    placed = ranked.subquery()
    return select(placed).where(placed.c.place == 1).subquery()
