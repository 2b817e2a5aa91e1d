"""Sums that run on from day to day give what adding up each window anew gives."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from amtui.domain.kpi.goals import meets
from amtui.domain.kpi.rollup import DayRollup, daily, over, pool
from amtui.domain.kpi.sustain import Rule, Sustained, Verdict, sustained
from amtui.domain.vocabulary import Comparator, KpiKey, Statistic

FIRST = date(2026, 3, 2)
LONGEST = 24
PLACES = st.integers(-5, LONGEST + 5)
KINDS = st.sampled_from(
    [
        (KpiKey.MISSED_CALL_RATE, Statistic.RATE),
        (KpiKey.SERVICE_LEVEL, Statistic.RATE),
        (KpiKey.FIRST_RESPONSE, Statistic.MEDIAN),
        (KpiKey.FIRST_RESPONSE, Statistic.P90),
        (KpiKey.FIRST_RESPONSE, Statistic.MEAN),
        (KpiKey.SYNC_SUCCESS, Statistic.RATE),
        (KpiKey.FIRST_ATTEMPT_SYNC, Statistic.RATE),
    ]
)


TARGETS = (0.03, 0.05, 0.9, 10.0)


def day(place: int) -> date:
    """Return a day by its place."""
    return FIRST + timedelta(days=place)


def shape(missed: int, waits: dict[int, int], gaps: dict[int | None, tuple[int, int]]) -> DayRollup:
    """Return a day of some date with parts of every kind of KPI."""
    offered = sum(waits.values())
    return DayRollup(FIRST, offered, missed, offered, histogram=waits, gaps=gaps)


SHAPES = (
    shape(1, {3: 60, 9: 40}, {None: (3, 3), 2: (90, 80)}),
    shape(10, {9: 30, 11: 60, 40: 10}, {1: (60, 20), 9: (40, 40)}),
    shape(4, {3: 1, 10: 98, 40: 1}, {1: (100, 97)}),
    shape(0, {0: 4}, {None: (4, 4)}),
    shape(2, {10: 8, 11: 11}, {2: (19, 17)}),
)
"""Days of many observations that are good, bad and between, and days of few."""


@st.composite
def rollups(draw: st.DrawFn) -> list[DayRollup]:
    """Days in some order, not all of them there."""
    drawn = draw(
        st.lists(st.sampled_from([*SHAPES, SHAPES[0], SHAPES[2], None]), min_size=5, max_size=LONGEST)
    )
    days = [replace(each, day=day(place)) for place, each in enumerate(drawn) if each is not None]
    return days[::-1] if draw(st.booleans()) else days


def anew(kpi: KpiKey, days: list[DayRollup], statistic: Statistic, first: date, last: date) -> float | None:
    """Add the window up from nothing."""
    return pool(kpi, days, first=first, last=last).value(statistic)


@given(kind=KINDS, days=rollups(), windows=st.lists(st.tuples(PLACES, PLACES), max_size=12))
def test_any_windows_in_any_order_are_what_they_are_alone(
    kind: tuple[KpiKey, Statistic], days: list[DayRollup], windows: list[tuple[int, int]]
) -> None:
    kpi, statistic = kind
    running = over(kpi, days, statistic)

    for one, other in windows:
        first, last = day(min(one, other)), day(max(one, other))
        assert running(first, last) == anew(kpi, days, statistic, first, last)


@given(kind=KINDS, days=rollups(), after=st.integers(-4, 2), length=st.integers(1, 8))
def test_a_goal_is_judged_as_window_by_window(
    kind: tuple[KpiKey, Statistic], days: list[DayRollup], after: int, length: int
) -> None:
    kpi, statistic = kind
    last = max(((each.day - FIRST).days for each in days), default=0) + after
    figures, pooled = daily(kpi, days, statistic), over(kpi, days, statistic)

    for comparator, target in product(Comparator, TARGETS):
        rule = Rule(comparator, target, length)
        found = sustained(figures, rule, pooled, first=FIRST, last=day(last))
        assert found == by_definition(kpi, days, statistic, rule, last)


def by_definition(
    kpi: KpiKey, days: list[DayRollup], statistic: Statistic, rule: Rule, last: int
) -> Sustained:
    """Judge as the rule is written, looking at every day of every window."""
    figures = {figure.day: figure for figure in daily(kpi, days, statistic)}

    def good(value: float | None) -> bool | None:
        return None if value is None else meets(value, rule.comparator, rule.target)

    def misses(place: int) -> bool:
        figure = figures.get(day(place))
        return figure is not None and figure.n >= 20 and good(figure.value) is False

    def has_data(place: int) -> bool:
        return day(place) in figures and figures[day(place)].value is not None

    def holds(first: int) -> bool | None:
        window = range(first, first + rule.days)
        if any(map(misses, window)):
            return False
        if sum(map(has_data, window)) < ceil(rule.days * 5 / 7):
            return None
        return good(anew(kpi, days, statistic, day(window[0]), day(window[-1])))

    def tail(first: int) -> bool:
        is_good = good(anew(kpi, days, statistic, day(first), day(last)))
        return has_data(first) and bool(is_good) and not any(map(misses, range(first, last + 1)))

    starts = range(last - rule.days + 1, -1, -1)
    told = [(first, holds(first)) for first in starts]
    decisive = [verdict for _, verdict in told if verdict is not None]
    if decisive and decisive[0]:
        lost = next((i for i, (_, verdict) in enumerate(told) if verdict is False), len(told))
        began = min(first for first, verdict in told[:lost] if verdict)
        return Sustained(last - began + 1, Verdict.SUSTAINED)
    tails = [first for first in range(max(0, last - rule.days + 2), last + 1) if tail(first)]
    verdict = Verdict.REGRESSED if any(decisive) else Verdict.NONE
    return Sustained(last - tails[0] + 1 if tails else 0, verdict)
