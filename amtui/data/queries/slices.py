"""Observations of some accounts, counted by a dimension, weekday and hour."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    false,
    func,
    literal,
    or_,
    select,
    type_coerce,
)

from amtui.data.models import accounts, calls, sync_events
from amtui.data.queries.kept_hours import kept_hours
from amtui.data.queries.local_hours import local_hour, weekday
from amtui.data.queries.places import Place, chosen
from amtui.data.queries.slices_requests import request_slices
from amtui.data.queries.slices_wanted import Answer, Wanted
from amtui.data.reading import Reading
from amtui.domain.kpi.describing import Feed, Pooling
from amtui.domain.kpi.dimensions import Dimension, dimensions_of
from amtui.domain.kpi.exclusions import OFFERED
from amtui.domain.kpi.service_level import Method
from amtui.domain.kpi.shortfall import Slice
from amtui.domain.local_time import zone_named
from amtui.domain.vocabulary import CallOutcome, KpiKey, Statistic, SyncOutcome

C, S = calls.c, sync_events.c
ATTEMPTS = (SyncOutcome.SUCCEEDED, SyncOutcome.FAILED)
Condition = ColumnElement[bool]
Statement = Select[*tuple[Any, ...]]


def slices(reading: Reading, places: Sequence[Place], wanted: Wanted) -> Answer:
    """Return the observations of a KPI by each of its dimensions, kept ones or counted now."""
    kept = kept_hours(reading, [place.id for place in places], wanted)
    found = counted(reading, [place for place in places if place.id not in kept], wanted)
    for answer in kept.values():
        for dimension, rows in answer.items():
            found[dimension].extend(rows)
    return found


def counted(reading: Reading, places: Sequence[Place], wanted: Wanted) -> Answer:
    """Count the observations; one statement a dimension and zone."""
    if wanted.known.feed is Feed.REQUESTS:
        return request_slices(reading, places, wanted)
    found: Answer = {dimension: [] for dimension in dimensions_of(wanted.known)}
    for group in _by_zone(places):
        for dimension, rows in found.items():
            rows.extend(_counted(reading, group, wanted, dimension))
    return found


def _by_zone(places: Sequence[Place]) -> Iterator[list[Place]]:
    """Yield the places of each time zone."""
    key = attrgetter("zone")
    for _, group in groupby(sorted(places, key=key), key):
        yield list(group)


def _counted(
    reading: Reading, group: Sequence[Place], wanted: Wanted, dimension: Dimension
) -> Iterable[Slice]:
    make = _of_calls if wanted.known.feed is Feed.CALLS else _of_sync
    rows = reading.connection.execute(make(reading, group, wanted, dimension))
    return [
        Slice(account_id, None if value is None else str(value), day, hour, n, int(amount or 0))
        for account_id, value, day, hour, n, amount in rows
    ]


def _of_calls(reading: Reading, group: Sequence[Place], wanted: Wanted, dimension: Dimension) -> Statement:
    first, last = wanted.first, wanted.last
    hour = local_hour(reading.connection, C.started_at, zone_named(group[0].zone), first, last)
    condition, amount = _counting(wanted)
    value: ColumnElement[Any] = C[dimension.value]
    if dimension is Dimension.OUTCOME:
        value = case((C.outcome != CallOutcome.ANSWERED, C.outcome))
    parts = (C.account_id, value.label("value"), weekday(C.day).label("weekday"), hour.label("hour"))
    return (
        select(*parts, func.count(), func.sum(amount))
        .select_from(accounts)
        .join(calls, C.account_id == accounts.c.id)
        .where(chosen(reading, [place.id for place in group]), C.day.between(first, last), condition)
        .group_by(C.account_id, "value", "weekday", "hour")
    )


def _counting(wanted: Wanted) -> tuple[Condition, ColumnElement[Any]]:
    """Return which calls a KPI counts, and how much of a bad one each is."""
    if wanted.known.calls is not None:
        return C.excluded == OFFERED, case((C.outcome.in_(wanted.known.calls.outcomes), 1), else_=0)
    return _service(wanted) if wanted.known.key == KpiKey.SERVICE_LEVEL else _response(wanted)


def _response(wanted: Wanted) -> tuple[Condition, ColumnElement[Any]]:
    answered = and_(C.excluded == OFFERED, C.outcome == CallOutcome.ANSWERED, C.wait_seconds.is_not(None))
    if wanted.statistic is Statistic.MEAN:
        return answered, type_coerce(C.wait_seconds, Integer)
    return answered, case((C.wait_seconds > _limit(wanted), 1), else_=0)


def _service(wanted: Wanted) -> tuple[Condition, ColumnElement[Any]]:
    """Return the calls that the method counts: answered ones, and those given up that it does not ignore."""
    method, within = wanted.settings.service_method, C.wait_seconds <= wanted.settings.service_seconds
    answered, abandoned = C.outcome == CallOutcome.ANSWERED, C.outcome == CallOutcome.ABANDONED
    given_up = {
        Method.ABANDONED_IGNORED: false(),
        Method.ABANDONED_EARLY_IGNORED: and_(abandoned, ~within),
    }.get(method, abandoned)
    good = within if method is Method.ABANDONED_EARLY_AS_ANSWERED else and_(answered, within)
    counted = and_(C.excluded == OFFERED, C.wait_seconds.is_not(None), or_(answered, given_up))
    return counted, case((good, 0), else_=1)


def _limit(wanted: Wanted) -> ColumnElement[Any]:
    """Return the seconds after which a call is late, which accounts may differ in."""
    limits = set(wanted.late_after.values())
    if len(limits) == 1:
        return literal(limits.pop(), Integer)
    return case(dict(wanted.late_after), value=C.account_id)


def _of_sync(reading: Reading, group: Sequence[Place], wanted: Wanted, dimension: Dimension) -> Statement:
    """Count each record once: its last attempt in the window, or its first."""
    first, last = wanted.first, wanted.last
    youngest_first = wanted.known.pooling is Pooling.LAST_ATTEMPT
    order = [each.desc() if youngest_first else each.asc() for each in (S.attempted_at, S.external_id)]
    place = func.row_number().over(partition_by=(S.account_id, S.integration, S.record_id), order_by=order)
    ranked = (
        select(S.account_id, S.integration, S.error, S.outcome, S.attempted_at, S.day, place.label("place"))
        .select_from(accounts)
        .join(sync_events, S.account_id == accounts.c.id)
        .where(chosen(reading, [each.id for each in group]))
        .where(S.day.between(first, last), S.outcome.in_(ATTEMPTS))
        .subquery()
    )
    r = ranked.c
    hour = local_hour(reading.connection, r.attempted_at, zone_named(group[0].zone), first, last)
    failed = r.outcome == SyncOutcome.FAILED
    value = case((failed, r.error)) if dimension is Dimension.ERROR else r.integration
    parts = (r.account_id, value.label("value"), weekday(r.day).label("weekday"), hour.label("hour"))
    counted = select(*parts, func.count(), func.sum(case((failed, 1), else_=0))).where(r.place == 1)
    return counted.group_by(r.account_id, "value", "weekday", "hour")
