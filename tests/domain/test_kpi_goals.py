"""Baselines, targets and the way between them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.domain.kpi.goals import (
    Standing,
    baseline_window,
    changed_by,
    expected_progress,
    is_provisional,
    meets,
    progress,
)
from amtui.domain.vocabulary import Comparator, KpiState

TODAY = date(2026, 6, 30)
AGREED = date(2026, 6, 1)
VALUES = st.floats(-1000, 1000, allow_nan=False).map(lambda value: round(value, 3))


@pytest.mark.parametrize(
    ("go_live", "first", "last"),
    [
        (None, date(2026, 5, 31), date(2026, 6, 29)),
        (date(2026, 3, 1), date(2026, 1, 30), date(2026, 2, 28)),
        (date(2026, 7, 15), date(2026, 5, 31), date(2026, 6, 29)),
    ],
)
def test_a_baseline_is_thirty_full_days_before_go_live_or_today(
    go_live: date | None, first: date, last: date
) -> None:
    assert baseline_window(TODAY, go_live) == (first, last)
    assert (last - first).days + 1 == 30


@pytest.mark.parametrize(
    ("days", "events", "provisional"),
    [(14, 100, False), (13, 5000, True), (30, 99, True), (0, 0, True)],
)
def test_a_baseline_on_little_data_is_provisional(days: int, events: int, provisional: bool) -> None:
    assert is_provisional(days, events) is provisional


@pytest.mark.parametrize(
    ("comparator", "below", "equal", "above"),
    [
        (Comparator.AT_MOST, True, True, False),
        (Comparator.BELOW, True, False, False),
        (Comparator.AT_LEAST, False, True, True),
        (Comparator.ABOVE, False, False, True),
    ],
)
def test_a_target_is_met_as_its_comparator_says(
    comparator: Comparator, below: bool, equal: bool, above: bool
) -> None:
    assert [meets(value, comparator, 30) for value in (29.5, 30, 30.5)] == [below, equal, above]


@pytest.mark.parametrize(
    ("current", "baseline", "target", "expected"),
    [
        (0.09, 0.12, 0.06, 0.5),
        (0.97, 0.95, 0.99, 0.5),
        (0.15, 0.12, 0.06, -0.5),
        (0.03, 0.12, 0.06, 1.5),
        (None, 0.12, 0.06, None),
        (0.09, None, 0.06, None),
        (0.09, 0.06, 0.06, None),
    ],
)
def test_progress_is_the_share_of_the_way_in_either_direction(
    current: float | None, baseline: float | None, target: float, expected: float | None
) -> None:
    gone = progress(current, baseline, target)

    assert gone == (None if expected is None else pytest.approx(expected))


def test_a_falling_goal_that_stands_still_has_no_signed_zero() -> None:
    assert str(progress(1.0, 1.0, 0.99)) == "0.0"


@given(VALUES, VALUES)
def test_progress_goes_from_none_to_all(baseline: float, target: float) -> None:
    if baseline == target:
        assert progress(baseline, baseline, target) is None
    else:
        assert progress(baseline, baseline, target) == 0
        assert progress(target, baseline, target) == 1


def test_reduce_by_twenty_per_cent_means_four_fifths() -> None:
    assert changed_by(0.15, -0.2) == 0.12
    assert changed_by(40, 0.25) == 50


@pytest.mark.parametrize(
    ("due", "today", "expected"),
    [
        (None, TODAY, 0.5),
        (date(2026, 6, 11), AGREED, 0.0),
        (date(2026, 6, 11), date(2026, 6, 6), 0.5),
        (date(2026, 6, 11), TODAY, 1.0),
        (AGREED, AGREED, 1.0),
        (date(2026, 6, 11), date(2026, 5, 1), 0.0),
    ],
)
def test_as_much_progress_is_expected_as_time_is_gone(due: date | None, today: date, expected: float) -> None:
    assert expected_progress(AGREED, due, today) == expected


@pytest.mark.parametrize(
    ("value", "baseline", "progress", "state", "shown"),
    [
        (0.08, 0.15, 0.7, KpiState.OFF_TARGET, True),
        (0.16, 0.15, -0.1, KpiState.OFF_TARGET, False),
        (0.04, 0.03, None, KpiState.MET, True),
        # worse than a baseline that met the target: the formula calls that progress
        (0.08, 0.04, 4.0, KpiState.OFF_TARGET, False),
        # the month is worse than the baseline, its last week has met the target every day
        (0.098, 0.072, -1.2, KpiState.SUSTAINED, True),
        (None, 0.15, None, KpiState.NO_DATA, False),
    ],
)
def test_progress_is_to_be_nearer_to_the_target_or_to_meet_it(
    value: float | None, baseline: float, progress: float | None, state: KpiState, shown: bool
) -> None:
    assert Standing(value, baseline, 0.05, Comparator.AT_MOST, progress, state).shows_progress is shown
