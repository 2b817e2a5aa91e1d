"""What lists and detail views show: frozen values, never database rows."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from amtui.domain.kpi_records import DayFigure as DayFigure
from amtui.domain.kpi_records import GoalRow as GoalRow
from amtui.domain.kpi_records import KpiFigure as KpiFigure
from amtui.domain.kpi_records import Window as Window
from amtui.domain.vocabulary import (
    AccountStatus,
    BillingState,
    Channel,
    ImprovementStatus,
    InteractionDirection,
    KpiKey,
    Level,
    Priority,
    RequestStatus,
    RequestType,
    ReviewKind,
    ReviewStatus,
    Route,
    SlaState,
    Source,
    Tier,
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount with its currency (ISO 4217)."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account as the portfolio lists it."""

    id: int
    name: str
    am_id: int
    am: str
    tier: Tier
    plan: str
    status: AccountStatus
    billing: BillingState
    zone: str
    monthly_value: Money | None
    health: int | None
    health_coverage: float
    kpis: tuple[KpiFigure, ...]
    open_requests: int
    breached_requests: int
    last_touch_at: datetime | None
    reactive_ratio: float | None
    next_review_at: datetime | None
    next_review_kind: ReviewKind | None
    renewal_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A person on the client's side."""

    id: int
    name: str
    email: str | None
    phone: str | None
    job: str | None
    is_admin: bool
    is_approved: bool
    is_champion: bool


@dataclass(frozen=True, slots=True)
class ImprovementRow:
    """One improvement action of an account."""

    id: int
    what: str
    playbook: str | None
    kpi: KpiKey | None
    status: ImprovementStatus
    implemented_on: date | None
    evidence: str | None
    confirmed_by: str | None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One success criterion: what, whether it is met (None is not yet decidable), and why."""

    what: str
    met: bool | None
    why: str


@dataclass(frozen=True, slots=True)
class TechnicalContextRow:
    """One known fact of a client's set-up, with its approval where one is needed."""

    topic: str
    detail: str
    approval: str | None


@dataclass(frozen=True, slots=True)
class AccountDetail:
    """All that the account screen's overview shows beside the KPIs."""

    row: AccountRow
    parent: str | None
    domains: tuple[str, ...]
    calendar: str | None
    contacts: tuple[ContactRow, ...]
    criteria: tuple[Criterion, ...]
    improvements: tuple[ImprovementRow, ...]
    technical: tuple[TechnicalContextRow, ...]
    am_email: str | None
    am_phone: str | None
    agreement_start: date | None
    agreement_notice_days: int | None
    go_live_on: date | None


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request as the queue lists it; all times aware."""

    id: int
    ref: str
    account_id: int
    account: str
    contact: str | None
    type: RequestType
    subject: str
    priority: Priority
    status: RequestStatus
    route: Route
    owner: str | None
    external_ticket: str | None
    created_at: datetime
    first_response_at: datetime | None
    respond_by: datetime | None
    due_at: datetime | None
    sla_state: SlaState
    on_hold_seconds: int
    snoozed_until: datetime | None
    updated_at: datetime
    version: int
    am_id: int


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened to a request.

    Attributes:
        field: what changed, or `comment` or `created`.
        before, after: the stored words; None where there was nothing.
        shared: whether the client sees it.
    """

    id: int
    at: datetime
    who: str
    field: str
    before: str | None
    after: str | None
    note: str | None
    shared: bool


@dataclass(frozen=True, slots=True)
class RequestDetail:
    """One request with everything its preview shows."""

    row: RequestRow
    description: str
    impact: Level
    urgency: Level
    created_by: str
    contact_approved: bool | None
    external_owner: str | None
    evidence: str | None
    resolved_at: datetime | None
    closed_at: datetime | None
    watchers: tuple[str, ...]
    timeline: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One appointment with a client."""

    id: int
    account_id: int
    account: str
    am_id: int
    kind: ReviewKind
    starts_at: datetime
    minutes: int
    status: ReviewStatus
    agenda: str
    attendees: tuple[str, ...]
    outcome: str | None
    new_plan: str | None
    series_id: int | None
    uid: str | None
    version: int


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """One thing on a day of the calendar.

    Attributes:
        kind: `review`, `request_due`, `renewal`, `notice` or `cadence_gap`.
        at: the moment, or None for a thing of the whole day.
        ref: id of the review or account, or reference of the request.
    """

    day: date
    kind: str
    at: datetime | None
    account_id: int
    account: str
    what: str
    ref: str
    status: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One row of the ranked list of what may need the account manager."""

    rank: int
    source: Source
    ref: str
    account_id: int
    account: str
    what: str
    why: tuple[str, ...]
    due_at: datetime | None
    urgent: bool
    important: bool
    value_at_risk: Money | None
    target_id: int | None = None


@dataclass(frozen=True, slots=True)
class TodayCounts:
    """The strip above the Today list."""

    breached: int
    at_risk: int
    due_today: int
    kpis_off_target: int
    reviews_today: int
    cadence_gaps: int


@dataclass(frozen=True, slots=True)
class InteractionRow:
    """One contact with a client."""

    id: int
    account_id: int
    at: datetime
    direction: InteractionDirection
    channel: Channel
    summary: str
    contact: str | None
    completed: bool


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One audited change, of any kind of row."""

    id: int
    at: datetime
    who: str
    entity: str
    entity_id: int
    action: str
    before: str | None
    after: str | None
    account: str | None


@dataclass(frozen=True, slots=True)
class CadenceGapRow:
    """A review that an account should have planned and has not.

    Attributes:
        last_held: the day of the latest one; None if there was none.
        limit: the day by which the next should be planned.
        next_planned: the one planned later than that; None if there is none.
    """

    account_id: int
    account: str
    kind: ReviewKind
    last_held: date | None
    limit: date
    next_planned: date | None


@dataclass(frozen=True, slots=True)
class ReviewDetail:
    """One appointment with all that its preview shows.

    Attributes:
        reason: why it was cancelled or missed.
        frozen: the KPI figures of the moment at which it was held, as (KPI, value, target).
    """

    row: ReviewRow
    title: str
    reason: str | None
    frozen: tuple[tuple[str, float | None, float | None], ...]


@dataclass(frozen=True, slots=True)
class GoToHit:
    """Something that can be gone to by name.

    Attributes:
        kind: `account`, `request` or `person`.
        ref: the account's name, the request's reference or the person's login.
        detail: what tells it from its like.
    """

    kind: str
    id: int
    ref: str
    title: str
    detail: str

    @property
    def words(self) -> str:
        """All of it in one line."""
        return " · ".join(dict.fromkeys(part for part in (self.ref, self.title, self.detail) if part))
