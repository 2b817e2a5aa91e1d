"""A trend is robust, tested, and only then projected; the cases were worked out by hand."""

from datetime import date, timedelta
from itertools import permutations
from math import isclose
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.domain.kpi.trend import FEWEST_DAYS, mann_kendall, projected, theil_sen, trend
from amtui.domain.kpi_records import DayFigure
from amtui.domain.vocabulary import Comparator

LAST = date(2026, 11, 22)
values = st.lists(st.integers(0, 40), min_size=FEWEST_DAYS, max_size=28)


def days(*shown: float | None, last: date = LAST) -> list[DayFigure]:
    first = last - timedelta(days=len(shown) - 1)
    return [DayFigure(first + timedelta(days=i), value, 30) for i, value in enumerate(shown)]


@pytest.mark.parametrize(
    ("series", "score", "variance"),
    [
        ([1, 2, 3, 4, 5], 10, 5 * 4 * 15 / 18),
        ([5, 4, 3, 2, 1], -10, 5 * 4 * 15 / 18),
        ([1, 3, 2, 4], 4, 4 * 3 * 13 / 18),
        ([1, 1, 2, 3], 5, (4 * 3 * 13 - 2 * 1 * 9) / 18),
        ([7, 7, 7, 7], 0, 0),
    ],
)
def test_the_score_counts_rises_less_falls(series: list[float], score: int, variance: float) -> None:
    found, spread, _ = mann_kendall(series)
    assert found == score
    assert isclose(spread, variance, abs_tol=1e-12)


def test_the_probability_is_that_of_the_normal_law_with_continuity_correction() -> None:
    _, variance, p = mann_kendall(range(10))
    assert isclose(p, 2 * (1 - NormalDist().cdf(44 / variance**0.5)), rel_tol=1e-9)
    assert mann_kendall([3, 3, 3])[2] == 1.0


def test_small_samples_agree_with_every_order_there_is() -> None:
    """Of the 720 orders of six days a few score 11 or more; the law says as many, within a hundredth."""
    found = [mann_kendall(order) for order in permutations(range(6))]
    exact = sum(abs(score) >= 11 for score, _, _ in found) / len(found)
    by_law = next(p for score, _, p in found if score == 11)
    assert abs(exact - by_law) < 0.01


def test_the_line_passes_one_wild_day_by() -> None:
    found = theil_sen([(0, 0.0), (1, 1.0), (2, 2.0), (3, 90.0), (4, 4.0)])
    assert found is not None
    assert (found.slope, found.day, found.value) == (1.0, 2, 2.0)


def test_the_slopes_of_a_straight_line_have_no_spread() -> None:
    found = theil_sen([(day, 3.0 + 0.5 * day) for day in range(10)])
    assert found is not None
    assert (found.slope, found.low, found.high) == (0.5, 0.5, 0.5)


def test_the_ranks_of_the_limits_are_those_of_sen() -> None:
    """Ten days give 45 slopes and a variance of 125; 1.96 x 11.18 = 21.9 leaves ranks 11 and 35."""
    points = [(day, float(day * day)) for day in range(10)]
    slopes = sorted(float(a + b) for a in range(10) for b in range(a + 1, 10))
    found = theil_sen(points)
    assert found is not None
    assert (found.low, found.high) == (slopes[10], slopes[34])


def test_a_straight_way_is_projected_to_the_day() -> None:
    """From 0.30 by 0.01 a day, down to 0.11 on the last of twenty days: 0.05 comes six days later."""
    found = projected(days(*(0.30 - 0.01 * i for i in range(20))), LAST, 0.05, Comparator.AT_MOST)
    assert found is not None
    assert (found.on, found.earliest, found.latest) == (LAST + timedelta(days=6),) * 3
    assert isclose(found.slope, -0.01, rel_tol=1e-9)
    assert found.days == 20


def test_a_rising_share_is_projected_too() -> None:
    found = projected(days(*(0.80 + 0.01 * i for i in range(15))), LAST, 0.99, Comparator.AT_LEAST)
    assert found is not None
    assert found.on == LAST + timedelta(days=5)


@pytest.mark.parametrize(
    ("shown", "why"),
    [
        (tuple(0.30 - 0.01 * i for i in range(FEWEST_DAYS - 1)), "too few days"),
        ((0.2, 0.3) * 10, "no trend"),
        (tuple(0.30 + 0.01 * i for i in range(20)), "the wrong way"),
        (tuple(0.20 - 0.01 * i for i in range(20)), "there already"),
        (tuple(0.30 - 0.000001 * i for i in range(20)), "longer than ten years"),
        ((0.2,) * 20, "level"),
        ((None,) * 20, "no data"),
    ],
)
def test_nothing_is_projected_from(shown: tuple[float | None, ...], why: str) -> None:
    assert projected(days(*shown), LAST, 0.05, Comparator.AT_MOST) is None, why


def test_days_before_the_28_are_passed_over() -> None:
    rising = days(*(float(i) for i in range(40)), last=LAST - timedelta(days=28))
    assert trend(rising, LAST) is None


def test_the_28th_day_back_is_the_last_that_counts() -> None:
    few = days(*map(float, range(FEWEST_DAYS - 1)))
    for back, counts in ((27, True), (28, False)):
        found = trend([*few, DayFigure(LAST - timedelta(days=back), 5.0, 30)], LAST)
        assert (found is not None) is counts


@given(values)
def test_reversed_days_have_the_opposite_trend(series: list[int]) -> None:
    there, back = mann_kendall(series), mann_kendall(series[::-1])
    assert (there[0], there[1:]) == (-back[0], back[1:])


@given(values, st.integers(1, 9), st.integers(-50, 50))
def test_another_unit_moves_the_line_along(series: list[int], times: int, more: int) -> None:
    plain = theil_sen([(day, float(value)) for day, value in enumerate(series)])
    moved = theil_sen([(day, float(value * times + more)) for day, value in enumerate(series)])
    assert plain is not None
    assert moved is not None
    assert isclose(moved.slope, plain.slope * times, rel_tol=1e-9, abs_tol=1e-9)
    assert isclose(moved.value, plain.value * times + more, rel_tol=1e-9, abs_tol=1e-9)
    assert moved.p == plain.p


@given(values)
def test_the_slope_lies_within_its_limits_and_a_projection_in_its_interval(series: list[int]) -> None:
    found = theil_sen([(day, float(value)) for day, value in enumerate(series)])
    assert found is not None
    assert found.low <= found.slope <= found.high
    ahead = projected(days(*map(float, series)), LAST, 60.0, Comparator.AT_LEAST)
    if ahead is not None:
        assert LAST < ahead.earliest <= ahead.on
        assert ahead.latest is None or ahead.latest >= ahead.on
        assert ahead.slope > 0
        assert ahead.p < 0.05


def test_even_a_perfect_order_has_a_chance_above_zero() -> None:
    assert 0 < mann_kendall(range(40))[2] < 1e-18
