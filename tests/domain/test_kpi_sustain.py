"""A target is sustained when it is held for a week, and regressed when it is lost after that."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.domain.kpi.rollup import DayRollup, daily, over
from amtui.domain.kpi.sustain import Rule, Sustained, Verdict, sustained
from amtui.domain.vocabulary import Comparator, KpiKey, Statistic

AGREED = date(2026, 3, 2)
RULE = Rule(Comparator.AT_MOST, 0.05)
NOTHING = (0, 0)
GOOD = (1, 100)
BAD = (10, 100)
FEW_BAD = (2, 19)
TELLING_BAD = (2, 20)
FEW_GOOD = (0, 4)
Calls = tuple[int, int]


def judged(*calls: Calls, rule: Rule = RULE) -> Sustained:
    """Judge days given as (missed, offered), the first of them the day of the agreement."""
    days = [
        DayRollup(AGREED + timedelta(days=i), offered, missed, offered)
        for i, (missed, offered) in enumerate(calls)
        if offered
    ]
    figures = daily(KpiKey.MISSED_CALL_RATE, days, Statistic.RATE)
    pooled = over(KpiKey.MISSED_CALL_RATE, days, Statistic.RATE)
    last = AGREED + timedelta(days=len(calls) - 1)
    return sustained(figures, rule, pooled, first=AGREED, last=last)


@pytest.mark.parametrize(
    ("calls", "days", "verdict"),
    [
        ([GOOD] * 7, 7, Verdict.SUSTAINED),
        ([GOOD] * 6, 6, Verdict.NONE),
        ([GOOD] * 12, 12, Verdict.SUSTAINED),
        ([BAD] * 3 + [GOOD] * 7, 7, Verdict.SUSTAINED),
        ([BAD] * 3 + [GOOD] * 4, 4, Verdict.NONE),
        ([BAD] * 7, 0, Verdict.NONE),
        ([GOOD] * 5 + [NOTHING] * 2, 7, Verdict.SUSTAINED),
        ([GOOD] * 4 + [NOTHING] * 3, 6, Verdict.NONE),
        ([GOOD] * 6 + [FEW_BAD], 7, Verdict.SUSTAINED),
        ([GOOD] * 6 + [TELLING_BAD], 0, Verdict.NONE),
        ([GOOD] * 3 + [BAD] + [GOOD] * 3, 3, Verdict.NONE),
        ([FEW_BAD] * 7, 0, Verdict.NONE),
        ([GOOD] * 7 + [BAD], 0, Verdict.REGRESSED),
        ([GOOD] * 7 + [BAD] + [GOOD] * 6, 6, Verdict.REGRESSED),
        ([GOOD] * 7 + [BAD] + [GOOD] * 7, 7, Verdict.SUSTAINED),
        ([FEW_GOOD] * 7 + [FEW_BAD] * 5, 0, Verdict.REGRESSED),
        ([GOOD] * 7 + [NOTHING] * 20, 27, Verdict.SUSTAINED),
        ([GOOD] * 7 + [BAD] + [NOTHING] * 20, 0, Verdict.REGRESSED),
        ([NOTHING] * 10, 0, Verdict.NONE),
    ],
)
def test_what_the_days_say(calls: list[Calls], days: int, verdict: Verdict) -> None:
    assert judged(*calls) == Sustained(days, verdict)


def test_a_goal_agreed_after_the_last_complete_day_has_no_days_yet() -> None:
    assert judged() == Sustained(0, Verdict.NONE)


def test_a_client_may_agree_on_more_days() -> None:
    fortnight = Rule(Comparator.AT_MOST, 0.05, days=14)

    assert judged(*[GOOD] * 13, rule=fortnight) == Sustained(13, Verdict.NONE)
    assert judged(*[GOOD] * 10 + [NOTHING] * 4, rule=fortnight).verdict is Verdict.SUSTAINED
    assert judged(*[GOOD] * 9 + [NOTHING] * 5, rule=fortnight).verdict is Verdict.NONE


DAY = st.sampled_from([NOTHING, GOOD, BAD, FEW_GOOD, FEW_BAD])


def week_holds(week: list[Calls]) -> bool:
    """Tell whether seven days hold, straight from the rule."""
    missed, offered = sum(m for m, _ in week), sum(n for _, n in week)
    return (
        sum(n > 0 for _, n in week) >= 5
        and all(m / n <= 0.05 for m, n in week if n >= 20)
        and missed / offered <= 0.05
    )


@given(st.lists(DAY, max_size=30))
def test_a_week_that_holds_is_sustained_and_without_one_nothing_is(calls: list[Calls]) -> None:
    weeks = [calls[i : i + 7] for i in range(len(calls) - 6)]
    result = judged(*calls)

    if weeks and week_holds(weeks[-1]):
        assert result.verdict is Verdict.SUSTAINED
        assert result.days >= 7
    if not any(map(week_holds, weeks)):
        assert result.verdict is Verdict.NONE
    if any(map(week_holds, weeks[:-1])) and calls[-1] == BAD:
        assert result.verdict is Verdict.REGRESSED
    if result.verdict is not Verdict.SUSTAINED:
        assert result.days < 7
