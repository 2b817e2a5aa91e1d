"""Every change that can be asked for, as a value; services carry them out and answer with a receipt.

A change names the version that its author saw, so that nobody overwrites what they have not seen,
and an operation id, so that a retry after a lost connection is done once.
"""

from dataclasses import field
from datetime import date, datetime
from decimal import Decimal

from amtui.domain.change import Change as Change
from amtui.domain.change import Receipt as Receipt
from amtui.domain.change import Topic as Topic
from amtui.domain.change import new_op_id as new_op_id
from amtui.domain.frozen import dataclass
from amtui.domain.vocabulary import (
    Channel,
    Comparator,
    InteractionDirection,
    KpiKey,
    Priority,
    RequestStatus,
    ReviewKind,
    Route,
    Statistic,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStatus(Change):
    """Move a request to another status; some moves need a reason."""

    request_id: int
    expected_version: int
    to: RequestStatus
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPriority(Change):
    """Override the priority that impact and urgency give; needs a reason."""

    request_id: int
    expected_version: int
    to: Priority
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRoute(Change):
    """Say who does the work, and under which ticket of theirs."""

    request_id: int
    expected_version: int
    to: Route
    external_owner: str | None = None
    external_ticket: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOwner(Change):
    """Give a request to a user."""

    request_id: int
    expected_version: int
    owner_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRequest(Change):
    """Change a request's subject or description; None leaves a field as it is."""

    request_id: int
    expected_version: int
    subject: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddComment(Change):
    """Add to a request's timeline; a shared one is a public answer and stops the response clock."""

    request_id: int
    text: str
    shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReview(Change):
    """Put an appointment with a client on the calendar."""

    account_id: int
    kind: ReviewKind
    starts_at: datetime
    minutes: int = 45
    agenda: str = ""
    attendees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveReview(Change):
    """Move one appointment; its series stays where it is."""

    review_id: int
    expected_version: int
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldReview(Change):
    """Close an appointment as held; a QBR needs progress on a goal or a new plan.

    Attributes:
        next_at: when the next one of its kind begins, to be planned along; None plans none.
    """

    review_id: int
    expected_version: int
    outcome: str
    new_plan: str | None = None
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelReview(Change):
    """Take an appointment off the calendar, with the reason."""

    review_id: int
    expected_version: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissReview(Change):
    """Record that an appointment did not take place."""

    review_id: int
    expected_version: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAccount(Change):
    """Enter a new account; without `am_id` it is listed as unassigned.

    Attributes:
        own: fields of the team's own, as pairs of name and text as a person types it.
    """

    name: str
    am_id: int = 0
    plan: str = "standard"
    tier: str = "standard"
    zone: str = "UTC"
    currency: str = "EUR"
    monthly_value: Decimal | None = None
    domains: tuple[str, ...] = ()
    own: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAccount(Change):
    """Change fields of an account, given as pairs of field name and text as a person types it."""

    account_id: int
    expected_version: int
    fields: tuple[tuple[str, str | None], ...]
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignAccount(Change):
    """Give an account to an account manager; what belongs to it moves along."""

    account_id: int
    expected_version: int
    am_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetGoal(Change):
    """Agree on a goal: the baseline of the window is frozen, a goal in force is superseded.

    Attributes:
        baseline_first, baseline_last: the window; None takes the rule of the domain.
        target: fraction of 1, seconds or a number, by the KPI's unit.
        by: instead of a target, by which fraction the baseline shall change; -0.2 is "reduce by 20 %".
    """

    account_id: int
    kpi: KpiKey
    target: float | None = None
    by: float | None = None
    statistic: Statistic | None = None
    comparator: Comparator | None = None
    baseline_first: date | None = None
    baseline_last: date | None = None
    agreed_with_id: int | None = None
    due: date | None = None
    sustain_days: int = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class LogInteraction(Change):
    """Record a contact with a client; feeds last touch and the reactive ratio."""

    account_id: int
    direction: InteractionDirection
    channel: Channel
    summary: str
    at: datetime | None = None
    contact_id: int | None = None
    completed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AddUser(Change):
    """Enter a user.

    Attributes:
        password: the first one, to be changed at the first login; None is for those who log in otherwise.
    """

    login: str
    name: str
    email: str
    role: str = "am"
    employee_id: str | None = None
    zone: str = "UTC"
    manager_id: int | None = None
    phone: str | None = None
    mobile: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveSetting(Change):
    """Change one setting; administrators only.

    Attributes:
        key: of the setting.
        value: as typed.
        seen: the value that its author saw, as it would be typed; None overrules whatever holds.
    """

    key: str
    value: str
    seen: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk(Change):
    """Several changes done or refused together, undone together."""

    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo(Change):
    """Take back the author's latest change that nobody has built on.

    Attributes:
        group: take back this group instead of the latest.
        entity, entity_id: only look at changes of this row.
        past: whether it is meant also where something came since that cannot be taken back.
    """

    group: str | None = None
    entity: str | None = None
    entity_id: int | None = None
    past: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Redo(Change):
    """Take back the author's latest undo."""
