"""Onboarding as its board and its sheets show it."""

from dataclasses import dataclass
from datetime import date, datetime

from amtui.domain.account_records import Criterion
from amtui.domain.milestones import Milestone
from amtui.domain.onboarding import Gate, OnboardingFacts, Step, StepState


@dataclass(frozen=True, slots=True)
class OnboardingRow:
    """One account on the board.

    Attributes:
        done: steps that are done, of `total`.
        why: what is missing for the step it stands at.
        late: whether the kickoff was due before now and is not held.
    """

    account_id: int
    account: str
    am: str
    step: Step
    why: str
    done: int
    total: int
    requested_at: datetime | None
    kickoff_due_at: datetime | None
    kickoff_at: datetime | None
    held: bool
    late: bool
    go_live_on: date | None
    gates: tuple[Gate, ...]
    steps: tuple[StepState, ...]


@dataclass(frozen=True, slots=True)
class OnboardingSheet:
    """Everything about one account's onboarding.

    Attributes:
        version: of the account.
        due_reason: why the kickoff is due on another day than the usual one; None where it is not.
        milestones: those ahead, the earliest due first, then those that are reached.
        today: the account's local day.
    """

    row: OnboardingRow
    zone: str
    version: int
    facts: OnboardingFacts
    due_reason: str | None
    due_on: date | None
    criteria: tuple[Criterion, ...]
    milestones: tuple[Milestone, ...] = ()
    today: date = date.min
