"""Meetings of the team as events of an iCalendar file (RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from amtui.data.formats.ics_write import alarm, empty_calendar, person
from amtui.domain.team_records import TeamBeside, TeamMeeting
from amtui.domain.vocabulary import MeetingStatus

if TYPE_CHECKING:
    from icalendar import Event

CATEGORY = "Team meeting"


def write_team(rows: Iterable[TeamMeeting], now: datetime, beside: TeamBeside) -> bytes:
    """Return meetings of the team as a calendar of its own; as `write_calendar`."""
    calendar = empty_calendar()
    for event in team_events(rows, now, beside):
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def team_events(rows: Iterable[TeamMeeting], now: datetime, beside: TeamBeside) -> "Iterator[Event]":
    """Yield each meeting as an event of its own, in UTC, that keeps its id when it moves."""
    from icalendar import Event, vText

    for row in rows:
        gone = row.status is MeetingStatus.CANCELLED
        event = Event()
        event.add("uid", row.uid)
        event.add("dtstamp", now)
        event.add("dtstart", row.span[0])
        event.add("dtend", row.span[1])
        event.add("summary", row.title)
        event.add("sequence", row.sequence)
        event.add("status", "CANCELLED" if gone else "CONFIRMED")
        event.add("categories", [CATEGORY])
        event.add("transp", "TRANSPARENT" if gone else "OPAQUE")
        if row.agenda:
            event.add("description", row.agenda)
        if row.invited:
            event.add("organizer", person(*beside.people[row.user_id]), encode=False)
        for user_id in row.invited:
            if user_id in beside.people:
                invited = person(*beside.people[user_id])
                invited.params["ROLE"] = vText("REQ-PARTICIPANT")
                event.add("attendee", invited, encode=False)
        if (moment := beside.reminders.get(row.id)) is not None:
            event.add_component(alarm(row.title, moment))
        yield event
