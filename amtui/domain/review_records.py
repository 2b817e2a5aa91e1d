"""What the calendar shows of appointments, and of those that are missing."""

from collections.abc import Mapping
from datetime import date, datetime

from amtui.domain.frozen import dataclass
from amtui.domain.vocabulary import ReviewKind, ReviewStatus
from amtui.domain.wording import title as title_of


def called(kind: ReviewKind, title: str) -> str:
    """Return what the calendar calls a review: its kind, or its own name where it is of none."""
    return title if title and kind is ReviewKind.AD_HOC else title_of(kind)


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One appointment with a client.

    Attributes:
        recurrence_id: the moment, in ISO 8601, at which one of a series that came with a calendar was first
            meant to begin; empty for any other that came with one, None for those planned here.
        organiser: name and address of who invites, where that is not the account manager.
    """

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
    notes: str | None
    series_id: int | None
    sequence: int
    uid: str | None
    version: int
    title: str = ""
    recurrence_id: str | None = None
    organiser: tuple[str, str | None] | None = None

    @property
    def called(self) -> str:
        """What the calendar calls it: its kind, or the name that it came with where it is of none."""
        return called(self.kind, self.title)


@dataclass(frozen=True, slots=True)
class ReviewPeople:
    """Who takes part in reviews, as other calendars want to know it.

    Attributes:
        organisers: name and email address of account managers by id; None where no address is known.
        addresses: of attendees, by account and name in lower case.
    """

    organisers: Mapping[int, tuple[str, str | None]]
    addresses: Mapping[tuple[int, str], str]


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """One thing on a day of the calendar.

    Attributes:
        kind: `review`, `team_meeting`, `request_due`, `renewal`, `notice`, `milestone` or `cadence_gap`.
        at: the moment, or None for a thing of the whole day.
        account_id, account: whom it is about; 0 and empty for a meeting of the team.
        ref: id of the review, team meeting or account, or reference of the request.
        review: what the review is for, also where it is a missing one.
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
    review: ReviewKind | None = None


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
        figures: the same with all that was frozen.
        zone: of the account.
        series: the series that it belongs to; None for one planned alone.
        before: the latest one of the kind that was held before it.
    """

    row: ReviewRow
    title: str
    reason: str | None
    frozen: tuple[tuple[str, float | None, float | None], ...]
    figures: tuple["FrozenFigure", ...]
    zone: str
    series: "SeriesRow | None"
    before: ReviewRow | None


@dataclass(frozen=True, slots=True)
class FrozenFigure:
    """A KPI as it stood when a review was held.

    Attributes:
        label, unit: of the KPI, as they were then.
        progress: from the baseline to the target, as a fraction; None where it cannot be said.
        first, last: the window of the value, as days in ISO 8601.
        at: the moment at which it was frozen, in ISO 8601.
    """

    kpi: str
    label: str
    unit: str | None
    statistic: str | None
    value: float | None
    n: int
    baseline: float | None
    target: float | None
    comparator: str | None
    progress: float | None
    state: str | None
    first: str | None
    last: str | None
    at: str | None


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """Reviews of an account that come again.

    Attributes:
        minute_of_day: when they begin on the account's clock.
        every_weeks: weeks from one to the next; None for those that come by the month.
        ends_on: its last day; None while it runs.
        next_at: when the next planned one begins.
        planned: how many are planned from now on.
    """

    id: int
    account_id: int
    account: str
    kind: ReviewKind
    anchor: date
    minute_of_day: int
    minutes: int
    every_months: int
    every_weeks: int | None
    ends_on: date | None
    next_at: datetime | None
    planned: int
    version: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A time at which a review could take place.

    Attributes:
        starts_at: free for the account manager and for the account, in business hours of both.
        target: the day that the cadence asks for.
        account_time: the start on the account's clock, in words.
        zone: the account's, by its IANA name.
    """

    account_id: int
    account: str
    kind: ReviewKind
    starts_at: datetime
    minutes: int
    target: date
    account_time: str
    zone: str
