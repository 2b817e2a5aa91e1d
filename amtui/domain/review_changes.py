"""Changes of series of reviews, and of what is written down about a review."""

from dataclasses import dataclass
from datetime import date, datetime

from amtui.domain.change import Change
from amtui.domain.vocabulary import Channel, InteractionDirection, ReviewKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StartSeries(Change):
    """Agree on reviews that come again; those of the next months are planned at once.

    Attributes:
        first: the day of the first one, which all others follow.
        minute_of_day: when they begin on the account's clock, in minutes since midnight.
        minutes: how long each lasts; None is the usual length of the kind.
        every_months, every_weeks: from one to the next; None of both is the usual cadence of the kind.
        agenda: of those that are planned at once; empty is the usual one, which later ones have.
    """

    account_id: int
    kind: ReviewKind
    first: date
    minute_of_day: int
    minutes: int | None = None
    every_months: int | None = None
    every_weeks: int | None = None
    attendees: tuple[str, ...] = ()
    agenda: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveSeries(Change):
    """Move a review of a series and with it all later ones, but for those that were moved on their own."""

    review_id: int
    expected_version: int
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSeries(Change):
    """End a series: what is planned of it from now on is cancelled, with the reason."""

    series_id: int
    expected_version: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAhead(Change):
    """Plan the reviews of the next months of a running series, or of all visible ones."""

    series_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditReview(Change):
    """Change what is written down about a review; None leaves a field as it is.

    Agenda, attendees and length belong to the invitation, so they change only while it is planned.
    """

    review_id: int
    expected_version: int
    agenda: str | None = None
    attendees: tuple[str, ...] | None = None
    minutes: int | None = None
    notes: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditInteraction(Change):
    """Correct a contact with a client; None leaves a field as it is, contact 0 is nobody in particular.

    Attributes:
        account_id: the account that it was really with; nobody in particular of it, unless named.
    """

    interaction_id: int
    expected_version: int
    account_id: int | None = None
    direction: InteractionDirection | None = None
    channel: Channel | None = None
    summary: str | None = None
    at: datetime | None = None
    contact_id: int | None = None
    completed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DropInteraction(Change):
    """Take off a contact with a client that never was."""

    interaction_id: int
    expected_version: int
