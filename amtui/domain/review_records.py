"""What the calendar shows of appointments, and of those that are missing."""

from datetime import date, datetime

from amtui.domain.frozen import dataclass
from amtui.domain.vocabulary import ReviewKind, ReviewStatus


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
