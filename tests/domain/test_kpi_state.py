"""One word for where a KPI stands."""

from dataclasses import replace
from datetime import date

import pytest

from amtui.domain.kpi.state import state
from amtui.domain.kpi.sustain import Sustained, Verdict
from amtui.domain.kpi_records import GoalRow
from amtui.domain.vocabulary import Comparator, KpiKey, KpiState, Statistic

TODAY = date(2026, 6, 11)
NOT_YET = Sustained(3, Verdict.NONE)
GOAL = GoalRow(
    id=1,
    account_id=1,
    kpi=KpiKey.MISSED_CALL_RATE,
    statistic=Statistic.RATE,
    comparator=Comparator.AT_MOST,
    target=0.05,
    baseline=0.15,
    baseline_n=900,
    baseline_first=date(2026, 5, 2),
    baseline_last=date(2026, 5, 31),
    provisional=False,
    agreed_on=date(2026, 6, 1),
    agreed_with=None,
    due=date(2026, 6, 21),
    sustain_days=7,
)


@pytest.mark.parametrize(
    ("value", "verdict", "expected"),
    [
        (None, Verdict.REGRESSED, KpiState.NO_DATA),
        (0.04, Verdict.REGRESSED, KpiState.REGRESSED),
        (0.04, Verdict.SUSTAINED, KpiState.SUSTAINED),
        (0.05, Verdict.NONE, KpiState.MET),
        (0.09, Verdict.NONE, KpiState.ON_TRACK),
        (0.10, Verdict.NONE, KpiState.ON_TRACK),
        (0.11, Verdict.NONE, KpiState.OFF_TARGET),
        (0.20, Verdict.NONE, KpiState.OFF_TARGET),
    ],
)
def test_halfway_in_time_half_of_the_way_is_on_track(
    value: float | None, verdict: Verdict, expected: KpiState
) -> None:
    assert state(GOAL, value, Sustained(0, verdict), TODAY) is expected


def test_a_shaky_baseline_cannot_tell_progress_but_the_target_is_met_all_the_same() -> None:
    shaky = replace(GOAL, provisional=True)

    assert state(shaky, 0.09, NOT_YET, TODAY) is KpiState.PROVISIONAL
    assert state(shaky, 0.04, NOT_YET, TODAY) is KpiState.MET


def test_without_a_baseline_there_is_only_met_or_not() -> None:
    bare = replace(GOAL, baseline=None)

    assert state(bare, 0.06, NOT_YET, TODAY) is KpiState.OFF_TARGET
    assert state(bare, 0.05, NOT_YET, TODAY) is KpiState.MET


def test_what_the_baseline_had_already_is_kept_or_lost_and_never_on_track() -> None:
    easy = replace(GOAL, baseline=0.04, due=None)

    assert state(easy, 0.03, NOT_YET, TODAY) is KpiState.MET
    assert state(easy, 0.09, NOT_YET, TODAY) is KpiState.OFF_TARGET


def test_on_the_due_date_only_the_target_counts() -> None:
    assert state(GOAL, 0.051, NOT_YET, date(2026, 6, 21)) is KpiState.OFF_TARGET


def test_without_a_due_date_half_of_the_way_is_enough() -> None:
    open_ended = replace(GOAL, due=None)

    assert state(open_ended, 0.09, NOT_YET, TODAY) is KpiState.ON_TRACK
    assert state(open_ended, 0.12, NOT_YET, TODAY) is KpiState.OFF_TARGET


def test_without_a_goal_there_is_a_figure_and_no_verdict() -> None:
    assert state(None, 0.5, Sustained(), TODAY) is KpiState.NO_GOAL
    assert state(None, None, Sustained(), TODAY) is KpiState.NO_DATA
