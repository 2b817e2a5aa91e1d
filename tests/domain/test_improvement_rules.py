"""An action is judged by whole weeks before and after it, by its evidence, and by a target that is held."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from amtui.domain.improvement_records import LoggedCall
from amtui.domain.improvement_rules import MOVES, Case, after_window, before_window, judge
from amtui.domain.improvement_words import proof_words
from amtui.domain.kpi.rollup import DayRollup
from amtui.domain.kpi_records import GoalRow
from amtui.domain.vocabulary import Comparator, ImprovementStatus, KpiKey, Statistic

CHANGED = date(2026, 3, 4)
"""A Wednesday."""
ONE_DAY = timedelta(days=1)
AT = datetime(2026, 3, 5, 10, tzinfo=UTC)
CALLS = (LoggedCall("T-1", AT, date(2026, 3, 5)), LoggedCall("T-2", AT, date(2026, 3, 4)))


def goal(kpi: KpiKey = KpiKey.MISSED_CALL_RATE, sustain_days: int = 7) -> GoalRow:
    is_rate = kpi is not KpiKey.FIRST_RESPONSE
    return GoalRow(
        id=1, account_id=1, kpi=kpi, statistic=Statistic.RATE if is_rate else Statistic.MEDIAN,
        comparator=Comparator.AT_MOST, target=0.05 if is_rate else 30.0, baseline=0.12, baseline_n=900,
        baseline_first=None, baseline_last=None, provisional=False, agreed_on=date(2026, 2, 1),
        agreed_with=None, due=None, sustain_days=sustain_days,
    )  # fmt: skip


def days(before: int, after: int, *, until: date, offered: int = 40) -> list[DayRollup]:
    """Return calls of every day from six weeks before the change: so many missed of 40, before and after."""
    found, day = [], CHANGED - 42 * ONE_DAY
    while day < until:
        missed = before if day <= CHANGED else after
        found.append(DayRollup(day, offered, missed, offered))
        day += ONE_DAY
    return found


def case(today: date, before: int = 5, after: int = 1, **other: Any) -> Case:
    parts: dict[str, Any] = {
        "recorded": ImprovementStatus.IMPLEMENTED,
        "kpi": KpiKey.MISSED_CALL_RATE,
        "goal": goal(),
        "implemented_on": CHANGED,
        "days": days(before, after, until=today),
        "test_calls": CALLS,
        "confirmed_by": "Kim",
        "today": today,
    }
    return Case(**(parts | other))


def test_before_is_four_weeks_and_after_whole_weeks_without_the_day_itself() -> None:
    assert before_window(CHANGED) == (date(2026, 2, 4), date(2026, 3, 3))
    assert after_window(CHANGED, CHANGED + 7 * ONE_DAY) is None
    assert after_window(CHANGED, CHANGED + 8 * ONE_DAY) == (date(2026, 3, 5), date(2026, 3, 11))
    assert after_window(CHANGED, CHANGED + 14 * ONE_DAY) == (date(2026, 3, 5), date(2026, 3, 11))
    assert after_window(CHANGED, CHANGED + 90 * ONE_DAY) == (date(2026, 3, 5), date(2026, 4, 1))
    for today in range(8, 40):
        window = after_window(CHANGED, CHANGED + today * ONE_DAY)
        assert window is not None
        assert ((window[1] - window[0]).days + 1) % 7 == 0


def test_it_is_validated_once_everything_is_there() -> None:
    judged = judge(case(CHANGED + 8 * ONE_DAY))
    assert judged.status is ImprovementStatus.VALIDATED
    assert judged.missing == ()
    assert judged.comparison is not None
    assert (judged.comparison.before.value, judged.comparison.before.n) == (0.125, 1_120)
    assert (judged.comparison.after.value, judged.comparison.after.n) == (0.025, 280)
    assert judged.comparison.better is True
    # The Wilson intervals are 0.0122 to 0.0507 of 7 in 280, and 0.1069 to 0.1457 of 140 in 1,120.
    assert judged.comparison.interval is not None
    assert (judged.comparison.interval.low, judged.comparison.interval.high) == pytest.approx(
        (-0.12432, -0.06857), abs=5e-5
    )
    assert proof_words(judged) == "validated"


def test_before_a_week_is_over_it_is_too_early_to_say() -> None:
    judged = judge(case(CHANGED + 7 * ONE_DAY))
    assert judged.status is ImprovementStatus.IMPLEMENTED
    assert judged.comparison is None
    assert [(check.met, check.words) for check in judged.missing] == [
        (None, "the first week is complete after 2026-03-11"),
        (False, "6 of 7 days so far"),
    ]


def test_the_day_of_the_change_is_none_of_those_that_hold_the_target() -> None:
    judged = judge(case(CHANGED + 7 * ONE_DAY, before=1))
    assert [check.words for check in judged.checks if "held" in check.what] == ["6 of 7 days so far"]


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"test_calls": ()}, "test calls with log ids: no log id handed in yet"),
        (
            {"test_calls": (*CALLS, LoggedCall("T-9"))},
            "test calls with log ids: T-9 not in the records",
        ),
        (
            {"test_calls": (LoggedCall("T-0", AT, CHANGED - ONE_DAY),)},
            "test calls with log ids: T-0 from before the change",
        ),
        ({"confirmed_by": None}, "confirmed by the client: by nobody yet"),
    ],
)
def test_what_is_missing_is_said_in_words(other: dict[str, Any], words: str) -> None:
    judged = judge(case(CHANGED + 20 * ONE_DAY, **other))
    assert judged.status is ImprovementStatus.IMPLEMENTED
    assert proof_words(judged) == f"not validated yet. Missing: {words}"


def test_a_difference_that_chance_may_make_validates_nothing() -> None:
    today = CHANGED + 8 * ONE_DAY
    judged = judge(case(today, days=days(1, 1, until=today)))
    assert judged.status is ImprovementStatus.IMPLEMENTED
    assert [check.what for check in judged.missing] == ["Better than before"]
    assert "chance may do as much" in judged.missing[0].words


def test_better_but_not_yet_at_the_target_is_not_validated() -> None:
    judged = judge(case(CHANGED + 30 * ONE_DAY, before=12, after=4))
    assert judged.comparison is not None
    assert judged.comparison.better is True
    assert judged.status is ImprovementStatus.IMPLEMENTED
    assert [check.words for check in judged.missing] == ["0 of 7 days so far"]


def test_worse_than_before_is_regressed() -> None:
    judged = judge(case(CHANGED + 15 * ONE_DAY, before=1, after=8))
    assert judged.status is ImprovementStatus.REGRESSED
    assert proof_words(judged).startswith("regressed. Not met: better than before: 2.5 % → 20.0 %")


def test_a_target_that_was_held_and_lost_is_regressed() -> None:
    today = CHANGED + 20 * ONE_DAY
    lost = [DayRollup(today - ONE_DAY, 40, 9, 40)]
    judged = judge(case(today, days=[*days(5, 1, until=today - ONE_DAY), *lost]))
    assert judged.status is ImprovementStatus.REGRESSED
    assert "it was held and is lost again" in proof_words(judged)


def test_without_a_goal_nothing_can_be_proved() -> None:
    judged = judge(case(CHANGED + 20 * ONE_DAY, goal=None, kpi=None))
    assert judged.status is ImprovementStatus.IMPLEMENTED
    assert [check.words for check in judged.missing] == [
        "no goal says which KPI it shall better",
        "no goal says which target",
    ]


def test_without_data_before_the_change_there_is_nothing_to_compare_with() -> None:
    today = CHANGED + 20 * ONE_DAY
    after = [day for day in days(5, 1, until=today) if day.day > CHANGED]
    judged = judge(case(today, days=after))
    assert [check.words for check in judged.missing] == ["no data before the change"]


def test_durations_are_compared_by_their_median() -> None:
    today = CHANGED + 29 * ONE_DAY
    slow, quick = {20: 5, 45: 10, 80: 5}, {8: 5, 15: 10, 25: 5}
    entries = [
        DayRollup(CHANGED + i * ONE_DAY, 20, histogram=slow if i <= 0 else quick) for i in range(-28, 29)
    ]
    judged = judge(case(today, kpi=KpiKey.FIRST_RESPONSE, goal=goal(KpiKey.FIRST_RESPONSE), days=entries))
    assert judged.status is ImprovementStatus.VALIDATED
    assert judged.comparison is not None
    assert judged.comparison.interval is not None
    assert judged.comparison.interval.difference == -30
    better = next(check for check in judged.checks if check.what == "Better than before")
    assert better.words == "45 s → 15 s, −30 s (−30 s to −30 s): clearly better"


@pytest.mark.parametrize(
    "status", [each for each in ImprovementStatus if each is not ImprovementStatus.IMPLEMENTED]
)
def test_what_is_not_in_place_is_what_people_recorded(status: ImprovementStatus) -> None:
    assert judge(case(CHANGED + 20 * ONE_DAY, recorded=status)).status is status


def test_nobody_can_record_what_only_the_data_say() -> None:
    recorded = {to for moves in MOVES.values() for to in moves}
    assert recorded == {
        ImprovementStatus.AGREED, ImprovementStatus.IMPLEMENTED, ImprovementStatus.DROPPED
    }  # fmt: skip
