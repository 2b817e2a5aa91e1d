"""Series of appointments that no calendar of people holds, told before they are worked out; broken ones."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from amtui.data.formats.ics_lines import EventLines, Line
from amtui.domain.plausible import why_not_day
from amtui.domain.wording import shortened

if TYPE_CHECKING:
    from icalendar import Calendar, Component

MOST = 20_000
"""Occurrences of one series in the days that are asked for; a daily one has as many in 54 years."""

_SECONDS = {"SECONDLY": 1, "MINUTELY": 60, "HOURLY": 3600}
_DAY = 86_400


def why_not(event: "Component", first: datetime, last: datetime) -> str | None:
    """Return why the occurrences of an event are not worked out, or None where they can be."""
    begins = event.get("DTSTART")
    day = getattr(begins, "dt", None)
    if not isinstance(day, date):
        return None
    if why := why_not_day(day):
        return f"the day of its start {why}"
    if _ends_early(event, day):
        return "it ends before it begins"
    rules = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        interval = _number(rule.get("INTERVAL", 1))
        if interval < 1:
            return "it repeats without an interval"
        span = (last - max(first, _moment(day))).total_seconds()
        times = span / (_step(rule) * interval) * _each_time(rule)
        if times > MOST:
            return f"it would take place about {times:,.0f} times, more than {MOST:,}"
    return None


def unknown_zone(event: "Component") -> str | None:
    """Return the time zone of an event's start where it is none that anybody knows."""
    begins = event.get("DTSTART")
    moment = getattr(begins, "dt", None)
    if not isinstance(moment, datetime) or moment.tzinfo is not None:
        return None
    return str(begins.params.get("TZID", "")) or None


def floats(event: "Component") -> bool:
    """Tell whether an event begins at a time, or on a day, of whatever zone it is read in."""
    moment = getattr(event.get("DTSTART"), "dt", None)
    if isinstance(moment, datetime):
        return moment.tzinfo is None and unknown_zone(event) is None
    return moment is not None


def _ends_early(event: "Component", begins: date) -> bool:
    """Tell whether an event ends before it begins; a time beside a day, or without a zone, by a day."""
    ends = getattr(event.get("DTEND"), "dt", begins)
    if type(ends) is type(begins) and _is_aware(ends) is _is_aware(begins):
        return bool(ends < begins)
    return bool(ends.toordinal() < begins.toordinal() - 1)


def _is_aware(day: date) -> bool:
    return isinstance(day, datetime) and day.tzinfo is not None


_PROPERTY = re.compile(r"broken property '([A-Z-]+)'")
_ONCE = ("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID")


def broken(series: "Calendar", lines: Sequence[EventLines], error: Exception) -> str:
    """Return in words of the file what is wrong with an event that could not be worked out."""
    found = _PROPERTY.search(str(error))
    events = list(zip(series.walk("VEVENT"), lines, strict=True))
    for event, own in events:
        twice = [name for name in _ONCE if isinstance(event.get(name), list)]
        if twice and not found:
            return f"the event is broken: it has more than one {twice[0]}"
        for name, _ in event.errors:
            line = own.of(name or "")
            if line is not None and (found is None or found[1] == name):
                return (
                    f"the event is broken: its {name} in line {line.number} cannot be read: {_quoted(line)}"
                )
    told = f": {error}" if isinstance(error, ValueError) else ""
    return f"the event is broken{told}"


def _quoted(line: Line) -> str:
    return shortened(repr(line.value))


def _step(rule: Any) -> int:
    """Return the seconds from one repetition to the next; a week and more are taken as a day."""
    return _SECONDS.get(str(_first(rule.get("FREQ", ""))).upper(), _DAY)


def _each_time(rule: Any) -> int:
    """Return how often the hours, minutes and seconds of a rule take place on one day."""
    if _step(rule) < _DAY:
        return 1
    product = 1
    for part in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        found = rule.get(part, [0])
        product *= len(found) if isinstance(found, list) else 1
    return product


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _number(value: Any) -> int:
    return int(_first(value) or 0)


def _moment(day: date) -> datetime:
    moment = day if isinstance(day, datetime) else datetime.combine(day, time())
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
