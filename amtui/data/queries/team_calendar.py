"""What other calendars want to know of meetings of the team beside what they are."""

from collections.abc import Iterable

from sqlalchemy import select

from amtui.data.models import users
from amtui.data.queries.calendars import all_calendars
from amtui.data.reading import Reading
from amtui.domain.reminders import reminder_at
from amtui.domain.team_records import TeamBeside, TeamMeeting
from amtui.domain.vocabulary import MeetingStatus


def team_calendar(reading: Reading, *, rows: Iterable[TeamMeeting]) -> TeamBeside:
    """Return names and addresses of all users, and when the viewer is reminded of what lies ahead."""
    hours = all_calendars(reading).of(None, reading.zone.key)
    known = reading.rows(select(users.c.id, users.c.name, users.c.email))
    return TeamBeside(
        {row.id: (row.name, row.email) for row in known},
        {
            row.id: reminder_at(hours, row.starts_at)
            for row in rows
            if row.status is MeetingStatus.PLANNED and row.starts_at > reading.now
        },
    )
