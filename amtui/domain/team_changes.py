"""Changes of meetings of the team itself: by their owner, the owner's manager and administrators."""

from dataclasses import dataclass
from datetime import datetime

from amtui.domain.change import Change
from amtui.domain.team_records import USUAL_MINUTES


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTeamMeeting(Change):
    """Put a meeting of one's team on the calendar, once or again and again.

    Attributes:
        invited: ids of users; None is the usual team of whoever plans it.
        every_weeks, every_months: from one to the next, one of both; None of both is a single meeting.
            Those of the next months are planned at once.
    """

    title: str
    starts_at: datetime
    minutes: int = USUAL_MINUTES
    invited: tuple[int, ...] | None = None
    agenda: str = ""
    every_weeks: int | None = None
    every_months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveTeamMeeting(Change):
    """Move one meeting of the team; its series stays where it is."""

    meeting_id: int
    expected_version: int
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveTeamSeries(Change):
    """Move a meeting and with it all later ones of its series, but for those moved on their own."""

    meeting_id: int
    expected_version: int
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldTeamMeeting(Change):
    """Close a meeting of the team as held.

    Attributes:
        notes: what was said; None leaves what is written already.
    """

    meeting_id: int
    expected_version: int
    notes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTeamMeeting(Change):
    """Take one meeting of the team off the calendar, with the reason; its series stays."""

    meeting_id: int
    expected_version: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndTeamSeries(Change):
    """End the series of a meeting: what is planned of it from now on is cancelled, with the reason."""

    meeting_id: int
    expected_version: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditTeamMeeting(Change):
    """Change what is written down about a meeting of the team; None leaves a field as it is.

    Attributes:
        later: whether title, agenda, length and the people change for all later ones of the series too.
    """

    meeting_id: int
    expected_version: int
    title: str | None = None
    agenda: str | None = None
    notes: str | None = None
    minutes: int | None = None
    invited: tuple[int, ...] | None = None
    later: bool = False
