"""The attempts to synchronise behind a figure."""

from collections import Counter
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, func, select, true

from amtui.data.models import sync_events as events
from amtui.data.queries.evidence_ask import Tally, Wanted, page, stretch_by_time
from amtui.data.queries.sync_days import LEFT_OUT
from amtui.data.reading import Reading
from amtui.domain.kpi.dimensions import Dimension
from amtui.domain.kpi_explained import Evidence, Portion
from amtui.domain.paging import Page, Slice
from amtui.domain.vocabulary import KpiKey, SyncOutcome

E = events.c
LATER, EARLIER = "later_attempt", "earlier_attempt"


def sync_evidence(reading: Reading, asked: Wanted, wanted: Slice) -> Page[Evidence]:
    """Return a stretch of the attempts behind a figure, the latest first."""
    ranked = _ranked(asked)
    statement = stretch_by_time(
        select(ranked).where(_of_part(ranked.c, asked.part)), ranked.c.attempted_at, ranked.c.id, wanted
    )
    rows = reading.connection.execute(statement).all()
    return page([_evidence(asked, row) for row in rows], wanted)


def sync_count(reading: Reading, asked: Wanted) -> int:
    """Return how many attempts there are behind a figure."""
    wanted = select(func.count()).where(*_of(asked), _of_part(E, asked.part))
    return int(reading.connection.execute(wanted).scalar_one())


def sync_tally(reading: Reading, asked: Wanted) -> Tally:
    """Count the attempts by what leaves them out, or would, and by import."""
    statement = select(E.outcome, E.import_id, func.count()).where(*_of(asked))
    masks: Counter[int] = Counter()
    imports: Counter[int | None] = Counter()
    for outcome, import_id, n in reading.connection.execute(statement.group_by(E.outcome, E.import_id)):
        imports[import_id] += n
        if outcome in LEFT_OUT:
            masks[LEFT_OUT[outcome]] += n
    return Tally(masks, imports)


def _of(asked: Wanted) -> tuple[Any, ...]:
    return (E.account_id == asked.place.id, E.day.between(asked.first, asked.last))


def _of_part(c: Any, part: Portion | None) -> ColumnElement[bool]:
    """Return which attempts are of a segment; an error is one of a failure."""
    if part is None:
        return true()
    if part.dimension is Dimension.ERROR:
        return and_(c.outcome == SyncOutcome.FAILED, c.error.is_not_distinct_from(part.value))
    of_part: ColumnElement[bool] = c.integration.is_not_distinct_from(part.value)
    return of_part


def _counted(asked: Wanted) -> list[SyncOutcome]:
    return [each for each in SyncOutcome if not LEFT_OUT.get(each, 0) & ~asked.switched_off]


def _ranked(asked: Wanted) -> Subquery:
    """Return the attempts with their place among those of the same record that count."""
    order = (E.attempted_at, E.external_id)
    last = asked.kpi is KpiKey.SYNC_SUCCESS
    place = func.row_number().over(
        partition_by=(E.integration, E.record_id, E.outcome.in_(_counted(asked))),
        order_by=[column.desc() if last else column.asc() for column in order],
    )
    return select(events, place.label("place")).where(*_of(asked)).subquery()


def _evidence(asked: Wanted, row: Any) -> Evidence:
    why_not: tuple[str, ...] = ()
    if row.outcome not in _counted(asked):
        why_not = (row.outcome.value,)
    elif row.place > 1:
        why_not = (LATER if asked.kpi is KpiKey.SYNC_SUCCESS else EARLIER,)
    return Evidence(
        id=row.id,
        ref=row.record_id,
        at=row.attempted_at,
        what=" · ".join(filter(None, (row.integration, row.error))),
        outcome=row.outcome.value,
        seconds=None,
        hit=not why_not and row.outcome is SyncOutcome.SUCCEEDED,
        why_not=why_not,
    )
