"""Shares of a shortfall: they add up, whatever the parts, and name the part that does the harm."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.shortfall import Slice, allowance, late_after, ranked, tells
from amtui.domain.kpi.statistics import percentile
from amtui.domain.vocabulary import Comparator, KpiKey, Statistic

COUNTS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: (max(pair), min(pair)))
SLICES = st.lists(
    st.builds(
        lambda account, value, weekday, hour, counts: Slice(account, value, weekday, hour, *counts),
        st.integers(1, 3),
        st.sampled_from(["Sales", "Support", "Billing", "日本", None]),
        st.integers(0, 6),
        st.integers(0, 23),
        COUNTS,
    ),
    max_size=40,
)
ALLOWED = st.fixed_dictionaries({account: st.floats(0, 1) for account in (1, 2, 3)})


def queue(value: str | None, n: int, bad: int, account: int = 1) -> Slice:
    return Slice(account, value, 0, 9, n, bad)


@given(SLICES, ALLOWED, st.booleans(), st.integers(1, 6))
def test_shares_lie_between_nothing_and_all_and_add_up(
    slices: list[Slice], allowed: dict[int, float], is_kind: bool, most: int
) -> None:
    segments = ranked(slices, allowed, is_kind=is_kind, most=most)
    shares = [segment.share for segment in segments]
    assert all(0 <= share <= 1 + 1e-9 for share in shares)
    assert math.isclose(sum(shares), 1) or sum(shares) == 0
    told = [segment for segment in segments if not segment.others]
    assert [one.share for one in told] == sorted((one.share for one in told), reverse=True)
    assert len(told) <= most


@given(SLICES, ALLOWED, st.integers(1, 6))
def test_nothing_is_lost_in_the_row_of_others(
    slices: list[Slice], allowed: dict[int, float], most: int
) -> None:
    segments = ranked(slices, allowed, most=most)
    assert sum(one.n for one in segments) == sum(each.n for each in slices)
    assert sum(one.amount for one in segments) == sum(each.amount for each in slices)
    over = sum(each.amount - allowed[each.account_id] * each.n for each in slices)
    assert sum(one.excess for one in segments) == pytest.approx(over, abs=1e-6)


@given(SLICES, ALLOWED)
def test_nothing_over_target_explains_nothing(slices: list[Slice], allowed: dict[int, float]) -> None:
    for segment in ranked(slices, allowed, most=100):
        assert (segment.share > 0) == (segment.excess > 0)


def test_the_queue_that_misses_its_target_explains_all_of_it() -> None:
    slices = [queue("Sales", 100, 15), queue("Support", 100, 5), queue("Billing", 100, 1)]
    sales, support, billing = ranked(slices, {1: 0.05})
    assert (sales.value, sales.share, sales.excess, sales.rate) == ("Sales", 1.0, 10.0, 0.15)
    assert (support.share, billing.share) == (0.0, 0.0)
    assert billing.excess == -4.0


def test_queues_of_the_same_name_are_told_apart_and_held_against_their_own_targets() -> None:
    slices = [queue("Support", 100, 15, 1), queue("Support", 100, 15, 2)]
    first, second = ranked(slices, {1: 0.05, 2: 0.10})
    assert [(one.account_id, one.excess) for one in (first, second)] == [(1, 10.0), (2, 5.0)]
    assert [one.share for one in (first, second)] == pytest.approx([2 / 3, 1 / 3])


def test_an_error_has_its_share_of_the_failures() -> None:
    slices = [queue("Timeout", 6, 6), queue("Mapping", 14, 14), queue(None, 80, 0)]
    mapping, timeout = ranked(slices, {1: 0.01}, is_kind=True)
    assert (mapping.value, mapping.share, mapping.n, mapping.rate) == ("Mapping", 0.7, 0, None)
    assert mapping.excess + timeout.excess == pytest.approx(20 - 1)


def test_a_dimension_that_only_answered_calls_have_tells_nothing() -> None:
    assert not tells([queue("Ana", 90, 0), queue(None, 10, 10)])
    assert tells([queue("Ana", 90, 1), queue(None, 10, 10)])


@pytest.mark.parametrize(
    ("kpi", "statistic", "target", "allowed"),
    [
        (KpiKey.MISSED_CALL_RATE, Statistic.RATE, 0.05, 0.05),
        (KpiKey.SYNC_SUCCESS, Statistic.RATE, 0.99, 0.01),
        (KpiKey.SERVICE_LEVEL, Statistic.RATE, 0.8, 0.2),
        (KpiKey.FIRST_RESPONSE, Statistic.MEDIAN, 30, 0.5),
        (KpiKey.FIRST_RESPONSE, Statistic.P90, 30, 0.1),
        (KpiKey.FIRST_RESPONSE, Statistic.MEAN, 30, 30),
    ],
)
def test_what_a_target_allows(kpi: KpiKey, statistic: Statistic, target: float, allowed: float) -> None:
    assert allowance(definition(kpi), statistic, target) == allowed


@pytest.mark.parametrize(
    ("comparator", "target", "last_in_time"),
    [(Comparator.BELOW, 30, 29), (Comparator.AT_MOST, 30, 30), (Comparator.BELOW, 30.5, 30),
     (Comparator.AT_MOST, 30.5, 30)],
)  # fmt: skip
def test_who_is_late(comparator: Comparator, target: float, last_in_time: int) -> None:
    assert late_after(comparator, target) == last_in_time


@given(st.lists(st.integers(0, 60), min_size=1, max_size=40), st.integers(0, 60))
def test_a_median_beyond_its_target_has_more_than_half_late(waits: list[int], target: int) -> None:
    histogram = {wait: waits.count(wait) for wait in waits}
    median = percentile(histogram, 50)
    assert median is not None
    late = sum(wait > late_after(Comparator.AT_MOST, target) for wait in waits)
    if late > len(waits) / 2:
        assert median > target
    if late < len(waits) / 2:
        assert median <= target
