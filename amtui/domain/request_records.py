"""What the queue shows of client requests."""

from datetime import date, datetime

from amtui.domain.frozen import dataclass
from amtui.domain.vocabulary import Level, Priority, RequestStatus, RequestType, Route, SlaState


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request as the queue lists it; all times aware.

    Attributes:
        snoozed_for_client: it wakes when the client does something.
        next_update_at: when the client has to hear how an escalation stands.
        changed_since_seen: whether others have done something since the viewer last looked; None if
            they never did.
    """

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
    snoozed_for_client: bool = False
    escalated_to: str | None = None
    asked_for_on: date | None = None
    next_update_at: datetime | None = None
    changed_since_seen: bool | None = None

    @property
    def unanswered_by(self) -> datetime | None:
        """When the first answer is due, as long as it waits for one."""
        return None if self.first_response_at else self.respond_by


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
