"""A moment as people say it: `tomorrow`, `mon 14:00`, `2d`, `2026-12-01`, ahead or, where it was, behind."""

import re
from datetime import date, datetime, time, timedelta, tzinfo

from amtui.domain.errors import Invalid
from amtui.domain.filter_dates import Day, Distance, Named, read_date, shifted
from amtui.domain.local_time import instant, utc

MORNING = time(9)
"""The time of a day that is named without one."""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
APART = {Named.YESTERDAY: -1, Named.TODAY: 0, Named.TOMORROW: 1}
AHEAD, BEHIND = (Named.TODAY, Named.TOMORROW), (Named.YESTERDAY, Named.TODAY)
EXAMPLES = "tomorrow, mon 14:00, 2d or 2026-12-01"
BEHIND_EXAMPLES = "14:30, yesterday 10:00, fri 9:00 or 2026-12-01 10:00"
_FULL = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:")
_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?")


class UnreadableError(Invalid):
    """A text names no moment and no day at all."""


def moment_ahead(text: str, now: datetime, zone: tzinfo) -> datetime:
    """Return the moment that a text names, in UTC.

    Hours count from now; a day without a time means nine in the morning of the viewer's zone; the name
    of a weekday means its next one, never today.

    Raises:
        Invalid: the text names no moment, or one that is past.
    """
    words = text.lower().strip().removeprefix("+").split()
    moment = _moment(words, now, zone) if 0 < len(words) < 3 else None
    if moment is None:
        raise UnreadableError({"until": f"write a day, such as {EXAMPLES}"})
    if moment <= now:
        raise Invalid({"until": "that is past"})
    return moment


def moment_behind(text: str, now: datetime, zone: tzinfo) -> datetime:
    """Return the moment that a text names of something that was, in UTC.

    Hours and days count back from now; the name of a weekday means its latest one, never today.

    Raises:
        Invalid: the text names no moment, or one that lies ahead.
    """
    words = text.lower().split()
    moment = _moment(words, now, zone, back=True) if 0 < len(words) < 3 else None
    if moment is None:
        raise UnreadableError({"until": f"write {BEHIND_EXAMPLES}"})
    if moment > now:
        raise Invalid({"until": "that lies ahead"})
    return moment


def wall_time_behind(text: str, now: datetime, zone: tzinfo) -> datetime:
    """Return what clocks in a zone showed at the moment that a text names of something that was.

    Raises:
        Invalid: the text names no moment, or one that lies ahead.
    """
    if _FULL.match(text.strip()) is None:
        return moment_behind(text, now, zone).astimezone(zone).replace(tzinfo=None)
    try:
        at = wall_time(text, now, zone)
    except UnreadableError as error:
        raise UnreadableError({"until": f"write {BEHIND_EXAMPLES}"}) from error
    if utc(instant(at, zone)) > now:
        raise Invalid({"until": "that lies ahead"})
    return at


def wall_time(text: str, now: datetime, zone: tzinfo) -> datetime:
    """Return what clocks in a zone show at the moment that a text names.

    Written in full it may be past; one with an offset is read off those clocks.

    Raises:
        Invalid: the text names no moment, or in words one that is past.
    """
    if _FULL.match(text.strip()) is None:
        return moment_ahead(text, now, zone).astimezone(zone).replace(tzinfo=None)
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise UnreadableError({"until": f"write a day, such as {EXAMPLES}"}) from error
    return moment if moment.tzinfo is None else moment.astimezone(zone).replace(tzinfo=None)


def read_back(text: str, now: datetime, zone: tzinfo) -> str:
    """Return the moment that a text names, with its weekday and as clocks will show it; empty if none."""
    try:
        at = wall_time(text, now, zone)
    except Invalid:
        return ""
    return f"{instant(at, zone).astimezone(zone):%a %d %b %H:%M}"


def their_clock(at: datetime, theirs: tzinfo) -> str:
    """Return what clocks elsewhere show at a moment, “Sun 23:00 there”; empty where they show the same."""
    there = at.astimezone(theirs)
    if there.utcoffset() == at.utcoffset():
        return ""
    return f"{there:%H:%M} there" if there.date() == at.date() else f"{there:%a %H:%M} there"


def day_ahead(text: str, now: datetime, zone: tzinfo) -> date:
    """Return the day that a text names; today is one.

    Raises:
        Invalid: the text names no day, or one that is past.
    """
    today = now.astimezone(zone).date()
    day = _day(text.lower().strip().removeprefix("+"), now, zone)
    if day is None:
        raise UnreadableError({"day": f"write a day, such as {EXAMPLES}"})
    if day < today:
        raise Invalid({"day": "that is past"})
    return day


def day_named(text: str, now: datetime, zone: tzinfo) -> date:
    """Return the day that a text names: any day where it is written in full, in words one from today on.

    Raises:
        Invalid: the text names no day, or in words one that is past.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return day_ahead(text, now, zone)


def _moment(words: list[str], now: datetime, zone: tzinfo, *, back: bool = False) -> datetime | None:
    first, *rest = words
    read = read_date(first)
    if isinstance(read, Distance) and read.unit == "h" and not rest:
        return shifted(now, read, zone, back=back)
    clock = _time(rest[0]) if rest else MORNING
    day = _day(first, now, zone, back=back)
    if day is None and not rest and (clock := _time(first)) is not None:
        day = now.astimezone(zone).date()
    if day is None or clock is None:
        return None
    return utc(instant(datetime.combine(day, clock), zone))


def _day(word: str, now: datetime, zone: tzinfo, *, back: bool = False) -> date | None:
    today = now.astimezone(zone).date()
    if word[:3] in DAYS and len(word) >= 3 and _is_weekday(word):
        apart = DAYS.index(word[:3]) - today.weekday()
        return today + timedelta(days=-((-apart - 1) % 7 + 1) if back else (apart - 1) % 7 + 1)
    match read_date(word):
        case Day(day):
            return day
        case Named() as name if name in (BEHIND if back else AHEAD):
            return today + timedelta(days=APART[name])
        case Distance() as distance if distance.unit != "h":
            return shifted(now, distance, zone, back=back).astimezone(zone).date()
    return None


def _is_weekday(word: str) -> bool:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return any(name.startswith(word) for name in names)


def _time(word: str) -> time | None:
    found = _TIME.fullmatch(word)
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))
