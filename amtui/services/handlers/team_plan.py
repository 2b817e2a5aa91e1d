"""The meetings that a series of the team asks for: planned ahead, each once, however often they are moved."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, func, select

from amtui.data.models import team_meetings, team_series, users
from amtui.domain.change import Topic
from amtui.domain.team_records import UID_END
from amtui.domain.vocabulary import MeetingStatus, ReviewKind
from amtui.domain.wording import counted
from amtui.services.account_calendar import calendar_with
from amtui.services.handlers.series_running import Running
from amtui.services.writing import Columns, Writing


def team_running(writing: Writing, row: Columns) -> Running:
    """Return a series ready to be worked out."""
    zone = owner_zone(writing, row["user_id"])
    calendar = calendar_with(writing.connection, None, zone.key, writing.now)
    return Running.of(row, ReviewKind.AD_HOC, calendar, zone)


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
    for one in found.wanted(writing.now):
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
        "uid": f"{uid}{UID_END}",
        "sequence": 0,
        "version": 1,
        "created_at": writing.now,
        "updated_at": writing.now,
    }
    return writing.insert(team_meetings, values, Topic.REVIEWS)
