"""Time set aside for work: inside business hours, beside meetings, and saying so where it is not."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo

from amtui.domain.business_calendar import Calendar, Span
from amtui.domain.business_time import is_business_day
from amtui.domain.frozen import dataclass
from amtui.domain.local_time import instant
from amtui.domain.task_records import Quadrant
from amtui.domain.wording import listed

URGENT_DAYS = 2
"""Due within this many business days is urgent, as in the order of everything else."""
MOST_AHEAD = 60
"""Days behind which nobody counts business days."""
STEP = timedelta(minutes=15)
"""Free time that is offered begins on a quarter of an hour."""
LEAST_FREE = timedelta(minutes=15)
"""Shorter gaps are not told as free."""


@dataclass(frozen=True, slots=True)
class Busy:
    """Time that is taken.

    Attributes:
        what: by what, to name it.
    """

    span: Span
    what: str


def quadrant(due_on: date | None, today: date, calendar: Calendar, *, important: bool) -> Quadrant:
    """Return where a task lies between urgent (due within two business days, or overdue) and important."""
    if is_urgent(due_on, today, calendar):
        return Quadrant.NOW if important else Quadrant.SOON
    return Quadrant.PLAN if important else Quadrant.LATER


def is_urgent(due_on: date | None, today: date, calendar: Calendar) -> bool:
    """Tell whether a day lies within two business days of today."""
    return due_on is not None and business_days_until(due_on, today, calendar) <= URGENT_DAYS


def business_days_until(due_on: date, today: date, calendar: Calendar) -> int:
    """Return how many business days after today a day is; no more than are looked at.

    A closed day is as far as the business day behind it. Where nobody ever works, every day counts.
    """
    ahead = min((due_on - today).days, MOST_AHEAD)
    if ahead <= 0 or not any(calendar.week):
        return ahead
    open_days = [is_business_day(calendar, today + timedelta(days=n)) for n in range(1, ahead + 1)]
    return sum(open_days) + (not open_days[-1])


def problems(block: Span, hours: Iterable[Span], taken: Iterable[Busy], zone: tzinfo) -> tuple[str, ...]:
    """Return what speaks against setting a time aside; nothing where it is free and inside the hours.

    Args:
        block: the time.
        hours: the business hours of the day, in order.
        taken: what else there is; the end of one may be the start of another.
        zone: on whose clock times are told.
    """
    starts, ends = block
    outside = not any(opens <= starts and ends <= closes for opens, closes in hours)
    over = [f"overlaps {busy.what}, {clock(busy.span, zone)}" for busy in taken if _meet(busy.span, block)]
    return (*(("outside business hours",) if outside else ()), *over)


def told(problems: Sequence[str]) -> str:
    """Return what speaks against a time, as the end of a sentence about it."""
    return listed([words if words.startswith("overlaps") else f"is {words}" for words in problems])


def free_spans(hours: Sequence[Span], taken: Iterable[Span], not_before: datetime) -> Iterator[Span]:
    """Yield the stretches of business hours that nothing takes, from a moment on."""
    busy = sorted(taken)
    for opens, closes in hours:
        start = max(opens, not_before)
        for begins, ends in busy:
            if ends <= start or begins >= closes:
                continue
            if begins - start >= LEAST_FREE:
                yield start, begins
            start = max(start, ends)
        if closes - start >= LEAST_FREE:
            yield start, closes


def first_free(
    hours: Sequence[Span], taken: Iterable[Span], minutes: int, not_before: datetime
) -> datetime | None:
    """Return the first free quarter of an hour from which there is room for so many minutes."""
    length = timedelta(minutes=minutes)
    for begins, ends in free_spans(hours, taken, not_before):
        start = _rounded(begins)
        if start + length <= ends:
            return start
    return None


def same_time(at: datetime, day: date, zone: tzinfo) -> datetime:
    """Return when clocks in a zone show on another day what they show at a moment."""
    return instant(datetime.combine(day, at.astimezone(zone).time()), zone)


def clock(span: Span, zone: tzinfo) -> str:
    """Return “10:00–10:45” as clocks in a zone show it."""
    begins, ends = (moment.astimezone(zone) for moment in span)
    return f"{begins:%H:%M}–{ends:%H:%M}"


def _rounded(moment: datetime) -> datetime:
    behind = timedelta(minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond) % STEP
    return moment if not behind else moment + STEP - behind


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
