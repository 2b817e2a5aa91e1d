"""Meetings of the team itself: about no account, for those who are invited."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta

from amtui.domain.business_calendar import Span
from amtui.domain.frozen import dataclass
from amtui.domain.people import UserRow
from amtui.domain.vocabulary import MeetingStatus

UID_END = ".team@amtui"
"""How the names end by which other calendars know these meetings."""
USUAL_MINUTES = 60
USUAL_TITLE = "Team meeting"
LONGEST_MONTHS, LONGEST_WEEKS = 24, 52
"""The longest spans from one meeting of a series to the next."""


@dataclass(frozen=True, slots=True)
class TeamMeeting:
    """One meeting of the team.

    Attributes:
        user_id, owner: whose meeting it is.
        invited: the ids of those who come, without the owner.
        names: their names, in the same order.
        series_day: the day that its series asks for; None for one planned alone.
        every_months, every_weeks: the cadence of its series; None for one planned alone, or one of the two.
        sequence: how often the invitation changed, for other calendars.
    """

    id: int
    user_id: int
    owner: str
    invited: tuple[int, ...]
    names: tuple[str, ...]
    series_id: int | None
    series_day: date | None
    title: str
    starts_at: datetime
    minutes: int
    status: MeetingStatus
    agenda: str
    notes: str | None
    reason: str | None
    uid: str
    sequence: int
    version: int
    every_months: int | None = None
    every_weeks: int | None = None

    @property
    def span(self) -> Span:
        """From when to when it takes place."""
        return self.starts_at, self.starts_at + timedelta(minutes=self.minutes)

    def concerns(self, user_id: int | None) -> bool:
        """Tell whether somebody owns it or is invited."""
        return user_id is not None and (user_id == self.user_id or user_id in self.invited)


@dataclass(frozen=True, slots=True)
class TeamBeside:
    """What other calendars want to know beside the meetings.

    Attributes:
        people: name and email address of users by id; None where no address is known.
        reminders: when each meeting is reminded of, by its id; one without has no alarm.
    """

    people: Mapping[int, tuple[str, str | None]]
    reminders: Mapping[int, datetime]


def usual_team(owner_id: int, people: Iterable[UserRow]) -> tuple[int, ...]:
    """Return whom somebody's team meeting invites unless told otherwise.

    Those who report to them; where nobody does, those who share their manager, and the manager. Only
    active users; nobody where the owner has neither reports nor a manager.
    """
    known = {row.id: row for row in people if row.active or row.id == owner_id}
    reports = tuple(row.id for row in known.values() if row.manager_id == owner_id)
    if reports or owner_id not in known or (manager := known[owner_id].manager_id) is None:
        return reports
    peers = (row.id for row in known.values() if row.manager_id == manager and row.id != owner_id)
    return (*((manager,) if manager in known else ()), *peers)


def names_of(invited: Collection[int], known: Mapping[int, str]) -> tuple[str, ...]:
    """Return the names of those who are invited; whoever is gone is left out."""
    return tuple(known[user_id] for user_id in invited if user_id in known)
