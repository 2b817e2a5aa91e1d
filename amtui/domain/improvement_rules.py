"""The life of an improvement action, and how the data judge it.

People record: proposed, agreed, implemented, dropped. The data alone say *validated* and *regressed*. Before
and after are whole weeks on either side of the day of the change, so that every weekday weighs the same; the
day itself counts for neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from amtui.domain.improvement_records import BeforeAfter, Check, Judgement, LoggedCall, Side
from amtui.domain.improvement_words import comparison_words
from amtui.domain.kpi.compare import Interval
from amtui.domain.kpi.compare_days import change
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.rollup import DayRollup, daily, over
from amtui.domain.kpi.sustain import Rule, Sustained, Verdict, sustained
from amtui.domain.kpi_records import GoalRow
from amtui.domain.vocabulary import ImprovementStatus, KpiKey
from amtui.domain.wording import counted, listed

WEEK = 7
WEEKS = 4
"""So many weeks on either side are compared."""
ONE_DAY = timedelta(days=1)
Dates = tuple[date, date]

S = ImprovementStatus
MOVES: dict[ImprovementStatus, tuple[ImprovementStatus, ...]] = {
    S.PROPOSED: (S.AGREED, S.DROPPED),
    S.AGREED: (S.IMPLEMENTED, S.DROPPED),
    S.IMPLEMENTED: (S.DROPPED,),
    S.DROPPED: (),
}
"""What people may record next, by what is recorded."""


@dataclass(frozen=True, slots=True)
class Case:
    """What an action is judged by.

    Attributes:
        recorded: what people have recorded of it.
        kpi: what it shall better; None where nothing was named.
        goal: the goal that it is tied to, in force or not.
        implemented_on: the local day since which it is in place.
        days: of the KPI, at least from four weeks before that day.
        test_calls: the evidence handed in.
        confirmed_by: the contact who confirms it.
        today: the local day in the account's zone.
    """

    recorded: ImprovementStatus
    kpi: KpiKey | None
    goal: GoalRow | None
    implemented_on: date | None
    days: Sequence[DayRollup]
    test_calls: tuple[LoggedCall, ...]
    confirmed_by: str | None
    today: date


def before_window(implemented_on: date) -> Dates:
    """Return first and last of the four weeks before a change."""
    return implemented_on - WEEKS * WEEK * ONE_DAY, implemented_on - ONE_DAY


def after_window(implemented_on: date, today: date) -> Dates | None:
    """Return first and last of the whole weeks after a change, four at most; None before one is complete."""
    weeks = min(WEEKS, (today - implemented_on - ONE_DAY).days // WEEK)
    if weeks < 1:
        return None
    return implemented_on + ONE_DAY, implemented_on + weeks * WEEK * ONE_DAY


def judge(case: Case) -> Judgement:
    """Return where an action stands, with the proof as far as it goes.

    Validated: test calls since the change are in the records, a contact confirms, the KPI is clearly
    better than before, and the goal's target is held for as long as was agreed. Regressed: the target
    was held after the change and lost again, or the KPI is clearly worse than before.
    """
    if case.recorded is not S.IMPLEMENTED or case.implemented_on is None:
        return Judgement(case.recorded)
    held = _held(case, case.implemented_on)
    comparison = _compared(case, case.implemented_on)
    checks = (
        _test_calls(case, case.implemented_on),
        Check("Confirmed by the client", case.confirmed_by is not None, case.confirmed_by or "by nobody yet"),
        _better(case, case.implemented_on, comparison),
        _sustained(case, held),
    )
    return Judgement(_status(checks, held, comparison), comparison, checks, held.days)


def _status(checks: tuple[Check, ...], held: Sustained, comparison: BeforeAfter | None) -> ImprovementStatus:
    is_worse = comparison is not None and comparison.better is False
    if held.verdict is Verdict.REGRESSED or is_worse:
        return S.REGRESSED
    return S.VALIDATED if all(check.met for check in checks) else S.IMPLEMENTED


def _held(case: Case, implemented_on: date) -> Sustained:
    """Judge the days since the change by the goal's target."""
    if case.kpi is None or case.goal is None:
        return Sustained()
    first, last = implemented_on + ONE_DAY, case.today - ONE_DAY
    since = [day for day in case.days if first <= day.day <= last]
    goal = case.goal
    return sustained(
        daily(case.kpi, since, goal.statistic),
        Rule(goal.comparator, goal.target, goal.sustain_days),
        over(case.kpi, since, goal.statistic),
        first=first,
        last=last,
    )


def _compared(case: Case, implemented_on: date) -> BeforeAfter | None:
    """Hold the weeks after the change against those before."""
    after_dates = after_window(implemented_on, case.today)
    if case.kpi is None or after_dates is None:
        return None
    statistic = case.goal.statistic if case.goal else definition(case.kpi).default_statistic
    before_dates = before_window(implemented_on)
    before, after, interval = change(case.kpi, case.days, before_dates, after_dates, statistic)
    return BeforeAfter(
        case.kpi,
        statistic,
        Side(*before_dates, before.value(statistic), before.n),
        Side(*after_dates, after.value(statistic), after.n),
        interval,
        _is_better(case.kpi, interval),
    )


def _is_better(kpi: KpiKey, interval: Interval | None) -> bool | None:
    if interval is None or not interval.is_clear:
        return None
    return (interval.difference < 0) is definition(kpi).lower_is_better


def _test_calls(case: Case, implemented_on: date) -> Check:
    """Look whether every log id that was handed in is in the records, and since the change."""
    what, calls = "Test calls with log ids", case.test_calls
    unknown = [call.log_id for call in calls if call.day is None]
    early = [call.log_id for call in calls if call.day is not None and call.day < implemented_on]
    faults = [
        f"{listed(ids)} {words}"
        for ids, words in ((unknown, "not in the records"), (early, "from before the change"))
        if ids
    ]
    if not calls:
        return Check(what, False, "no log id handed in yet")
    if faults:
        return Check(what, False, "; ".join(faults))
    return Check(what, True, f"{counted(len(calls), 'log id')} found in the records")


def _better(case: Case, implemented_on: date, comparison: BeforeAfter | None) -> Check:
    """Tell whether the KPI is clearly better than before."""
    what = "Better than before"
    if case.kpi is None:
        return Check(what, False, "no goal says which KPI it shall better")
    if comparison is None:
        return Check(what, None, f"the first week is complete after {implemented_on + WEEK * ONE_DAY}")
    met = comparison.better if comparison.interval is not None else None
    return Check(what, bool(met), comparison_words(comparison))


def _sustained(case: Case, held: Sustained) -> Check:
    """Tell whether the target is held since the change."""
    if case.goal is None:
        return Check("Target held for a week", False, "no goal says which target")
    wanted = case.goal.sustain_days
    what = "Target held for a week" if wanted == WEEK else f"Target held for {counted(wanted, 'day')}"
    if held.verdict is Verdict.SUSTAINED:
        return Check(what, True, f"for {counted(held.days, 'day')}")
    if held.verdict is Verdict.REGRESSED:
        return Check(what, False, "it was held and is lost again")
    return Check(what, False, f"{held.days} of {counted(wanted, 'day')} so far")
