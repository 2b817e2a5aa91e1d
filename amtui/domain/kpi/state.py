"""Where a KPI stands against its goal, in one word."""

from datetime import date

from amtui.domain.kpi.goals import expected_progress, kept_only, meets, progress
from amtui.domain.kpi.sustain import Sustained, Verdict
from amtui.domain.kpi_records import GoalRow
from amtui.domain.vocabulary import KpiState

_BY_VERDICT = {
    Verdict.REGRESSED: KpiState.REGRESSED,
    Verdict.SUSTAINED: KpiState.SUSTAINED,
}


def state(goal: GoalRow | None, value: float | None, held: Sustained, today: date) -> KpiState:
    """Return where a KPI stands; the first that matches.

    No data; no goal; regressed; sustained; met; provisional, when the baseline rests on too
    little to tell progress; on track, when at least as much of the way is gone as of the time
    between agreement and due date (one half without a due date); off target.

    Args:
        goal: the goal in force, or None.
        value: the current figure in the KPI's unit; None is no data.
        held: what the days since the agreement say.
        today: the local day in the account's zone.
    """
    if value is None:
        return KpiState.NO_DATA
    if goal is None:
        return KpiState.NO_GOAL
    if held.verdict in _BY_VERDICT:
        return _BY_VERDICT[held.verdict]
    if meets(value, goal.comparator, goal.target):
        return KpiState.MET
    if goal.provisional:
        return KpiState.PROVISIONAL
    return KpiState.ON_TRACK if _on_track(goal, value, today) else KpiState.OFF_TARGET


def _on_track(goal: GoalRow, value: float, today: date) -> bool:
    """Tell whether enough of the way is gone for the time that is gone; there has to be one."""
    if kept_only(goal.baseline, goal.comparator, goal.target):
        return False
    gone = progress(value, goal.baseline, goal.target)
    return gone is not None and gone >= expected_progress(goal.agreed_on, goal.due, today)
