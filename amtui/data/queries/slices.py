"""Observations of some accounts, counted by a dimension, weekday and hour."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter, itemgetter
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
from sqlalchemy.types import NullType

from amtui.data.models import accounts, calls, sync_events
from amtui.data.queries.local_hours import HOURS, local_hour, weekday
from amtui.data.queries.places import Place, chosen
from amtui.data.queries.slices_called_back import less_called_back
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
WEEK_HOURS = 7 * HOURS
OF_ACCOUNT = itemgetter(0)
"""The hour of the week of an account, as one number: what a counted row begins with."""
ATTEMPTS = (SyncOutcome.SUCCEEDED, SyncOutcome.FAILED)
Condition = ColumnElement[bool]
Statement = Select[*tuple[Any, ...]]


def counted(reading: Reading, places: Sequence[Place], wanted: Wanted) -> Answer:
    """Count the observations: one statement a zone counts by all dimensions at once, and is folded here."""
    if wanted.known.feed is Feed.REQUESTS:
        return request_slices(reading, places, wanted)
    dimensions = dimensions_of(wanted.known)
    found: Answer = {dimension: [] for dimension in dimensions}
    make = _of_calls if wanted.known.feed is Feed.CALLS else _of_sync
    for group in _by_zone(places) if dimensions else ():
        rows = reading.connection.execute(make(reading, group, wanted, dimensions))
        for mine, more in zip(found.values(), _folded(rows, len(dimensions)), strict=True):
            mine.extend(more)
    if (share := wanted.known.calls) is not None and share.less_called_back:
        less_called_back(reading, places, wanted, share, found)
    return found


def _folded(rows: Iterable[Any], dimensions: int) -> Iterator[list[Slice]]:
    """Yield the slices by each dimension of rows that are told apart by all of them.

    Hour by hour, as then a word alone tells what is counted together: the rows are the many thousands.
    """
    found: list[list[Slice]] = [[] for _ in range(dimensions)]
    for hour, same in groupby(sorted(rows, key=OF_ACCOUNT), OF_ACCOUNT):
        account_id, of_week = divmod(hour, WEEK_HOURS)
        day, hour_of_day = divmod(of_week, HOURS)
        _, ns, amounts, *columns = zip(*same, strict=True)
        bad_rows = [place for place, amount in enumerate(amounts) if amount]
        for mine, values in zip(found, columns, strict=True):
            seen = dict.fromkeys(values, 0)
            for value, n in zip(values, ns, strict=True):
                seen[value] += n
            bad: dict[Any, int] = {}
            for place in bad_rows:
                value = values[place]
                bad[value] = bad.get(value, 0) + int(amounts[place])
            mine += [
                Slice(account_id, value, day, hour_of_day, n, bad.get(value, 0)) for value, n in seen.items()
            ]
    yield from found


def _by_zone(places: Sequence[Place]) -> Iterator[list[Place]]:
    """Yield the places of each time zone."""
    key = attrgetter("zone")
    for _, group in groupby(sorted(places, key=key), key):
        yield list(group)


def _of_calls(
    reading: Reading, group: Sequence[Place], wanted: Wanted, dimensions: Sequence[Dimension]
) -> Statement:
    first, last = wanted.first, wanted.last
    hour = local_hour(reading.connection, C.started_at, zone_named(group[0].zone), first, last)
    condition, amount = _counting(wanted)
    missed = case((C.outcome != CallOutcome.ANSWERED, C.outcome))
    values = [missed if each is Dimension.OUTCOME else C[each.value] for each in dimensions]
    told = _told_apart(weekday(C.day), hour, C.account_id, amount, values)
    return (
        told.select_from(accounts)
        .join(calls, C.account_id == accounts.c.id)
        .where(chosen(reading, [place.id for place in group]), C.day.between(first, last), condition)
    )


def _told_apart(
    day: ColumnElement[int],
    hour: ColumnElement[int],
    account_id: ColumnElement[int],
    amount: ColumnElement[Any],
    values: Sequence[ColumnElement[Any]],
) -> Statement:
    """Count what agrees in all values; the hours of the week go first, those of all accounts as one number.

    A number is sorted quickly, and rows of one account have nothing but the hour to be told apart by it.
    Parts are grouped by their names: PostgreSQL takes an expression with parameters for another one.
    """
    # As they are stored: a word of the vocabulary is printed anyway.
    labelled = [type_coerce(value, NullType()).label(f"value_{place}") for place, value in enumerate(values)]
    of_account = (account_id * WEEK_HOURS + day * HOURS + hour).label("of_account")
    told = select(of_account, func.count(), func.sum(amount), *labelled)
    return told.group_by("of_account", *(each.name for each in labelled))


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


def _of_sync(
    reading: Reading, group: Sequence[Place], wanted: Wanted, dimensions: Sequence[Dimension]
) -> Statement:
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
    error = case((failed, r.error))
    values = [error if each is Dimension.ERROR else r.integration for each in dimensions]
    bad = case((failed, 1), else_=0)
    return _told_apart(weekday(r.day), hour, r.account_id, bad, values).where(r.place == 1)
