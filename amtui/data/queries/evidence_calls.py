"""The calls behind a figure, and how many of them each reason leaves out."""

from collections import Counter
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, select, true

from amtui.data.models import calls
from amtui.data.queries.counted_days import Asked, called_back
from amtui.data.queries.day_rollups import Span
from amtui.data.queries.evidence_ask import Tally, Wanted, moment_of, page, stretch
from amtui.data.queries.service_days import SERVED, service_masks
from amtui.data.reading import Reading
from amtui.domain.clock import local_day
from amtui.domain.kpi import exclusions
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.dimensions import Dimension
from amtui.domain.kpi.service_level import CallCounts, parts
from amtui.domain.kpi_explained import Evidence, Portion
from amtui.domain.local_time import zone_named
from amtui.domain.paging import Page, Slice
from amtui.domain.vocabulary import CallOutcome, KpiKey

C = calls.c
OF_WAITS = frozenset({KpiKey.FIRST_RESPONSE, KpiKey.SERVICE_LEVEL})
"""The KPIs that count how long callers waited."""


def call_evidence(reading: Reading, asked: Wanted, wanted: Slice) -> Page[Evidence]:
    """Return a stretch of the calls behind a figure, the latest first."""
    columns = (
        C.id,
        C.account_id,
        C.external_id,
        C.started_at,
        C.queue,
        C.agent,
        C.outcome,
        C.wait_seconds,
        C.excluded,
    )
    statement = select(*columns, C.caller).where(_of(asked))
    # By day first, as the index is: only the calls of the days that a stretch is of are read and sorted.
    by_day = stretch(statement, (C.day, C.started_at, C.id), _after(asked, wanted), wanted)
    rows = reading.connection.execute(by_day).all()
    back = _called_back(reading, asked, rows)
    return page([_evidence(asked, row, called_back=row.id in back) for row in rows], wanted)


def _after(asked: Wanted, wanted: Slice) -> tuple[Any, ...]:
    if wanted.after is None:
        return ()
    moment = moment_of(wanted.after)
    return local_day(moment, zone_named(asked.place.zone)), moment, wanted.after[1]


def call_count(reading: Reading, asked: Wanted) -> int:
    """Return how many calls there are behind a figure, counted and left out."""
    return int(reading.connection.execute(select(func.count()).where(_of(asked))).scalar_one())


def call_tally(reading: Reading, asked: Wanted) -> Tally:
    """Count the calls by what leaves them out, a wait that is wanted and missing among it, and by import."""
    if asked.kpi is KpiKey.SERVICE_LEVEL:
        masks = service_masks(reading, asked.place.id, asked.first, asked.last)
        return Tally(Counter(masks), _imports(reading, asked))
    return _tally(reading, asked)


def _imports(reading: Reading, asked: Wanted) -> Counter[int | None]:
    statement = select(C.import_id, func.count().label("n")).where(_of(asked)).group_by(C.import_id)
    return Counter({row.import_id: row.n for row in reading.connection.execute(statement)})


def _tally(reading: Reading, asked: Wanted) -> Tally:
    mask = (C.excluded + _of_kpi(asked.kpi)).label("mask")
    statement = select(mask, C.import_id, func.count()).where(_of(asked)).group_by("mask", C.import_id)
    masks: Counter[int] = Counter()
    imports: Counter[int | None] = Counter()
    for bits, import_id, n in reading.connection.execute(statement):
        masks[bits] += n
        imports[import_id] += n
    return Tally(masks, imports)


def _of_kpi(kpi: KpiKey) -> ColumnElement[int]:
    """Return the bits of what leaves a call out of this KPI alone."""
    if kpi is KpiKey.FIRST_RESPONSE:
        return case((C.wait_seconds.is_(None), exclusions.NO_WAIT), else_=0)
    return literal(0)


def _of(asked: Wanted) -> ColumnElement[bool]:
    own = and_(C.account_id == asked.place.id, C.day.between(asked.first, asked.last))
    return and_(own, _population(asked.kpi), _of_part(asked.part))


def _of_part(part: Portion | None) -> ColumnElement[bool]:
    """Return which calls are of a segment."""
    if part is None:
        return true()
    if part.dimension is Dimension.OUTCOME:
        return C.outcome == (CallOutcome(part.value) if part.value else CallOutcome.ANSWERED)
    return C[part.dimension.value].is_not_distinct_from(part.value)


def _population(kpi: KpiKey) -> ColumnElement[bool]:
    """Return which calls a KPI is about at all, excluded or not."""
    return C.outcome == CallOutcome.ANSWERED if kpi is KpiKey.FIRST_RESPONSE else true()


def _called_back(reading: Reading, asked: Wanted, rows: Any) -> frozenset[int]:
    share = definition(asked.kpi).calls
    if share is None or not share.less_called_back or not rows:
        return frozenset()
    span = Span(asked.first, asked.last, asked.first)
    whose = Asked((asked.place.id,), span, asked.settings)
    missed = [row for row in rows if row.outcome in share.outcomes]
    places = {asked.place.id: asked.place}
    return frozenset(row.id for row in called_back(reading, whose, places, missed))


def _evidence(asked: Wanted, row: Any, *, called_back: bool) -> Evidence:
    why_not = exclusions.reasons(_left_out(asked, row))
    return Evidence(
        id=row.id,
        ref=row.external_id,
        at=row.started_at,
        what=" · ".join(filter(None, (row.queue, row.agent))),
        outcome=row.outcome.value,
        seconds=row.wait_seconds,
        hit=not why_not and _hits(asked, row) and not called_back,
        why_not=why_not,
    )


def _left_out(asked: Wanted, row: Any) -> int:
    """Return the reasons for not counting a call, as the sum of their bits."""
    bits: int = row.excluded & ~asked.switched_off
    if asked.kpi is KpiKey.SERVICE_LEVEL and row.outcome not in SERVED:
        bits |= exclusions.MISSED_OTHERWISE
    if asked.kpi in OF_WAITS and row.wait_seconds is None:
        bits |= exclusions.NO_WAIT
    if not bits and asked.kpi is KpiKey.SERVICE_LEVEL and not _service(asked, row)[1]:
        return exclusions.GAVE_UP
    return bits


def _hits(asked: Wanted, row: Any) -> bool:
    """Tell whether a call that counts is in the numerator."""
    known = definition(asked.kpi)
    if known.calls is not None:
        return row.outcome in known.calls.outcomes
    return asked.kpi is KpiKey.SERVICE_LEVEL and bool(_service(asked, row)[0])


def _service(asked: Wanted, row: Any) -> tuple[int, int]:
    """Return what one call adds above and below the line of the service level."""
    in_time = int(row.wait_seconds <= asked.settings.service_seconds)
    if row.outcome is CallOutcome.ANSWERED:
        return parts(CallCounts(1, in_time, 0, 0), asked.settings.service_method)
    return parts(CallCounts(0, 0, 1, in_time), asked.settings.service_method)
