"""Days of several accounts as days of one."""

from datetime import date

from hypothesis import given

from amtui.domain.kpi.merging import merged, rolling
from amtui.domain.kpi.rollup import DayRollup, pool
from amtui.domain.kpi_records import DayFigure
from amtui.domain.vocabulary import KpiKey, Statistic
from tests.domain.test_kpi_rollup import CALLS, WAITS, WINDOWS, at, call_days


@given(CALLS, CALLS, WINDOWS)
def test_merged_days_add_up_to_the_same(
    mine: list[tuple[int, int, bool]], others: list[tuple[int, int, bool]], window: tuple[date, date]
) -> None:
    days = [*call_days(mine), *call_days(others)]
    first, last = window
    apart = pool(KpiKey.MISSED_CALL_RATE, days, first=first, last=last)
    together = pool(KpiKey.MISSED_CALL_RATE, merged(days), first=first, last=last)
    assert (together.n, together.numerator) == (apart.n, apart.numerator)


@given(WAITS, WINDOWS)
def test_merged_durations_keep_every_observation(
    waits: list[tuple[int, int]], window: tuple[date, date]
) -> None:
    days = [DayRollup(at(day), 1, histogram={wait: 1}) for day, wait in waits]
    first, last = window
    apart = pool(KpiKey.FIRST_RESPONSE, days, first=first, last=last)
    assert pool(KpiKey.FIRST_RESPONSE, merged(days), first=first, last=last).histogram == apart.histogram


def test_attempts_of_one_day_are_added_by_their_distance() -> None:
    days = [
        DayRollup(at(0), 2, 1, 2, gaps={None: (1, 1), 3: (1, 0)}),
        DayRollup(at(0), 1, 0, 1, gaps={3: (1, 1)}),
    ]
    assert merged(days) == (DayRollup(at(0), 3, 1, 3, gaps={None: (1, 1), 3: (2, 1)}),)


def test_a_rolling_week_ends_with_its_day() -> None:
    days = [DayRollup(at(0), 10, 1, 10), DayRollup(at(5), 10, 3, 10)]
    found = rolling(KpiKey.MISSED_CALL_RATE, days, Statistic.RATE, first=at(0), last=at(20))
    assert [(figure.day, figure.value) for figure in found] == [
        *((at(day), 0.1) for day in range(5)),
        (at(5), 0.2),
        (at(6), 0.2),
        *((at(day), 0.3) for day in range(7, 12)),
    ]
    assert found[0] == DayFigure(at(0), 0.1, 10)
