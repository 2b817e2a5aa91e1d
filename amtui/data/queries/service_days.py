"""Days of the service level, worked out from kept waits: for any threshold and method, without a call read.

Of each day is kept how long the callers waited who gave up, and how many calls each reason leaves out; how
long those waited who were answered is kept as the first response.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Select, case, func, select

from amtui.data.models import accounts, calls
from amtui.data.queries.counted_days import Asked
from amtui.data.queries.day_rollups import Days, Span, add_stored
from amtui.data.reading import Reading
from amtui.domain.kpi import exclusions
from amtui.domain.kpi.rollup import DayRollup
from amtui.domain.kpi.service_level import CallCounts, Method, parts
from amtui.domain.vocabulary import CallOutcome, KpiKey

C = calls.c
SERVED = (CallOutcome.ANSWERED, CallOutcome.ABANDONED)
"""How a call ended that a service level is about."""
NOBODY = CallCounts(0, 0, 0, 0)
Key = tuple[int, date]


def add_service_level(days: Days, reading: Reading, asked: Asked) -> None:
    """Take the service level in: offered calls answered or abandoned, those with a known wait."""
    seconds, method = asked.settings.service_seconds, asked.settings.service_method
    kept = _kept(reading, asked.accounts, asked.span)
    answered = _waits(kept)
    back = _taken_back(reading, asked) if asked.switched_off else {}
    for account_id, day in _of_service(kept):
        key = (account_id, day.day)
        counts = _counts(answered.get(key, {}), day.histogram, seconds)
        left_out = _still_out(day.excluded, asked.switched_off)
        whole = _service_day(day.day, _plus(counts, back.get(key, NOBODY)), left_out, method)
        days.add(account_id, KpiKey.SERVICE_LEVEL, whole)


def service_masks(reading: Reading, account_id: int, first: date, last: date) -> Mapping[int, int]:
    """Return how many calls of an account there are with which reasons, a missing wait among them."""
    masks: dict[int, int] = {}
    for _, day in _of_service(_kept(reading, (account_id,), Span(first, last, first))):
        masks[exclusions.OFFERED] = masks.get(exclusions.OFFERED, 0) + day.n
        for mask, (n, _) in day.excluded.items():
            masks[mask] = masks.get(mask, 0) + n
    return masks


def _kept(reading: Reading, accounts_: Collection[int] | None, span: Span) -> Days:
    # From the earliest day: a goal on the service level is no goal on the first response.
    kept, whole = Days(), replace(span, first=span.earliest)
    add_stored(kept, reading, accounts_, (KpiKey.FIRST_RESPONSE, KpiKey.SERVICE_LEVEL), whole)
    return kept


def _waits(kept: Days) -> Mapping[Key, Mapping[int, int]]:
    """Return how long those waited who were answered."""
    return {
        (account_id, day.day): day.histogram
        for (account_id, kpi), own in kept.by_kpi.items()
        if kpi is KpiKey.FIRST_RESPONSE
        for day in own
    }


def _of_service(kept: Days) -> Iterator[tuple[int, DayRollup]]:
    for (account_id, kpi), own in kept.by_kpi.items():
        if kpi is KpiKey.SERVICE_LEVEL:
            for day in own:
                yield account_id, day


def _counts(answered: Mapping[int, int], abandoned: Mapping[int, int], seconds: int) -> CallCounts:
    return CallCounts(
        sum(answered.values()),
        _within(answered, seconds),
        sum(abandoned.values()),
        _within(abandoned, seconds),
    )


def _within(waits: Mapping[int, int], seconds: int) -> int:
    return sum(n for wait, n in waits.items() if wait <= seconds)


def _plus(one: CallCounts, other: CallCounts) -> CallCounts:
    return CallCounts(
        one.answered + other.answered,
        one.answered_within + other.answered_within,
        one.abandoned + other.abandoned,
        one.abandoned_within + other.abandoned_within,
    )


def _still_out(excluded: Mapping[int, tuple[int, int]], off: int) -> dict[int, tuple[int, int]]:
    """Return what is left out by reasons that are not switched off."""
    left: dict[int, tuple[int, int]] = {}
    for mask, (n, _) in excluded.items():
        if remaining := mask & ~off:
            left[remaining] = (left.get(remaining, (0, 0))[0] + n, 0)
    return left


def _service_day(
    day: date, counts: CallCounts, excluded: Mapping[int, tuple[int, int]], method: Method
) -> DayRollup:
    """Return a day with what is left out: for its reasons, or as the method ignores who gave up."""
    above, below = parts(counts, method)
    ignored = counts.answered + counts.abandoned - below
    gave_up = {exclusions.GAVE_UP: (ignored, 0)} if ignored else {}
    return DayRollup(day, below, above, below, {**excluded, **gave_up})


def _taken_back(reading: Reading, asked: Asked) -> Mapping[Key, CallCounts]:
    """Count the calls that nothing but what is switched off leaves out: only those are read."""
    rows = reading.connection.execute(_switched_on(reading, asked))
    return {(account_id, day): CallCounts(*map(int, counts)) for account_id, day, *counts in rows}


def _switched_on(reading: Reading, asked: Asked) -> Select[Any]:
    within = C.wait_seconds <= asked.settings.service_seconds
    answered, abandoned = C.outcome == CallOutcome.ANSWERED, C.outcome == CallOutcome.ABANDONED
    conditions = (answered, answered & within, abandoned, abandoned & within)
    sums = (func.sum(case((condition, 1), else_=0)) for condition in conditions)
    return (
        select(C.account_id, C.day, *sums)
        .select_from(accounts)
        .join(calls, C.account_id == accounts.c.id)
        .where(asked.where(reading), asked.counts, C.excluded != exclusions.OFFERED)
        .where(C.outcome.in_(SERVED), C.wait_seconds.is_not(None))
        .group_by(C.account_id, C.day)
    )
