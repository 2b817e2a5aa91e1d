"""Calendars: every occurrence of every event inside a window, moved and cancelled ones too."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from amtui.data.formats.batch import Reject
from amtui.data.formats.ics_limits import broken, floats, unknown_zone, why_not
from amtui.data.formats.ics_lines import CalendarLines, EventLines, calendar_lines
from amtui.data.formats.ics_lines import broken as broken_file
from amtui.domain.errors import NotFound, Refused
from amtui.domain.plausible import why_not_day
from amtui.domain.wording import shortened

if TYPE_CHECKING:
    from icalendar import Calendar, Component, Event

_BEGINS = re.compile(r"DTSTART\b[^:]*:(\d{8})")
_OCCURS = ("RRULE", "RDATE", "RECURRENCE-ID")
_HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//amtui//EN\r\n"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One appearance of an event.

    Attributes:
        uid: the event's id; all occurrences of a series share it. Empty where the file gives none.
        original: which occurrence of its series it is: when it was first meant to begin, as text.
        starts_at, ends_at: aware, in UTC; times without a zone and whole days were read in the asked zone.
        all_day: it has days but no times.
        status: `confirmed`, `cancelled`, `tentative` or empty, as written.
        emails: the addresses of the attendees, where they have one.
        sequence: how often the event was changed, as its author counts.
        organiser: name and address of who invites; each is empty where the file does not say it.
        line: on which the first of the events with its id begins.
        recurs: whether others have its id, or might have.
        floating: whether it was read in the asked zone for want of one of its own.
        whole: whether the file holds the event itself, and not some moved occurrences of it only.
    """

    uid: str
    original: str
    starts_at: datetime
    ends_at: datetime
    all_day: bool
    title: str
    description: str
    attendees: tuple[str, ...]
    status: str
    emails: tuple[str, ...] = ()
    sequence: int = 0
    organiser: tuple[str, str] = ("", "")
    line: int = 0
    recurs: bool = False
    whole: bool = True
    floating: bool = False


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """What a calendar file gave.

    Attributes:
        occurrences: in order of time.
        rejects: events that cannot be read.
        unknown_zones: of each event that names a time zone which nobody knows: the name.
    """

    occurrences: tuple[Occurrence, ...]
    rejects: tuple[Reject, ...]
    unknown_zones: tuple[str, ...] = ()


def occurrences(path: Path, first: date, last: date, zone: tzinfo = UTC) -> tuple[Occurrence, ...]:
    """Return what overlaps the days from `first` until before `last`, in UTC.

    Raises:
        NotFound: there is no such file.
        Refused: it is no calendar, or so broken that nothing of it can be trusted.
    """
    return read_calendar(path, first, last, zone).occurrences


def read_calendar(path: Path, first: date, last: date, zone: tzinfo = UTC) -> CalendarFile:
    """Return what overlaps the days from `first` until before `last`, in UTC, and the events left out.

    Raises:
        NotFound: there is no such file.
        Refused: it is no calendar, or so broken that nothing of it can be trusted.
    """
    text = _text(path)
    lines = calendar_lines(path.name, text)
    window = (datetime.combine(first, time(), UTC), datetime.combine(last, time(), UTC))
    found: list[Occurrence] = []
    rejects: list[Reject] = []
    unknown: list[str] = []
    written = iter(lines.events)
    for calendar in _calendars(path, text, lines):
        for series, own in _series(calendar, written):
            fault = _expand(series, own, window, zone, found)
            if fault is not None:
                rejects.append(Reject(own[0].line, _cells(series), fault))
            else:
                unknown += filter(None, map(unknown_zone, series.walk("VEVENT")))
    return CalendarFile(
        tuple(sorted(found, key=lambda one: (one.starts_at, one.uid, one.original))),
        tuple(rejects),
        tuple(unknown),
    )


def _text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {path}.") from error
    except OSError as error:
        raise Refused(f"{path.name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise Refused(f"{path.name} is not a calendar: it is not UTF-8 text.") from error
    if "\n" not in text:
        text = text.replace("\r", "\n")
    start = text.lstrip()[:20].upper()
    if not start.startswith(("BEGIN:VEVENT", "BEGIN:VCALENDAR")):
        raise Refused(f"{path.name} is not a calendar.", next="Export it as ICS (iCalendar).")
    return text


def _calendars(path: Path, text: str, lines: CalendarLines) -> list["Calendar"]:
    from icalendar import Calendar

    is_bare = text.lstrip()[:12].upper() == "BEGIN:VEVENT"
    whole = f"{_HEAD}{text.strip()}\r\nEND:VCALENDAR\r\n" if is_bare else text
    try:
        return list(Calendar.from_ical(whole, multiple=True))
    except (ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        raise broken_file(path.name, _culprit(lines) or str(error)) from error


def _culprit(lines: CalendarLines) -> str | None:
    """Return what cannot be read: outside events, or in their alarms, it leaves nothing to be read."""
    from icalendar import Calendar

    for line in chain(lines.others, *(event.properties for event in lines.events)):
        try:
            Calendar.from_ical(f"BEGIN:VCALENDAR\r\n{line.text}\r\nEND:VCALENDAR\r\n")
        except (ValueError, KeyError, IndexError, AttributeError, TypeError):
            return f"line {line.number}: the {line.name} {shortened(repr(line.value))} cannot be read"
    return None


def _series(
    calendar: "Calendar", written: Iterator[EventLines]
) -> Iterator[tuple["Calendar", Sequence[EventLines]]]:
    """Give a calendar for the events of each id, so that a broken one does not take the others with it."""
    from icalendar import Calendar

    groups: dict[str, list[tuple[Component, EventLines]]] = {}
    for event in calendar.walk("VEVENT"):
        lines = next(written)
        groups.setdefault(str(event.get("UID", f"\0{lines.line}")), []).append((event, lines))
    for group in groups.values():
        one = Calendar()
        for zone in calendar.walk("VTIMEZONE"):
            one.add_component(zone)
        for event, _ in group:
            one.add_component(event)
        yield one, [lines for _, lines in group]


def _cells(series: "Calendar") -> tuple[str, ...]:
    first = series.walk("VEVENT")[0]
    return tuple(str(first.get(name, "")) for name in ("UID", "SUMMARY"))


def _expand(
    series: "Calendar",
    lines: Sequence[EventLines],
    window: tuple[datetime, datetime],
    zone: tzinfo,
    found: list[Occurrence],
) -> str | None:
    """Add the occurrences of one event; return why it cannot be read, if so."""
    import recurring_ical_events

    if faults := [each.fault for each in lines if each.fault is not None]:
        return faults[0]
    if not any(event.get("DTSTART") for event in series.walk("VEVENT")):
        return "the event has no readable start"
    try:
        for event in series.walk("VEVENT"):
            if (reason := why_not(event, *window)) is not None:
                return reason
        expanded = recurring_ical_events.of(series).between(*window)
        made = [_occurrence(event, zone, lines[0].line) for event in expanded]
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError) as error:
        return broken(series, lines, error)
    events = series.walk("VEVENT")
    recurs = len(events) > 1 or any(name in events[0] for name in _OCCURS)
    whole = any("RECURRENCE-ID" not in event for event in events)
    floating = floats(events[0])
    found += [replace(one, recurs=recurs, whole=whole, floating=floating) for one in made]
    return None


def _occurrence(event: "Event", zone: tzinfo, line: int) -> Occurrence:
    begins, ends = event.start, event.end
    whole_day = not isinstance(begins, datetime)
    original = event.get("RECURRENCE-ID")
    attendees = event.get("ATTENDEE", [])
    people = attendees if isinstance(attendees, list) else [attendees]
    return Occurrence(
        uid=str(event.get("UID", "")),
        original=_moment(original.dt if original is not None else begins, zone).isoformat(),
        starts_at=_moment(begins, zone),
        ends_at=max(_moment(ends, zone), _moment(begins, zone)),
        all_day=whole_day,
        title=str(event.get("SUMMARY", "")),
        description=str(event.get("DESCRIPTION", "")),
        attendees=tuple(map(_person, people)),
        status=str(event.get("STATUS", "")).casefold(),
        emails=tuple(filter(None, map(_email, people))),
        sequence=int(event.get("SEQUENCE", 0)),
        organiser=_organiser(event.get("ORGANIZER")),
        line=line,
    )


def _moment(value: date, zone: tzinfo) -> datetime:
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return (value if value.tzinfo is not None else value.replace(tzinfo=zone)).astimezone(UTC)


def _organiser(found: object) -> tuple[str, str]:
    first = found[0] if isinstance(found, list) and found else found
    if first is None or isinstance(first, list):
        return "", ""
    name = str(getattr(first, "params", {}).get("CN", ""))
    return name, _email(first)


def _person(attendee: object) -> str:
    name = getattr(attendee, "params", {}).get("CN", "")
    return str(name) or str(attendee).removeprefix("mailto:").removeprefix("MAILTO:")


def _email(attendee: object) -> str:
    text = str(attendee)
    return text[len("mailto:") :] if text.casefold().startswith("mailto:") else ""


def window_around(now: datetime, *, past_days: int = 366, coming_days: int = 366) -> tuple[date, date]:
    """Return a window for endless series: a year back and a year ahead."""
    day = now.astimezone(UTC).date()
    return day - timedelta(days=past_days), day + timedelta(days=coming_days)


def window_of(path: Path, now: datetime) -> tuple[date, date]:
    """Return the days that hold every event of a file, endless series up to a year ahead.

    Args:
        path: an ICS file.
        now: the moment of the import.

    Raises:
        NotFound: there is no such file.
        Refused: it is no calendar.
    """
    first, last = window_around(now)
    begins = list(_first_days(_text(path)))
    return min([first, *begins]), max([last, *(day + timedelta(days=2) for day in begins)])


def _first_days(text: str) -> Iterator[date]:
    """Yield the day before each event begins; the zone may take a day either way."""
    inside = False
    for line in text.splitlines():
        word = line.strip().upper()
        inside = word == "BEGIN:VEVENT" or (inside and word != "END:VEVENT")
        found = _BEGINS.match(word) if inside else None
        if found:
            with suppress(ValueError):
                day = datetime.strptime(found[1], "%Y%m%d").replace(tzinfo=UTC).date()
                if not why_not_day(day):
                    yield day - timedelta(days=1)
