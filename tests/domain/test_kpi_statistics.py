"""Statistics of a histogram are those of the observations it was made from."""

from collections import Counter
from fractions import Fraction
from statistics import fmean
from statistics import median as plain_median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.domain.kpi import statistics
from amtui.domain.vocabulary import Statistic

WAITS = st.lists(st.integers(0, 10_000), min_size=1, max_size=80)


def interpolated(values: list[int], share: Fraction) -> float:
    """Interpolate between the neighbours of the place `share x (n - 1)` in the sorted values."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    lower = int(place)
    upper = min(lower + 1, len(ordered) - 1)
    return float(ordered[lower] + (place - lower) * (ordered[upper] - ordered[lower]))


def test_a_median_is_not_misled_by_one_long_wait() -> None:
    waits = Counter([2, 2, 3, 3, 5, 7, 8, 130])

    assert statistics.mean(waits) == 20
    assert statistics.median(waits) == 4


def test_p90_lies_between_two_observations() -> None:
    assert statistics.p90(Counter([10, 20])) == 19


@given(WAITS)
def test_equal_to_the_statistics_of_raw_values(waits: list[int]) -> None:
    histogram = Counter(waits)

    assert statistics.count(histogram) == len(waits)
    assert statistics.median(histogram) == plain_median(waits)
    assert statistics.mean(histogram) == pytest.approx(fmean(waits), rel=1e-12)
    assert statistics.p90(histogram) == interpolated(waits, Fraction(9, 10))


@given(WAITS, st.integers(0, 100))
def test_any_percentile_is_exact(waits: list[int], percent: int) -> None:
    exact = interpolated(waits, Fraction(percent, 100))

    assert statistics.percentile(Counter(waits), percent) == exact


@given(WAITS, st.sets(st.integers(0, 10_000), max_size=5), st.integers(0, 100))
def test_a_value_that_was_never_observed_changes_nothing(
    waits: list[int], never: set[int], percent: int
) -> None:
    plain = Counter(waits)
    padded = dict.fromkeys(never, 0) | plain

    assert statistics.percentile(padded, percent) == statistics.percentile(plain, percent)


@given(st.lists(WAITS, max_size=5))
def test_merged_days_are_the_same_as_all_observations(days: list[list[int]]) -> None:
    merged = statistics.merge(Counter(day) for day in days)

    assert merged == Counter(wait for day in days for wait in day)


@pytest.mark.parametrize("which", [Statistic.MEDIAN, Statistic.MEAN, Statistic.P90])
def test_nothing_has_no_statistic(which: Statistic) -> None:
    assert statistics.statistic({}, which) is None
    assert statistics.statistic({5: 0}, which) is None


def test_a_histogram_has_no_rate() -> None:
    with pytest.raises(ValueError, match="rate is not a statistic of durations"):
        statistics.statistic({1: 1}, Statistic.RATE)


def test_a_rate_of_nothing_is_unknown_and_a_rate_of_none_is_zero() -> None:
    assert statistics.rate(0, 0) is None
    assert statistics.rate(0, 51_708) == 0
