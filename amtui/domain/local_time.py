"""Between the wall clock of a place and UTC, and whole months on the calendar."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from amtui.domain.errors import Invalid

_QUARTER = timedelta(minutes=15)


@lru_cache(maxsize=600)
def zone_named(name: str) -> ZoneInfo:
    """Return the IANA time zone called `name`; of its own the library keeps eight, and reads others anew.

    Raises:
        Invalid: there is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise Invalid({"zone": f"“{name}” is no IANA time zone, such as Europe/Berlin"}) from error


def utc(moment: datetime) -> datetime:
    """Return an aware `moment` in UTC.

    Raises:
        ValueError: the moment has no time zone.
    """
    if moment.utcoffset() is None:
        raise ValueError("A moment needs a time zone.")
    return moment.astimezone(UTC)


def instant(wall: datetime, zone: tzinfo) -> datetime:
    """Return when a wall clock in `zone` first shows `wall` or later, in UTC.

    A reading that the clock passes twice means the first time; one that it skips means the moment
    of the jump.
    """
    moment = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall:
        return moment
    return _jump(wall, zone)


@lru_cache(maxsize=4096)
def day_span(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return the UTC moments at which the local `day` begins and the next one begins.

    Kept, as the rows of a list fall on the same few days.
    """
    midnight = datetime.combine(day, time())
    return instant(midnight, zone), instant(midnight + timedelta(days=1), zone)


@lru_cache(maxsize=512)
def offsets(zone: ZoneInfo, first: date, last: date) -> tuple[tuple[datetime, int], ...]:
    """Return from which UTC moment on clocks in `zone` are how many seconds ahead of UTC.

    The first entry holds before `first` begins, and the last one until after `last` ends; there is one
    more for each change of the clocks between, found to the quarter of an hour, on which all begin.
    """
    start = datetime.combine(first, time(), UTC) - timedelta(days=1)
    found = [(start, _ahead(start, zone))]
    for step in range((last - first).days + 3):
        day = start + timedelta(days=step)
        if _ahead(day + timedelta(days=1), zone) != found[-1][1]:
            quarters = (day + _QUARTER * number for number in range(1, 97))
            changed = next(at for at in quarters if _ahead(at, zone) != found[-1][1])
            found.append((changed, _ahead(changed, zone)))
    return tuple(found)


def _ahead(moment: datetime, zone: ZoneInfo) -> int:
    return int((moment.astimezone(zone).utcoffset() or timedelta()).total_seconds())


@lru_cache(maxsize=4096)
def plus_months(day: date, months: int) -> date:
    """Return the same day of the month `months` later, clamped to that month's end.

    Remembered, as a book asks for few days and for each of them at every look.
    """
    from dateutil.relativedelta import relativedelta

    return day + relativedelta(months=months)


def _jump(wall: datetime, zone: tzinfo) -> datetime:
    """Return the moment at which the clock jumps over `wall`, found by halving the gap."""
    before = wall.replace(tzinfo=zone, fold=0).utcoffset() or timedelta()
    after = wall.replace(tzinfo=zone, fold=1).utcoffset() or timedelta()
    low = (wall - after).replace(tzinfo=UTC)
    seconds_low, seconds_high = 0, int((after - before).total_seconds())
    while seconds_high - seconds_low > 1:
        middle = (seconds_low + seconds_high) // 2
        if (low + timedelta(seconds=middle)).astimezone(zone).utcoffset() == before:
            seconds_low = middle
        else:
            seconds_high = middle
    return (low + timedelta(seconds=seconds_high)).replace(microsecond=0)
