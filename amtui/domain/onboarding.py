"""Onboarding: the gates of a kickoff, the steps that follow, and where an account stands in them."""

from collections.abc import Iterator
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum

from amtui.domain.business_time import Calendar, NeverOpen, end_of_day
from amtui.domain.cadence import kickoff_deadline
from amtui.domain.frozen import dataclass
from amtui.domain.kpi.goals import USUAL_GOALS
from amtui.domain.vocabulary import BillingState
from amtui.domain.wording import counted, label, listed

ONBOARDING_DAYS = 90
"""So many days after the kickoff an account counts as onboarded, whatever is left open."""


class Step(StrEnum):
    """What is to be done next; the first that is not done is where an account stands."""

    GATES = "gates"
    PLAN_KICKOFF = "plan_kickoff"
    HOLD_KICKOFF = "hold_kickoff"
    AGREE_GOALS = "agree_goals"
    TECHNICAL = "technical"
    IMPLEMENT = "implement"
    VALIDATE = "validate"
    SCHEDULE = "schedule"
    DONE = "done"


STEP_WORDS = {
    Step.GATES: "clear the gates",
    Step.PLAN_KICKOFF: "plan the kickoff",
    Step.HOLD_KICKOFF: "hold the kickoff",
    Step.AGREE_GOALS: "agree on goals",
    Step.TECHNICAL: "technical context",
    Step.IMPLEMENT: "implement changes",
    Step.VALIDATE: "validate",
    Step.SCHEDULE: "schedule reviews",
    Step.DONE: "onboarded",
}


class AgendaItem(StrEnum):
    """What a kickoff talks about."""

    USE_CASES = "use_cases"
    NUMBERS = "numbers"
    CURRENT_IVR = "current_ivr"
    KPIS = "kpis"
    GO_LIVE = "go_live"


AGENDA_WORDS = {
    AgendaItem.USE_CASES: "use cases",
    AgendaItem.NUMBERS: "numbers",
    AgendaItem.CURRENT_IVR: "current IVR",
    AgendaItem.KPIS: "KPIs",
    AgendaItem.GO_LIVE: "go-live date",
}


class ApprovalState(StrEnum):
    """Whether the client's own people have agreed to a part of the set-up."""

    NOT_NEEDED = "not_needed"
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"


TOPICS = ("CRM", "WhatsApp Business API", "PBX", "SIP", "Firewall", "Numbers", "Opening hours")
"""What a technical context usually says something about."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """One item of a kickoff's agenda.

    Attributes:
        note: what was said.
        version: of its row; 0 while there is none.
    """

    item: AgendaItem
    done: bool = False
    note: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Technical:
    """One part of a client's set-up, with the approval that it needs."""

    id: int
    topic: str
    detail: str
    approval: ApprovalState
    note: str = ""
    decided_on: date | None = None
    version: int = 1

    @property
    def in_the_way(self) -> bool:
        """Whether nothing may be implemented yet."""
        return self.approval in {ApprovalState.ASKED, ApprovalState.REFUSED}


@dataclass(frozen=True, slots=True)
class Proof:
    """One implemented change and what shows that it works."""

    what: str
    log_ids: int
    confirmed: bool

    @property
    def complete(self) -> bool:
        """Whether test calls were logged and somebody on the client's side confirmed."""
        return self.log_ids > 0 and self.confirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class OnboardingFacts:
    """What gates and steps are judged by; days are local to the account, as the moments say them.

    Attributes:
        inactive_because: why it takes no new work; None while it does.
        designated: contacts who may decide, by name.
        goals: goals in force; `goals_with_baseline` of them have one.
        kickoff_at: when it is planned or was held; `held` tells which.
        planned_review: whether reviews are planned inside the cadence.
    """

    inactive_because: str | None = None
    billing: BillingState = BillingState.UP_TO_DATE
    designated: tuple[str, ...] = ()
    goals: int = 0
    goals_with_baseline: int = 0
    requested_at: datetime | None = None
    kickoff_due_at: datetime | None = None
    kickoff_at: datetime | None = None
    held: bool = False
    agenda: tuple[Agenda, ...] = ()
    technical: tuple[Technical, ...] = ()
    proofs: tuple[Proof, ...] = ()
    planned_review: bool = False
    go_live_on: date | None = field(default=None)


@dataclass(frozen=True, slots=True)
class Gate:
    """What has to hold before a kickoff makes sense, whether it does, and why not."""

    what: str
    met: bool
    why: str


@dataclass(frozen=True, slots=True)
class StepState:
    """One step, whether it is done, and why, or what is missing."""

    step: Step
    done: bool
    why: str


def kickoff_due_at(
    hours: Calendar, requested_at: datetime | None, agreed: date | None = None
) -> datetime | None:
    """Return when a kickoff has to be held: at the end of the agreed day, else of the fifth business day.

    An agreed day on which nobody works ends with its last minute. None where none was requested, or
    where none was agreed and the account never opens.
    """
    if requested_at is None:
        return None
    try:
        return end_of_day(hours, agreed) if agreed is not None else kickoff_deadline(hours, requested_at)
    except NeverOpen:
        return None


def gates(facts: OnboardingFacts) -> tuple[Gate, ...]:
    """Return the gates of a kickoff with the reason of each."""
    billing, names = facts.billing, facts.designated
    return (
        Gate("account active", facts.inactive_because is None, facts.inactive_because or "takes new work"),
        Gate("billing up to date", billing is BillingState.UP_TO_DATE, f"billing {label(billing)}"),
        Gate("a designated contact", bool(names), listed(names[:3]) or "no admin and no approved contact"),
        Gate(
            "goals defined", facts.goals > 0, counted(facts.goals, "goal") if facts.goals else "no goals yet"
        ),
    )


def closed_gates(facts: OnboardingFacts) -> tuple[str, ...]:
    """Return why a kickoff should not take place yet, a reason for each gate that is closed."""
    return tuple(f"{gate.what}: {gate.why}" for gate in gates(facts) if not gate.met)


def steps(facts: OnboardingFacts) -> tuple[StepState, ...]:
    """Return all steps in their order."""
    return tuple(StepState(step, *judged) for step, judged in zip(Step, _judged(facts), strict=False))


def current(facts: OnboardingFacts) -> StepState:
    """Return the first step that is not done; a kickoff that was held needs no gates any more."""
    for state in steps(facts):
        if not state.done and not (facts.held and state.step in _BEFORE):
            return state
    return StepState(Step.DONE, done=True, why="nothing is left to do")


def is_onboarding(facts: OnboardingFacts, now: datetime) -> bool:
    """Tell whether an account belongs on the board: requested, not done, and not long over."""
    if facts.requested_at is None or current(facts).step is Step.DONE:
        return False
    since = facts.kickoff_at if facts.held and facts.kickoff_at else None
    return since is None or (now - since).days <= ONBOARDING_DAYS


_BEFORE = {Step.GATES, Step.PLAN_KICKOFF}


def _judged(facts: OnboardingFacts) -> Iterator[tuple[bool, str]]:
    closed = closed_gates(facts)
    yield not closed, "; ".join(closed) or "all are open"
    yield _planned(facts)
    yield facts.held, _held(facts)
    yield _goals(facts)
    yield _technical(facts.technical)
    yield bool(facts.proofs), counted(len(facts.proofs), "change") + " implemented"
    yield _validated(facts.proofs)
    yield facts.planned_review, "planned inside the cadence" if facts.planned_review else "nothing planned"


def _planned(facts: OnboardingFacts) -> tuple[bool, str]:
    at, due = facts.kickoff_at, facts.kickoff_due_at
    if at is None:
        return False, "not planned" if due is None else f"not planned, due on {due:%Y-%m-%d}"
    if due is not None and at > due:
        form = "%Y-%m-%d %H:%M" if at.date() == due.date() else "%Y-%m-%d"
        return True, f"{at:{form}}, later than {due:{form}}"
    return True, f"{at:%Y-%m-%d}"


def _held(facts: OnboardingFacts) -> str:
    talked = sum(item.done for item in facts.agenda)
    agenda = f"{talked} of {len(AgendaItem)} points of the agenda talked about"
    return f"held, {agenda}" if facts.held else f"not held, {agenda}"


def _goals(facts: OnboardingFacts) -> tuple[bool, str]:
    least, most = USUAL_GOALS[0], USUAL_GOALS[-1]
    words = f"{counted(facts.goals, 'goal')}, {facts.goals_with_baseline} with a baseline"
    if facts.goals < least:
        return False, f"{words}; {least} or {most} are wanted"
    return facts.goals_with_baseline == facts.goals, words


def _technical(known: tuple[Technical, ...]) -> tuple[bool, str]:
    if not known:
        return False, "nothing is described"
    waiting = [f"{each.topic} {label(each.approval)}" for each in known if each.in_the_way]
    words = f"{counted(len(known), 'topic')} described"
    return not waiting, f"{words}; {listed(waiting)}" if waiting else f"{words}, no approval open"


def _validated(proofs: tuple[Proof, ...]) -> tuple[bool, str]:
    complete = sum(proof.complete for proof in proofs)
    if proofs and complete == len(proofs):
        return True, f"{complete} of {len(proofs)} with log ids and a confirming contact"
    missing = []
    if any(not proof.log_ids for proof in proofs):
        missing.append("log ids of test calls")
    if any(not proof.confirmed for proof in proofs):
        missing.append("a confirming contact")
    return False, f"missing {listed(missing)}" if missing else "nothing to validate yet"
