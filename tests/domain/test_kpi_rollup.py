"""A window added up from days equals the window computed from every single event."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.domain.kpi import exclusions
from amtui.domain.kpi.rollup import DayRollup, daily, over, pool
from amtui.domain.kpi.statistics import statistic
from amtui.domain.vocabulary import KpiKey, Statistic

START = date(2026, 3, 1)
CALL_REASONS = exclusions.NAMES[:6]
DAYS = st.integers(0, 20)
WINDOWS = st.tuples(DAYS, DAYS).map(lambda pair: (at(min(pair)), at(max(pair))))
CALLS = st.lists(st.tuples(DAYS, st.integers(0, 63), st.booleans()), max_size=60)
WAITS = st.lists(st.tuples(DAYS, st.integers(0, 200)), max_size=60)
FEW_DAYS = st.integers(0, 5)
"""So few that attempts of a record meet, and meet the ends of the window."""
FEW_WINDOWS = st.tuples(FEW_DAYS, FEW_DAYS).map(lambda pair: (at(min(pair)), at(max(pair))))
ATTEMPTS = st.lists(st.tuples(FEW_DAYS, st.integers(0, 2), st.booleans()), min_size=2, max_size=30)
Attempt = tuple[int, int, bool]


def at(offset: int) -> date:
    """Return a day of the story."""
    return START + timedelta(days=offset)


def call_days(calls: list[tuple[int, int, bool]]) -> list[DayRollup]:
    """Roll calls (day, mask, missed) up by day."""
    by_day: dict[int, dict[int, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for day, mask, missed in calls:
        by_day[day][mask].append(missed)
    return [call_day(day, masks) for day, masks in by_day.items()]


def call_day(day: int, masks: Mapping[int, list[bool]]) -> DayRollup:
    """Roll one day's calls up."""
    offered = masks.get(0, [])
    excluded = {mask: (len(calls), sum(calls)) for mask, calls in masks.items() if mask}
    return DayRollup(at(day), len(offered), sum(offered), len(offered), excluded)


@given(CALLS, WINDOWS, st.frozensets(st.sampled_from(CALL_REASONS)))
def test_missed_calls_of_any_window_with_any_exclusions_switched_off(
    calls: list[tuple[int, int, bool]], window: tuple[date, date], off: frozenset[str]
) -> None:
    first, last = window
    remaining = [
        (frozenset(exclusions.reasons(mask)) - off, missed)
        for day, mask, missed in calls
        if first <= at(day) <= last
    ]
    offered = [missed for why, missed in remaining if not why]
    listed = Counter(next(n for n in CALL_REASONS if n in why) for why, _ in remaining if why)

    pooled = pool(KpiKey.MISSED_CALL_RATE, call_days(calls), first=first, last=last, switched_off=off)

    assert (pooled.numerator, pooled.denominator) == (sum(offered), len(offered))
    assert pooled.n == len(offered)
    assert dict(pooled.excluded) == listed
    assert pooled.n + sum(n for _, n in pooled.excluded) == len(remaining)


@given(WAITS, WINDOWS, st.sampled_from([Statistic.MEDIAN, Statistic.MEAN, Statistic.P90]))
def test_waits_of_any_window(
    waits: list[tuple[int, int]], window: tuple[date, date], which: Statistic
) -> None:
    first, last = window
    by_day: dict[int, Counter[int]] = defaultdict(Counter)
    for day, wait in waits:
        by_day[day][wait] += 1
    days = [DayRollup(at(day), histogram=waited) for day, waited in by_day.items()]
    raw = Counter(wait for day, wait in waits if first <= at(day) <= last)

    pooled = pool(KpiKey.FIRST_RESPONSE, days, first=first, last=last)

    assert pooled.n == raw.total()
    assert pooled.value(which) == statistic(raw, which)


@dataclass(frozen=True)
class Side:
    """Looks at records from their last attempts, or mirrored from their first."""

    kpi: KpiKey
    deciding: int
    away: int


LAST = Side(KpiKey.SYNC_SUCCESS, -1, 1)
FIRST = Side(KpiKey.FIRST_ATTEMPT_SYNC, 0, -1)


def attempt_days(attempts: list[Attempt], side: Side) -> list[DayRollup]:
    """Roll attempts (day, record, succeeded), given in order of time, up by day."""
    per_record: dict[int, dict[int, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for day, record, succeeded in attempts:
        per_record[record][day].append(succeeded)
    gaps: dict[int, dict[int | None, tuple[int, int]]] = defaultdict(dict)
    for by_day in per_record.values():
        for day, results in by_day.items():
            ahead = [side.away * (other - day) for other in by_day]
            gap = min((distance for distance in ahead if distance > 0), default=None)
            records, good = gaps[day].get(gap, (0, 0))
            gaps[day][gap] = (records + 1, good + results[side.deciding])
    return [DayRollup(at(day), gaps=found) for day, found in gaps.items()]


@given(ATTEMPTS, FEW_WINDOWS, st.sampled_from([LAST, FIRST]))
def test_each_record_of_any_window_counts_once_by_its_last_or_first_attempt(
    attempts: list[Attempt], window: tuple[date, date], side: Side
) -> None:
    attempts = sorted(attempts, key=lambda attempt: attempt[0])
    first, last = window
    inside: dict[int, list[bool]] = defaultdict(list)
    for day, record, succeeded in attempts:
        if first <= at(day) <= last:
            inside[record].append(succeeded)

    pooled = pool(side.kpi, attempt_days(attempts, side), first=first, last=last)

    assert pooled.denominator == len(inside)
    assert pooled.numerator == sum(results[side.deciding] for results in inside.values())


def test_a_record_brought_over_by_a_retry_is_a_success_that_failed_at_first() -> None:
    attempts: list[Attempt] = [(0, 1, False), (3, 1, True)]

    success = pool(KpiKey.SYNC_SUCCESS, attempt_days(attempts, LAST))
    at_first = pool(KpiKey.FIRST_ATTEMPT_SYNC, attempt_days(attempts, FIRST))
    before_the_retry = pool(KpiKey.SYNC_SUCCESS, attempt_days(attempts, LAST), last=at(2))

    assert success.value(Statistic.RATE) == 1
    assert at_first.value(Statistic.RATE) == 0
    assert before_the_retry.value(Statistic.RATE) == 0


def test_halted_and_pending_attempts_are_counted_apart() -> None:
    days = [DayRollup(START, gaps={None: (9, 9)}, excluded={64: (2, 0), 128: (1, 0)})]

    assert pool(KpiKey.SYNC_SUCCESS, days).excluded == (("halted", 2), ("pending", 1))


def test_a_service_level_adds_up_by_its_counts() -> None:
    days = [DayRollup(at(0), 10, 8, 9), DayRollup(at(1), 2, 1, 1)]

    pooled = pool(KpiKey.SERVICE_LEVEL, days)

    assert (pooled.n, pooled.value(Statistic.RATE)) == (12, 0.9)


def test_no_calls_are_no_data_and_not_a_perfect_rate() -> None:
    assert pool(KpiKey.MISSED_CALL_RATE, []).value(Statistic.RATE) is None


def test_a_rate_has_no_median() -> None:
    with pytest.raises(ValueError, match="median is not a statistic of rates"):
        pool(KpiKey.MISSED_CALL_RATE, []).value(Statistic.MEDIAN)


@given(CALLS, WINDOWS)
def test_looking_up_a_window_is_the_same_as_pooling_it(
    calls: list[tuple[int, int, bool]], window: tuple[date, date]
) -> None:
    first, last = window
    days = call_days(calls)
    pooled = pool(KpiKey.MISSED_CALL_RATE, days, first=first, last=last)

    value = over(KpiKey.MISSED_CALL_RATE, days, Statistic.RATE)(first, last)

    assert value == pooled.value(Statistic.RATE)


def test_the_days_of_a_trend_come_in_order_each_for_itself() -> None:
    attempts: list[Attempt] = [(4, 1, True), (0, 1, False), (0, 2, True)]
    days = attempt_days(sorted(attempts), LAST)

    figures = daily(KpiKey.SYNC_SUCCESS, reversed(days), Statistic.RATE)

    assert [(f.day, f.value, f.n) for f in figures] == [(at(0), 0.5, 2), (at(4), 1.0, 1)]
