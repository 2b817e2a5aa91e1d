"""Dates in filters: `today`, `overdue`, `2026-12-01` and distances such as `2d`."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from amtui.domain.frozen import dataclass
from amtui.domain.local_time import day_span, instant, plus_months, utc

Bounds = tuple[datetime | None, datetime | None]
"""From (included) and to (not included) in UTC; None is open."""

_DISTANCE = re.compile(r"(\d{1,4}(?=[hdwm])|\d{1,3}(?=y))(h|d|w|mo|y)")
_YEARS = range(1900, 3000)
_HOURS = {"h": 1, "d": 24, "w": 168}
_MONTHS = {"mo": 1, "y": 12}


class Named(StrEnum):
    """Dates that have a name."""

    OVERDUE = "overdue"
    YESTERDAY = "yesterday"
    TODAY = "today"
    TOMORROW = "tomorrow"
    THIS_WEEK = "week"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Distance:
    """A length of time from now: hours, days of 24 hours, weeks, calendar months or years."""

    n: int
    unit: str

    def __str__(self) -> str:
        return f"{self.n}{self.unit}"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar."""

    day: date

    def __str__(self) -> str:
        return self.day.isoformat()


DateValue = Named | Distance | Day


def read_date(text: str) -> DateValue | None:
    """Return the date that a filter's value says, or None if it says none."""
    word = text.lower()
    if word in set(Named):
        return Named(word)
    distance = _DISTANCE.fullmatch(word)
    if distance:
        return Distance(int(distance[1]), distance[2])
    try:
        day = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
    return Day(day) if day and day.year in _YEARS else None


def shifted(now: datetime, distance: Distance, zone: tzinfo, *, back: bool) -> datetime:
    """Return the moment at a distance from `now`, in UTC; months are those of the calendar in `zone`."""
    sign = -1 if back else 1
    if distance.unit in _HOURS:
        return utc(now) + sign * distance.n * timedelta(hours=_HOURS[distance.unit])
    local = now.astimezone(zone).replace(tzinfo=None)
    day = plus_months(local.date(), sign * distance.n * _MONTHS[distance.unit])
    return instant(datetime.combine(day, local.time()), zone)


def named_bounds(name: Named, now: datetime, zone: tzinfo) -> Bounds:
    """Return the stretch of time that a named date means; the week begins on Monday.

    Raises:
        ValueError: `none`, which is no time.
    """
    today = now.astimezone(zone).date()
    if name is Named.NONE:
        raise ValueError("“none” asks for rows without a date.")
    if name is Named.OVERDUE:
        return None, utc(now)
    if name is Named.THIS_WEEK:
        monday = today - timedelta(days=today.weekday())
        return day_span(monday, zone)[0], day_span(monday + timedelta(days=6), zone)[1]
    step = {Named.YESTERDAY: -1, Named.TODAY: 0, Named.TOMORROW: 1}[name]
    return day_span(today + timedelta(days=step), zone)


def day_bounds(day: date, zone: tzinfo | None) -> Bounds:
    """Return a local day's begin and the next one's; without a zone those of UTC."""
    if zone is not None:
        return day_span(day, zone)
    begin = datetime.combine(day, time(), UTC)
    return begin, begin + timedelta(days=1)
