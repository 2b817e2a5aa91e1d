"""Days of sync events: distinct records, with how far away the neighbouring attempt of each is."""

from collections.abc import Collection
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
from amtui.data.queries.counted_days import Asked
from amtui.data.queries.day_rollups import Days
from amtui.data.queries.places import Place
from amtui.data.reading import Reading
from amtui.domain.kpi.exclusions import HALTED, PENDING
from amtui.domain.kpi.rollup import DayRollup
from amtui.domain.vocabulary import KpiKey, SyncOutcome

Masks = dict[date, dict[int, tuple[int, int]]]
Gaps = dict[date, dict[int | None, tuple[int, int]]]

KPIS = (KpiKey.SYNC_SUCCESS, KpiKey.FIRST_ATTEMPT_SYNC)
LEFT_OUT = {SyncOutcome.HALTED: HALTED, SyncOutcome.PENDING: PENDING}
_RECORD = (events.c.integration, events.c.record_id)


def add_records(days: Days, reading: Reading, asked: Asked, kpi: KpiKey, found: Collection[Place]) -> None:
    """Take a KPI of records in anew, where attempts are counted that the roll-ups leave out."""
    for place in found:
        for (each, _), day in sync_days(reading.connection, place.id, (kpi,), asked.switched_off).items():
            days.add(place.id, each, day)


def sync_days(
    connection: Connection, account_id: int, kpis: Collection[KpiKey] = KPIS, switched_off: int = 0
) -> dict[tuple[KpiKey, date], DayRollup]:
    """Return KPIs of records of every day of an account.

    Args:
        connection: open.
        account_id: whose.
        kpis: which of the two.
        switched_off: bits of the reasons that shall not leave an attempt out; it then counts as failed.
    """
    left_out = {outcome: bit for outcome, bit in LEFT_OUT.items() if not bit & switched_off}
    excluded = _excluded(connection, account_id, left_out)
    counted = [outcome for outcome in SyncOutcome if outcome not in left_out]
    found: dict[tuple[KpiKey, date], DayRollup] = {}
    for kpi in kpis:
        gaps = _gaps(connection, account_id, counted, last=kpi is KpiKey.SYNC_SUCCESS)
        for day in gaps.keys() | excluded.keys():
            found[kpi, day] = _rollup(day, excluded.get(day, {}), gaps.get(day, {}))
    return found


def _rollup(
    day: date, left_out: dict[int, tuple[int, int]], gaps: dict[int | None, tuple[int, int]]
) -> DayRollup:
    records = sum(n for n, _ in gaps.values())
    good = sum(succeeded for _, succeeded in gaps.values())
    return DayRollup(day, records, good, records, left_out, gaps=gaps)


def _excluded(connection: Connection, account_id: int, left_out: dict[SyncOutcome, int]) -> Masks:
    counted = select(events.c.day, events.c.outcome, func.count().label("n")).where(
        events.c.account_id == account_id, events.c.outcome.in_(left_out)
    )
    masks: Masks = {}
    for row in connection.execute(counted.group_by(events.c.day, events.c.outcome)):
        masks.setdefault(row.day, {})[left_out[row.outcome]] = (row.n, 0)
    return masks


def _gaps(connection: Connection, account_id: int, counted: Collection[SyncOutcome], *, last: bool) -> Gaps:
    """Count the last attempt of each record and day by the days to its next, or the first by those back."""
    daily = _one_a_day(account_id, counted, last=last)
    record = (daily.c.integration, daily.c.record_id)
    step = func.lead if last else func.lag
    neighbour = step(daily.c.day).over(partition_by=record, order_by=daily.c.day)
    distance = neighbour - daily.c.day if last else daily.c.day - neighbour
    spaced = select(daily.c.day, daily.c.outcome, type_coerce(distance, Integer).label("gap")).subquery()
    good: ColumnElement[Any] = case((spaced.c.outcome == SyncOutcome.SUCCEEDED, 1), else_=0)
    summed = select(spaced.c.day, spaced.c.gap, func.count().label("n"), func.sum(good).label("good"))
    gaps: Gaps = {}
    for row in connection.execute(summed.group_by(spaced.c.day, spaced.c.gap)):
        gaps.setdefault(row.day, {})[row.gap] = (row.n, int(row.good))
    return gaps


def _one_a_day(account_id: int, counted: Collection[SyncOutcome], *, last: bool) -> Subquery:
    """Return one attempt of each record and day; ids settle which of simultaneous ones."""
    order = (events.c.attempted_at, events.c.external_id)
    place = func.row_number().over(
        partition_by=(*_RECORD, events.c.day),
        order_by=[column.desc() if last else column.asc() for column in order],
    )
    ranked = select(*_RECORD, events.c.day, events.c.outcome, place.label("place")).where(
        events.c.account_id == account_id, events.c.outcome.in_(counted)
    )
    placed = ranked.subquery()
    return select(placed).where(placed.c.place == 1).subquery()
