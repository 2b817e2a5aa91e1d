"""Why a figure stands where it does, in a sentence."""

from dataclasses import replace
from datetime import date

import pytest

from amtui.domain.kpi.state_words import attention, baseline_words, how_it_stands, progress_words, why
from amtui.domain.kpi_records import GoalRow, KpiFigure, Recent, Window
from amtui.domain.vocabulary import Comparator, KpiKey, KpiState, Statistic

FIGURE = KpiFigure(
    account_id=1,
    account="Flint",
    kpi=KpiKey.MISSED_CALL_RATE,
    statistic=Statistic.RATE,
    unit="fraction",
    value=0.114,
    n=1_175,
    numerator=134,
    denominator=1_175,
    excluded=(),
    window=Window(date(2026, 1, 31), date(2026, 3, 1), "Europe/Amsterdam"),
    baseline=0.15,
    baseline_n=1_900,
    target=0.05,
    comparator=Comparator.AT_MOST,
    progress=0.36,
    recent=Recent(7, 0.021, 1_047),
)
GOAL = GoalRow(
    id=1,
    account_id=1,
    kpi=KpiKey.MISSED_CALL_RATE,
    statistic=Statistic.RATE,
    comparator=Comparator.AT_MOST,
    target=0.05,
    baseline=0.15,
    baseline_n=900,
    baseline_first=date(2025, 12, 1),
    baseline_last=date(2025, 12, 31),
    provisional=False,
    agreed_on=date(2026, 1, 1),
    agreed_with=None,
    due=date(2026, 5, 1),
    sustain_days=7,
)
LOST = "the target was held once, and is lost again: "


def test_a_month_may_miss_what_its_last_days_hold() -> None:
    held = replace(FIGURE, state=KpiState.SUSTAINED, sustained_days=9)

    assert why(held, GOAL) == (
        "the target is held for 9 days; the last 7 days together are 2.1 % (n 1,047) and meet ≤ 5 %."
        " The 11.4 % also count the 23 days before"
    )
    assert why(replace(held, value=0.03), GOAL).endswith("meet ≤ 5 %")
    assert how_it_stands(held) == "★ sustained for 9 days"


def test_only_what_is_held_is_held_for_days() -> None:
    assert how_it_stands(replace(FIGURE, state=KpiState.MET, sustained_days=3)) == "✓ met"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            {"state": KpiState.REGRESSED, "recent": Recent(7, 0.2, 50)},
            LOST + "the last 7 days together are 20.0 % (n 50) and miss ≤ 5 %",
        ),
        (
            {"state": KpiState.REGRESSED},
            LOST + "the last 7 days together are 2.1 % (n 1,047) and meet ≤ 5 %,"
            " but one of n 20 or more misses it, or too few have data",
        ),
        (
            {"state": KpiState.REGRESSED, "recent": Recent(7, None, 0)},
            LOST + "the latest days have too little data to tell anew",
        ),
        (
            {"state": KpiState.MET, "value": 0.04, "sustained_days": 3},
            "the figure meets the target; held for 3 of the 7 days that make it sustained",
        ),
        (
            {"state": KpiState.PROVISIONAL, "baseline_n": 60},
            "the baseline rests on n 60 only, too little to tell progress by",
        ),
        (
            {"state": KpiState.ON_TRACK, "progress": 0.9},
            "90 % of the way from the baseline is gone; of the time until 2026-05-01 50 %",
        ),
        (
            {"state": KpiState.OFF_TARGET, "progress": -0.2},
            "the figure is no nearer to the target than the baseline was; of the time until 2026-05-01 50 %",
        ),
        (
            {"state": KpiState.OFF_TARGET, "progress": None},
            "there is no way from a baseline to the target to measure progress by",
        ),
        (
            {"state": KpiState.OFF_TARGET, "progress": 0.2, "baseline": 0.04},
            "the baseline met the target already, and the figure does not",
        ),
        ({"state": KpiState.NO_DATA}, ""),
        ({"state": KpiState.NO_GOAL, "target": None}, ""),
    ],
)
def test_each_state_says_what_it_rests_on(change: dict[str, object], expected: str) -> None:
    assert why(replace(FIGURE, **change), GOAL) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "state", [KpiState.MET, KpiState.SUSTAINED, KpiState.REGRESSED, KpiState.PROVISIONAL]
)
def test_a_baseline_that_met_the_target_is_named_in_every_state(state: KpiState) -> None:
    kept = replace(FIGURE, state=state, baseline=0.04, value=0.034, progress=-0.6)

    assert why(kept, GOAL).endswith(". The baseline met the target already: there is only to keep it")
    assert "The baseline met" not in why(replace(kept, baseline=0.15), GOAL)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"progress": 0.36}, "36 % of the way"),
        ({"progress": 3.374, "value": 0.03}, "337 % of the way"),
        ({"progress": -6.24}, "worse than the baseline"),
        (
            {"progress": -3.0, "baseline": 0.04, "value": 0.01, "state": KpiState.MET},
            "met by the baseline already",
        ),
        (
            {"progress": 7.0, "baseline": 0.04, "state": KpiState.OFF_TARGET},
            "lost what the baseline had",
        ),
        (
            {"progress": None, "baseline": 0.05, "value": 0.05, "state": KpiState.MET},
            "met by the baseline already",
        ),
        ({"progress": None, "baseline": None}, ""),
        ({"progress": 0.31, "state": KpiState.PROVISIONAL}, ""),
        ({"progress": None, "baseline": None, "target": None, "comparator": None}, ""),
    ],
)
def test_progress_in_words_is_never_less_than_nothing(change: dict[str, object], expected: str) -> None:
    assert progress_words(replace(FIGURE, **change)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"state": KpiState.OFF_TARGET}, "KPI off target: missed-call rate 11.4 % against 5 %"),
        ({"state": KpiState.REGRESSED}, "KPI regressed: missed-call rate 11.4 % against 5 %"),
        (
            {"state": KpiState.REGRESSED, "value": 0.04, "recent": Recent(7, 0.08, 90)},
            "KPI regressed: missed-call rate 8.0 % in the last 7 days against 5 %",
        ),
        (
            {"state": KpiState.REGRESSED, "value": 0.04},
            "KPI regressed: missed-call rate 2.1 % in the last 7 days, 5 % not held",
        ),
        (
            {"state": KpiState.REGRESSED, "value": 0.04, "recent": None},
            "KPI regressed: missed-call rate 4.0 % against 5 %",
        ),
    ],
)
def test_what_asks_for_attention_gives_the_days_that_miss(change: dict[str, object], expected: str) -> None:
    assert attention(replace(FIGURE, **change)) == expected  # type: ignore[arg-type]


def test_without_a_due_date_half_of_the_way_is_on_track() -> None:
    open_end = replace(GOAL, due=None)
    told = why(replace(FIGURE, state=KpiState.OFF_TARGET), open_end)

    assert told == "36 % of the way from the baseline is gone; without a due date 50 % are on track"


def test_a_baseline_is_told_with_what_it_rests_on() -> None:
    assert baseline_words(replace(GOAL, baseline_days=24)) == (
        "15.0 % (n 900, data on 24 of 31 days), 2025-12-01 to 2025-12-31; frozen on 2026-01-01"
    )
    nothing = replace(GOAL, baseline=None, baseline_first=None, baseline_last=None)
    assert baseline_words(nothing) == "none: there was no data when the goal was agreed on 2026-01-01"
