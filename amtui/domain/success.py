"""The success criteria of an account, as a checklist with the reason for each tick."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from amtui.domain.account_records import Criterion
from amtui.domain.kpi.goals import USUAL_GOALS
from amtui.domain.vocabulary import ImprovementStatus
from amtui.domain.wording import counted

WANTED_IMPROVEMENTS = 2
_IMPLEMENTED = {ImprovementStatus.IMPLEMENTED, ImprovementStatus.VALIDATED}


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessFacts:
    """What the criteria are judged by; all days are local to the account.

    Attributes:
        kickoff_due_on: the fifth business day after the request, or as the contract says.
        kickoff_late: whether it was held after the moment at which it was due.
        goals: goals in force.
        goals_with_baseline: those of them that have a baseline.
        goals_provisional: those of them whose baseline rests on too little data.
        improvements: the status of each improvement action.
        qbr_due_on: when the first or next quarterly review is due.
        qbr_held_on: when the latest one was held.
        qbr_progress: whether that one showed progress on a goal; None when nobody knows, as no figures
            were frozen into it.
        qbr_new_plan: whether that one agreed on a new plan.
    """

    kickoff_due_on: date | None = None
    kickoff_held_on: date | None = None
    kickoff_late: bool = False
    goals: int = 0
    goals_with_baseline: int = 0
    goals_provisional: int = 0
    improvements: tuple[ImprovementStatus, ...] = ()
    qbr_due_on: date | None = None
    qbr_held_on: date | None = None
    qbr_progress: bool | None = None
    qbr_new_plan: bool = False


def criteria(facts: SuccessFacts, today: date) -> tuple[Criterion, ...]:
    """Return the four criteria in the order in which they come due."""
    return (
        _kickoff(facts, today),
        _baseline(facts),
        _improvements(facts.improvements),
        _review(facts, today),
    )


def implemented(statuses: Iterable[ImprovementStatus]) -> int:
    """Count the actions that are in place; one that regressed is not."""
    return sum(status in _IMPLEMENTED for status in statuses)


def _kickoff(facts: SuccessFacts, today: date) -> Criterion:
    """Judge whether the kickoff was held in time."""
    met, why = _kickoff_verdict(facts, today)
    return Criterion("Kickoff held in time", met, why)


def _kickoff_verdict(facts: SuccessFacts, today: date) -> tuple[bool | None, str]:
    """Compare the day it was held with the day it was due, which ends with the close of business."""
    held, due = facts.kickoff_held_on, facts.kickoff_due_on
    if due is None:
        return None, f"held on {held}, due date unknown" if held else "not requested yet"
    if held is not None:
        after = " after the close of business" if facts.kickoff_late and held == due else ""
        return held <= due and not facts.kickoff_late, f"held on {held}{after}, due on {due}"
    return (None, f"due on {due}") if today <= due else (False, f"was due on {due}, not held")


def _baseline(facts: SuccessFacts) -> Criterion:
    """Judge whether the agreed KPIs have baselines to be compared with."""
    met, why = _baseline_verdict(facts)
    return Criterion("Baseline for the agreed KPIs", met, why)


def _baseline_verdict(facts: SuccessFacts) -> tuple[bool | None, str]:
    """Count goals and baselines; a provisional baseline leaves it open."""
    if not facts.goals:
        return False, "no goals agreed"
    verb = "has" if facts.goals == 1 else "have"
    known = f"{facts.goals_with_baseline} of {counted(facts.goals, 'goal')} {verb} a baseline"
    if facts.goals_with_baseline < facts.goals:
        return False, known
    if facts.goals_provisional:
        return None, f"{known}, {facts.goals_provisional} provisional"
    usual = USUAL_GOALS[0] <= facts.goals <= USUAL_GOALS[1]
    return True, known if usual else f"{known}; two or three goals are the norm"


def _improvements(statuses: tuple[ImprovementStatus, ...]) -> Criterion:
    """Judge whether two improvement actions are in place."""
    done = implemented(statuses)
    lost = sum(status is ImprovementStatus.REGRESSED for status in statuses)
    share = f"{done} of {WANTED_IMPROVEMENTS}" if done <= WANTED_IMPROVEMENTS else f"{done}"
    why = f"{share} implemented" + (f", {lost} regressed" if lost else "")
    return Criterion("Two improvement actions implemented", done >= WANTED_IMPROVEMENTS, why)


def _review(facts: SuccessFacts, today: date) -> Criterion:
    """Judge whether the quarterly review led somewhere."""
    met, why = _review_verdict(facts, today)
    return Criterion("Quarterly review shows progress or a new plan", met, why)


def _review_verdict(facts: SuccessFacts, today: date) -> tuple[bool | None, str]:
    """Look for progress or a new plan in the latest quarterly review; what nobody knows is not judged."""
    held = facts.qbr_held_on
    if held is None:
        return _review_missing(facts.qbr_due_on, today)
    if facts.qbr_progress:
        return True, f"held on {held}: progress"
    if facts.qbr_new_plan:
        return True, f"held on {held}: new plan"
    if facts.qbr_progress is None:
        return None, f"held on {held}: nobody knows whether there was progress"
    return False, f"held on {held}: neither progress nor a new plan"


def _review_missing(due: date | None, today: date) -> tuple[bool | None, str]:
    """Judge a quarterly review that was not held yet."""
    if due is None:
        return None, "none planned yet"
    return (None, f"due on {due}") if today <= due else (False, f"was due on {due}, not held")
