"""Reviews as an iCalendar file, which other calendars read (RFC 5545)."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from amtui.domain.review_records import ReviewRow
from amtui.domain.vocabulary import ReviewStatus
from amtui.domain.wording import title

if TYPE_CHECKING:
    from icalendar import Alarm, Event

PRODUCT = "-//amtui//reviews//EN"
STATUSES = {ReviewStatus.CANCELLED: "CANCELLED", ReviewStatus.MISSED: "CANCELLED"}
"""What is not there any more for other calendars; all else takes or took place."""
NAMELESS = "invalid:nomail"
"""The address of somebody of whom only the name is known, as other calendars write it."""
Addresses = Mapping[tuple[int, str], str]
"""Email addresses by account and name."""
Reminders = Mapping[int, datetime]
"""Moments by the id of a review."""


def own_uid(review_id: int) -> str:
    """Return the id of a review that came with none."""
    return f"review-{review_id}@amtui"


def write_calendar(
    rows: Iterable[ReviewRow],
    now: datetime,
    addresses: Addresses | None = None,
    reminders: Reminders | None = None,
) -> bytes:
    """Return reviews as a calendar, in UTC, each an event of its own that keeps its id when it moves.

    It has no METHOD: that of a published calendar forbids to name attendees (RFC 5546, 3.2.1).

    Args:
        rows: what is written.
        now: the moment of the export.
        addresses: of attendees, where they are known.
        reminders: when each is reminded of; one without a moment has no alarm.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for row in rows:
        event = _event(row, now, addresses or {})
        if (moment := (reminders or {}).get(row.id)) is not None:
            event.add_component(_alarm(row, moment))
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _event(row: ReviewRow, now: datetime, addresses: Addresses) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", row.uid or own_uid(row.id))
    event.add("dtstamp", now)
    event.add("dtstart", row.starts_at)
    event.add("dtend", row.starts_at + timedelta(minutes=row.minutes))
    event.add("summary", f"{title(row.kind)}: {row.account}")
    event.add("sequence", row.sequence)
    event.add("status", STATUSES.get(row.status, "CONFIRMED"))
    event.add("categories", [title(row.kind)])
    event.add("transp", "TRANSPARENT" if row.status in STATUSES else "OPAQUE")
    if row.agenda:
        event.add("description", row.agenda)
    for name in row.attendees:
        _add_attendee(event, name, addresses.get((row.account_id, name.casefold())))
    return event


def _alarm(row: ReviewRow, moment: datetime) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{title(row.kind)}: {row.account}")
    alarm.add("trigger", moment.astimezone(UTC), parameters={"VALUE": "DATE-TIME"})
    return alarm


def _add_attendee(event: "Event", name: str, address: str | None) -> None:
    from icalendar import vCalAddress, vText

    person = vCalAddress(f"mailto:{address}" if address else NAMELESS)
    person.params["CN"] = vText(_without_quotes(name))
    person.params["ROLE"] = vText("REQ-PARTICIPANT")
    event.add("attendee", person, encode=False)


def _without_quotes(name: str) -> str:
    """Return a name as it may stand between double quotes, without line breaks."""
    return " ".join(name.replace('"', "'").split())
