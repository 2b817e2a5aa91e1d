"""Reviews as an iCalendar file, which other calendars read (RFC 5545)."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from amtui.domain.review_records import ReviewPeople, ReviewRow
from amtui.domain.vocabulary import ReviewStatus
from amtui.domain.wording import title

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event, vCalAddress

PRODUCT = "-//amtui//reviews//EN"
STATUSES = {ReviewStatus.CANCELLED: "CANCELLED", ReviewStatus.MISSED: "CANCELLED"}
"""What is not there any more for other calendars; all else takes or took place."""
NAMELESS = "invalid:nomail"
"""The address of somebody of whom only the name is known, as other calendars write it."""
Reminders = Mapping[int, datetime]
"""Moments by the id of a review."""


def own_uid(review_id: int) -> str:
    """Return the id of a review that came with none."""
    return f"review-{review_id}@amtui"


def write_calendar(
    rows: Iterable[ReviewRow],
    now: datetime,
    people: ReviewPeople,
    reminders: Reminders | None = None,
    others: "Iterable[Event]" = (),
) -> bytes:
    """Return reviews as a calendar, in UTC, each an event of its own that keeps its id when it moves.

    It has no METHOD: that of a published calendar forbids to name attendees (RFC 5546, 3.2.1).

    Args:
        rows: what is written.
        now: the moment of the export.
        people: organisers and addresses of attendees.
        reminders: when each is reminded of; one without a moment has no alarm.
        others: events beside the reviews.
    """
    calendar = empty_calendar()
    for row in rows:
        event = _event(row, now, people)
        if (moment := (reminders or {}).get(row.id)) is not None:
            event.add_component(alarm(_summary(row), moment))
        calendar.add_component(event)
    for other in others:
        calendar.add_component(other)
    written: bytes = calendar.to_ical()
    return written


def empty_calendar() -> "Calendar":
    """Return a calendar of this program without events."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _event(row: ReviewRow, now: datetime, people: ReviewPeople) -> "Event":
    from icalendar import Event, vText

    event = Event()
    event.add("uid", row.uid or own_uid(row.id))
    event.add("dtstamp", now)
    event.add("dtstart", row.starts_at)
    if row.recurrence_id:
        event.add("recurrence-id", datetime.fromisoformat(row.recurrence_id))
    event.add("dtend", row.starts_at + timedelta(minutes=row.minutes))
    event.add("summary", _summary(row))
    event.add("sequence", row.sequence)
    event.add("status", STATUSES.get(row.status, "CONFIRMED"))
    event.add("categories", [title(row.kind)])
    event.add("transp", "TRANSPARENT" if row.status in STATUSES else "OPAQUE")
    if row.agenda:
        event.add("description", row.agenda)
    if row.organiser:
        event.add("organizer", person(*row.organiser), encode=False)
    elif row.attendees:
        event.add("organizer", person(*people.organisers[row.am_id]), encode=False)
    for name in row.attendees:
        invited = person(name, people.addresses.get((row.account_id, name.casefold())))
        invited.params["ROLE"] = vText("REQ-PARTICIPANT")
        event.add("attendee", invited, encode=False)
    return event


def _summary(row: ReviewRow) -> str:
    """Return the title that a review came with, or what it is and with whom."""
    of_kind = title(row.kind)
    return row.title if row.title not in {"", of_kind} else f"{of_kind}: {row.account}"


def alarm(words: str, moment: datetime) -> "Alarm":
    """Return what rings at a moment, and what it says."""
    from icalendar import Alarm

    found = Alarm()
    found.add("action", "DISPLAY")
    found.add("description", words)
    found.add("trigger", moment.astimezone(UTC), parameters={"VALUE": "DATE-TIME"})
    return found


def person(name: str, address: str | None) -> "vCalAddress":
    """Return somebody as calendars name them, also without an address."""
    from icalendar import vCalAddress, vText

    # What came from outside may be no address at all, and a broken line would end the property.
    person = vCalAddress(f"mailto:{address}" if address and address.isprintable() else NAMELESS)
    person.params["CN"] = vText(_without_quotes(name))
    return person


def _without_quotes(name: str) -> str:
    """Return a name as it may stand between double quotes, without line breaks."""
    return " ".join(name.replace('"', "'").split())
