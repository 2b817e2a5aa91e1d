"""Counting only the hours in which a place is open.

Between the edges of open intervals time is counted in UTC, so that a change of the clocks neither
adds nor loses any.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from amtui.domain.business_calendar import (
    ALWAYS_OPEN,
    Calendar,
    Span,
    country_calendar,
    office_hours,
)
from amtui.domain.errors import Refused
from amtui.domain.frozen import dataclass
from amtui.domain.local_time import day_span, utc

__all__ = [
    "ALWAYS_OPEN",
    "Calendar",
    "Explanation",
    "NeverOpen",
    "Span",
    "add",
    "between",
    "business_days_after",
    "close_of",
    "country_calendar",
    "end_of_day",
    "explain",
    "is_business_day",
    "is_open",
    "next_business_day",
    "office_hours",
    "open_intervals",
    "previous_business_day",
]

ZERO = timedelta()
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
_CLOSED_DAYS = 800


class NeverOpen(Refused):
    """A calendar without any open hours in sight; nothing can become due in it."""

    def __init__(self, calendar: Calendar, day: date) -> None:
        called = f"The calendar “{calendar.name}”" if calendar.name else "The calendar"
        super().__init__(
            f"{called} has no open hours in the {_CLOSED_DAYS} days around {day.isoformat()}.",
            next="Give it opening hours on at least one weekday.",
        )


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a due moment came about.

    Attributes:
        start: where counting began, in UTC.
        amount: business time counted.
        due: the result, in UTC.
        used: the stretches of open time that were counted, in UTC.
        holidays: the holidays passed on days that are otherwise open, with their names.
    """

    start: datetime
    amount: timedelta
    due: datetime
    used: tuple[Span, ...]
    holidays: tuple[tuple[date, str], ...]


def open_intervals(calendar: Calendar, local_date: date) -> tuple[Span, ...]:
    """Return the open intervals of a local day as (start, end) in UTC, in order."""
    return calendar.spans(local_date)


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Tell whether the place is open at a moment; it is closed at the end of an interval."""
    moment = utc(at)
    day = moment.astimezone(calendar.tz).date()
    # Where the clocks go back over midnight a day's reading comes again after the next has begun.
    spans = (*calendar.spans(day), *calendar.spans(day + DAY))
    return any(opens <= moment < closes for opens, closes in spans)


def add(calendar: Calendar, start: datetime, amount: timedelta) -> datetime:
    """Return the UTC moment at which `amount` of business time has passed since `start`.

    An amount that is used up exactly at closing time is due then, not at the next opening. No
    amount at all gives `start` itself.

    Raises:
        NeverOpen: the calendar has no open hours to count in.
        ValueError: the amount is negative.
    """
    moment = utc(start)
    if calendar.always and amount >= ZERO:
        return moment + amount
    for _, end in _counted(calendar, moment, amount):
        moment = end
    return moment


def between(calendar: Calendar, a: datetime, b: datetime) -> timedelta:
    """Return the business time from `a` to `b`; negative when `b` is earlier."""
    first, last = utc(a), utc(b)
    if last < first:
        return -between(calendar, last, first)
    if calendar.always:
        return last - first
    day, final = first.astimezone(calendar.tz).date(), last.astimezone(calendar.tz).date() + DAY
    total = ZERO
    while day <= final:
        for opens, closes in calendar.spans(day):
            total += max(min(closes, last) - max(opens, first), ZERO)
        day += DAY
    return total


def explain(calendar: Calendar, start: datetime, amount: timedelta) -> Explanation:
    """Return `add` together with the intervals it counted and the holidays it passed.

    Raises:
        NeverOpen: the calendar has no open hours to count in.
        ValueError: the amount is negative.
    """
    begin = utc(start)
    used = tuple(_counted(calendar, begin, amount))
    due = used[-1][1] if used else begin
    first, last = begin.astimezone(calendar.tz).date(), due.astimezone(calendar.tz).date()
    passed = tuple(
        (day, name)
        for day, name in calendar.holidays
        if first <= day <= last and calendar.week[day.weekday()]
    )
    return Explanation(begin, amount, due, used, passed)


def is_business_day(calendar: Calendar, day: date) -> bool:
    """Tell whether the place is open at any time of a local day."""
    return bool(calendar.hours(day))


def next_business_day(calendar: Calendar, day: date) -> date:
    """Return the first business day after `day`.

    Raises:
        NeverOpen: the calendar has no open hours.
    """
    return _business_day(calendar, day, DAY)


def previous_business_day(calendar: Calendar, day: date) -> date:
    """Return the last business day before `day`.

    Raises:
        NeverOpen: the calendar has no open hours.
    """
    return _business_day(calendar, day, -DAY)


def business_days_after(calendar: Calendar, day: date, n: int) -> date:
    """Return the `n`-th business day after `day`, which itself is day 0.

    Raises:
        NeverOpen: the calendar has no open hours.
    """
    for _ in range(n):
        day = next_business_day(calendar, day)
    return day


def close_of(calendar: Calendar, day: date) -> datetime:
    """Return the UTC moment at which a local business day closes.

    Raises:
        ValueError: the place is not open on that day.
    """
    spans = calendar.spans(day)
    if not spans:
        raise ValueError(f"{day.isoformat()} is not a business day.")
    return spans[-1][1]


def end_of_day(calendar: Calendar, day: date) -> datetime:
    """Return the UTC moment by which something is done on a local day: its close, else its last minute."""
    spans = calendar.spans(day)
    return spans[-1][1] if spans else day_span(day, calendar.tz)[1] - MINUTE


def _business_day(calendar: Calendar, day: date, step: timedelta) -> date:
    for distance in range(1, _CLOSED_DAYS + 1):
        found = day + distance * step
        if is_business_day(calendar, found):
            return found
    raise NeverOpen(calendar, day)


def _counted(calendar: Calendar, start: datetime, amount: timedelta) -> Iterator[Span]:
    """Yield the stretches of open time from `start` that make up `amount`."""
    if amount < ZERO:
        raise ValueError("Business time is added forwards only.")
    if amount == ZERO:
        return
    for opens, closes in _open_from(calendar, start):
        begin = max(opens, start)
        part = min(amount, closes - begin)
        yield begin, begin + part
        amount -= part
        if not amount:
            return


def _open_from(calendar: Calendar, start: datetime) -> Iterator[Span]:
    """Yield the open intervals that end after `start`, without end while there are any."""
    first = day = start.astimezone(calendar.tz).date()
    closed = 0
    while closed < _CLOSED_DAYS:
        spans = [span for span in calendar.spans(day) if span[1] > start]
        yield from spans
        closed = 0 if spans else closed + 1
        day += DAY
    raise NeverOpen(calendar, first)
