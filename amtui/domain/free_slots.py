"""When two parties could meet: inside the business hours of both, and where neither has anything else."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo

from amtui.domain.business_calendar import Calendar, Span
from amtui.domain.cadence import start_of

STEP_MINUTES = 30
"""Suggested times begin on the hour or the half hour."""
DAY_MINUTES = 24 * 60
NONE_FREE = "no open hours of both are free around then"
ONE_DAY = timedelta(days=1)


def free_slots(
    hours: Sequence[Calendar],
    busy: Iterable[Span],
    minutes: int,
    days: Iterable[date],
    *,
    zone: tzinfo,
    wanted: int,
    not_before: datetime,
) -> Iterator[datetime]:
    """Yield one start a day, in UTC: the free one nearest to a wanted time of the day.

    Args:
        hours: of everybody who takes part; each in its own zone.
        busy: what anybody of them has already; the end of one may be the start of another.
        minutes: how long it takes.
        days: local days of `zone`, in the order of preference; one without room is passed over.
        zone: on whose clock times are round.
        wanted: the time of the day that suits best, in minutes since midnight.
        not_before: nothing begins earlier.
    """
    taken, length = sorted(busy), timedelta(minutes=minutes)
    for day in days:
        open_spans = shared(hours, day)
        fits = (
            start
            for minute in _by_distance(wanted)
            if (start := start_of(day, minute, zone)) >= not_before
            and _lies_within(open_spans, start, start + length)
            and not _clashes(taken, start, start + length)
        )
        if (found := next(fits, None)) is not None:
            yield found


def shared(hours: Sequence[Calendar], day: date) -> tuple[Span, ...]:
    """Return the stretches around a day in which all of some places are open, in UTC."""
    spans = _around(hours[0], day)
    for other in hours[1:]:
        theirs = _around(other, day)
        pairs = ((max(a, c), min(b, d)) for a, b in spans for c, d in theirs)
        spans = tuple(pair for pair in pairs if pair[0] < pair[1])
    return spans


def nearest_first(target: date, first: date, last: date) -> Iterator[date]:
    """Yield the days from `first` to `last`, those nearest to `target` first, the later of two before."""
    reach = max(abs((last - target).days), abs((target - first).days))
    for distance in range(reach + 1):
        for day in dict.fromkeys((target + distance * ONE_DAY, target - distance * ONE_DAY)):
            if first <= day <= last:
                yield day


def _around(calendar: Calendar, day: date) -> tuple[Span, ...]:
    """Return the open stretches of a day and its neighbours, which may overlap it elsewhere."""
    return tuple(span for step in (-1, 0, 1) for span in calendar.spans(day + step * ONE_DAY))


def _by_distance(wanted: int) -> list[int]:
    minutes = range(0, DAY_MINUTES, STEP_MINUTES)
    return sorted({*minutes, wanted}, key=lambda minute: (abs(minute - wanted), minute))


def _lies_within(spans: Iterable[Span], start: datetime, end: datetime) -> bool:
    return any(opens <= start and end <= closes for opens, closes in spans)


def _clashes(taken: Iterable[Span], start: datetime, end: datetime) -> bool:
    return any(begins < end and start < ends for begins, ends in taken)
