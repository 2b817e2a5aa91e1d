"""The meetings that a series of the team asks for: planned ahead, each once, however often they are moved."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, func, select

from amtui.data.models import team_meetings, team_series, users
from amtui.domain.business_time import Calendar
from amtui.domain.cadence import Occurrence, Series, next_occurrence, occurrence, occurrences, start_of
from amtui.domain.change import Topic
from amtui.domain.clock import local_day
from amtui.domain.local_time import plus_months
from amtui.domain.vocabulary import MeetingStatus, ReviewKind
from amtui.domain.wording import counted
from amtui.services.account_calendar import calendar_with
from amtui.services.writing import Columns, Writing

AHEAD_MONTHS = 6


@dataclass(frozen=True, slots=True)
class TeamRunning:
    """A series with what its days are worked out from.

    Attributes:
        row: of the table.
        series: the rule.
        calendar: the standard business hours on the owner's clock.
        zone: the owner's, in which the time of the day is meant.
    """

    row: Columns
    series: Series
    calendar: Calendar
    zone: ZoneInfo

    def start(self, day: date) -> datetime:
        """Return when the meeting of a day begins."""
        return start_of(day, self.row["minute_of_day"], self.zone)

    def index(self, nominal: date) -> int:
        """Return the number of the meeting that the series asks for on a nominal day."""
        return self.series.apart(nominal) // self.series.step

    def as_asked(self, row: RowMapping) -> bool:
        """Tell whether a meeting is where its series asks for it, also where that day was closed since."""
        nominal = row["series_day"]
        days = (occurrence(self.series, self.calendar, self.index(nominal)).day, nominal)
        return row["starts_at"] in map(self.start, days)


def team_running(writing: Writing, row: Columns) -> TeamRunning:
    """Return a series ready to be worked out."""
    zone = owner_zone(writing, row["user_id"])
    series = Series(ReviewKind.AD_HOC, row["anchor"], row["every_months"], row["every_weeks"] or 0)
    return TeamRunning(row, series, calendar_with(writing.connection, None, zone.key, writing.now), zone)


def owner_zone(writing: Writing, user_id: int) -> ZoneInfo:
    """Return the time zone of whoever owns a meeting."""
    return ZoneInfo(
        writing.connection.execute(select(users.c.zone).where(users.c.id == user_id)).scalar_one()
    )


def plan_team_ahead(writing: Writing, row: Columns) -> tuple[datetime, ...]:
    """Plan what is missing of a running series for the next months; return when the new ones begin.

    A meeting that is there already, whatever became of it, is not planned again.
    """
    found = team_running(writing, row)
    c = team_meetings.c
    known = set(writing.connection.execute(select(c.series_day).where(c.series_id == row["id"])).scalars())
    made = []
    for one in _wanted(writing, found):
        starts_at = found.start(one.day)
        if one.nominal not in known and starts_at > writing.now:
            enter(writing, row, starts_at, f"{writing.group}.{one.nominal:%Y%m%d}", one.nominal)
            made.append(starts_at)
    return tuple(made)


def plan_team_on(writing: Writing, series_id: int | None) -> datetime | None:
    """Plan ahead again once a meeting of a series is closed; return when the next new one begins."""
    if series_id is None:
        return None
    row = writing.row(team_series, series_id, f"series {series_id}")
    if row["ends_on"] is not None or not (made := plan_team_ahead(writing, row)):
        return None
    writing.update(team_series, row, row["version"], {}, Topic.REVIEWS, touch=True)
    return made[0]


def left_planned_by(writing: Writing, owner: RowMapping) -> Iterator[str]:
    """Yield how many meetings of somebody who works no more still lie ahead."""
    c = team_meetings.c
    ahead = select(func.count()).where(
        c.user_id == owner["id"], c.status == MeetingStatus.PLANNED, c.starts_at > writing.now
    )
    if n := writing.connection.execute(ahead).scalar_one():
        stay, them = ("stays", "it") if n == 1 else ("stay", "them")
        which = f"{counted(n, 'team meeting')} of {owner['name']} {stay} planned"
        yield f"{which}: their manager or an administrator may cancel {them}"


def enter(
    writing: Writing, said: Columns, starts_at: datetime, uid: str, series_day: date | None = None
) -> int:
    """Put one meeting on the calendar, as what is said of it or of its series; return its id."""
    values = {
        "user_id": said["user_id"],
        "invited": list(said["invited"]),
        "series_id": None if series_day is None else said["id"],
        "series_day": series_day,
        "title": said["title"],
        "starts_at": starts_at,
        "minutes": said["minutes"],
        "status": MeetingStatus.PLANNED,
        "agenda": said["agenda"],
        "uid": f"{uid}.team@amtui",
        "sequence": 0,
        "version": 1,
        "created_at": writing.now,
        "updated_at": writing.now,
    }
    return writing.insert(team_meetings, values, Topic.REVIEWS)


def _wanted(writing: Writing, found: TeamRunning) -> Iterable[Occurrence]:
    today = local_day(writing.now, found.zone)
    ahead = occurrences(found.series, found.calendar, today, plus_months(today, AHEAD_MONTHS))
    if any(found.start(one.day) > writing.now for one in ahead):
        return ahead
    return (next_occurrence(found.series, found.calendar, today),)
