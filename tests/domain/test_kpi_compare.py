"""Intervals for a difference, against published worked examples and the laws they must keep."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.domain.kpi.compare import (
    NEWCOMBE,
    ORDER_STATISTICS,
    WELCH,
    difference,
    mean_difference,
    percentile_difference,
    rate_difference,
    wilson,
)
from amtui.domain.kpi.compare_days import DAYS, change, ratio_difference
from amtui.domain.kpi.definitions import Unit, custom, named
from amtui.domain.kpi.rollup import DayRollup, Pooled
from amtui.domain.vocabulary import Comparator, KpiKey, Statistic

MANY = Counter(dict.fromkeys(range(5, 45), 40))


@pytest.mark.parametrize(
    ("second", "first", "difference", "low", "high"),
    [
        ((56, 70), (48, 80), 0.2000, 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.6000, 0.1705, 0.8090),
        ((5, 56), (0, 29), 0.0893, -0.0381, 0.1926),
        ((0, 10), (0, 20), 0.0000, -0.1611, 0.2775),
        ((0, 10), (0, 10), 0.0000, -0.2775, 0.2775),
        ((10, 10), (0, 20), 1.0000, 0.6791, 1.0000),
        ((10, 10), (0, 10), 1.0000, 0.6075, 1.0000),
    ],
)
def test_the_examples_of_newcombe_1998_method_10_are_reproduced(
    second: tuple[int, int], first: tuple[int, int], difference: float, low: float, high: float
) -> None:
    (k2, n2), (k1, n1) = second, first
    found = rate_difference(n1, k1, n2, k2)
    assert found is not None
    assert (found.difference, found.low, found.high) == pytest.approx((difference, low, high), abs=5e-5)
    assert (found.n1, found.n2, found.method) == (n1, n2, NEWCOMBE)


@pytest.mark.parametrize(
    ("n", "k", "low", "high"),
    [(263, 81, 0.2553, 0.3662), (148, 15, 0.0624, 0.1605), (20, 0, 0.0, 0.1611), (29, 1, 0.0061, 0.1718)],
)
def test_the_examples_of_newcombe_1998_for_one_rate_are_reproduced(
    n: int, k: int, low: float, high: float
) -> None:
    assert wilson(n, k) == pytest.approx((low, high), abs=5e-5)


def test_a_rate_of_nothing_has_no_difference_and_more_than_all_is_refused() -> None:
    assert rate_difference(0, 0, 10, 1) is None
    assert rate_difference(10, 1, 0, 0) is None
    with pytest.raises(ValueError, match="11 of 10 is no rate"):
        rate_difference(10, 11, 10, 1)


counts = st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


@given(counts, counts)
def test_turning_the_windows_round_turns_the_interval_round(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    there, back = rate_difference(*first, *second), rate_difference(*second, *first)
    assert there is not None
    assert back is not None
    assert (back.difference, back.low, back.high) == pytest.approx(
        (-there.difference, -there.high, -there.low), abs=1e-12
    )
    assert -1 - 1e-12 <= there.low <= there.difference <= there.high <= 1 + 1e-12


def test_the_same_rates_are_clearer_the_more_there_is_of_them() -> None:
    small, big = rate_difference(50, 6, 50, 3), rate_difference(5_000, 600, 5_000, 300)
    assert small is not None
    assert big is not None
    assert not small.is_clear
    assert big.is_clear


@pytest.mark.parametrize(
    ("n", "ranks"), [(6, (1, 6)), (9, (2, 8)), (12, (3, 10)), (15, (4, 12)), (17, (5, 13)), (20, (6, 15))]
)
def test_ranks_of_a_median_are_those_of_the_printed_table(n: int, ranks: tuple[int, int]) -> None:
    """Against constants, one side of the interval is the distance to the order statistic alone."""
    sample = Counter(range(1, n + 1))
    found = percentile_difference(Counter({0: 50}), sample, 50)
    assert found is not None
    assert (found.low, found.high) == pytest.approx(ranks, abs=1e-9)


def test_the_median_example_of_snedecor_and_cochran_is_reproduced() -> None:
    """Nineteen observations, in tenths: median 20.7 between 10.8 and 30.9."""
    tenths = [302, 204, 151, 102, 105, 608, 208, 250, 207, 309, 108, 51, 509, 400, 209, 108, 0, 205, 508]
    found = percentile_difference(Counter({0: 50}), Counter(tenths), 50)
    assert found is not None
    assert (found.difference, found.low, found.high) == pytest.approx((207, 108, 309))
    assert found.method == ORDER_STATISTICS


def test_two_medians_are_combined_by_square_and_add() -> None:
    """Medians 34.5 of [27, 40] and 43 of [33, 48], by hand: 8.5 - sqrt(10² + 5.5²), 8.5 + sqrt(5² + 7.5²)."""
    first = Counter([32, 39, 26, 35, 43, 27, 40, 37, 34, 29])
    second = Counter([36, 44, 47, 42, 49, 39, 46, 31, 33, 48])
    found = percentile_difference(first, second, 50)
    assert found is not None
    assert found.difference == 8.5
    assert (found.low, found.high) == pytest.approx((8.5 - 130.25**0.5, 8.5 + 81.25**0.5))


def test_a_percentile_that_nothing_bounds_has_no_interval() -> None:
    assert percentile_difference(Counter({1: 5}), MANY, 50) is None
    assert percentile_difference(MANY, Counter({1: 20}), 90) is None
    assert percentile_difference({}, MANY, 50) is None


def test_ranks_by_the_normal_approximation_join_the_exact_ones() -> None:
    """At 1,000 observations they are exact, at 1,001 approximate: both ends move by a rank or two."""
    exact = percentile_difference({0: 2_000}, Counter(range(1_000)), 90)
    approximate = percentile_difference({0: 2_000}, Counter(range(1_001)), 90)
    assert exact is not None
    assert approximate is not None
    assert (approximate.low, approximate.high) == pytest.approx((exact.low, exact.high), abs=2)


def test_a_printed_example_of_welch_is_reproduced() -> None:
    """R's t.test of 15 10 7 22 17 14 and 9 1 11 13 3 6: 0.5852 to 13.4148 on 9.86 degrees of freedom."""
    found = mean_difference(Counter([9, 1, 11, 13, 3, 6]), Counter([15, 10, 7, 22, 17, 14]))
    assert found is not None
    assert (found.difference, found.low, found.high) == pytest.approx((7, 0.58525, 13.41475), abs=2e-4)
    assert found.method == WELCH


def test_a_mean_needs_two_observations_on_either_side() -> None:
    assert mean_difference(Counter({3: 1}), MANY) is None
    still = mean_difference(Counter({3: 9}), Counter({5: 9}))
    assert still is not None
    assert (still.low, still.high) == (2, 2)


@pytest.mark.parametrize(
    ("statistic", "method"),
    [(Statistic.MEDIAN, ORDER_STATISTICS), (Statistic.P90, ORDER_STATISTICS), (Statistic.MEAN, WELCH)],
)
def test_each_statistic_of_durations_has_its_method(statistic: Statistic, method: str) -> None:
    found = difference(Pooled(1_600, None, None, (), MANY), Pooled(1_600, None, None, (), MANY), statistic)
    assert found is not None
    assert found.method == method
    assert found.low < 0 < found.high


def test_a_rate_is_compared_by_its_counts() -> None:
    found = difference(Pooled(80, 48, 80), Pooled(70, 56, 70), Statistic.RATE)
    assert found == rate_difference(80, 48, 70, 56)


COUNTS = st.lists(st.integers(0, 60), min_size=4, max_size=30)


@given(COUNTS, COUNTS)
def test_days_of_equal_weight_are_compared_as_single_observations_are(
    before: list[int], after: list[int]
) -> None:
    found = ratio_difference([(n, 1) for n in before], [(n, 1) for n in after])
    same = mean_difference(Counter(before), Counter(after))
    assert found is not None
    assert same is not None
    assert (found.difference, found.low, found.high) == pytest.approx((same.difference, same.low, same.high))


def test_a_ratio_weighs_its_days_by_what_is_below_the_line() -> None:
    """Worked by hand: ratios 2 and 3; squared rests 2 and 18; 4.9 degrees of freedom."""
    before = [(4, 2), (5, 3), (7, 3), (2, 1), (0, 0)]
    after = [(15, 4), (9, 4), (12, 4), (12, 4)]
    found = ratio_difference(before, after)
    assert found is not None
    assert (found.difference, found.n1, found.n2, found.method) == (1.0, 9, 16, DAYS)
    errors = 4 / 3 * 2 / 81, 4 / 3 * 18 / 256
    assert (found.high - found.low) / 2 == pytest.approx(2.59 * sum(errors) ** 0.5, rel=0.01)


def test_few_days_bound_nothing_and_equal_ones_leave_nothing_to_chance() -> None:
    three, four = [(1, 1), (2, 1), (3, 1)], [(3, 1)] * 4
    assert ratio_difference(three, four) is None
    assert ratio_difference(four, three) is None
    found = ratio_difference([(2, 1)] * 5, four)
    assert found is not None
    assert (found.difference, found.low, found.high) == (1.0, 1.0, 1.0)


def test_days_that_are_imported_are_compared_by_day_unless_they_are_shares() -> None:
    days = [DayRollup(date(2026, 11, day), 10, day % 4, 10) for day in range(1, 21)]
    windows = (date(2026, 11, 1), date(2026, 11, 10)), (date(2026, 11, 11), date(2026, 11, 20))
    number, share = (
        named(custom("x", "x", unit, Comparator.AT_MOST)) for unit in (Unit.NUMBER, Unit.FRACTION)
    )
    methods = [
        found.method if found else None
        for kpi, statistic in (
            (number, Statistic.MEAN), (share, Statistic.RATE), (KpiKey.MISSED_CALL_RATE, Statistic.RATE)
        )
        for _, _, found in (change(kpi, days, *windows, statistic),)
    ]  # fmt: skip
    assert methods == [DAYS, NEWCOMBE, NEWCOMBE]
