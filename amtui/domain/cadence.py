"""Regular reviews: when they take place, and which accounts have none planned."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta, tzinfo

from amtui.domain.business_time import (
    Calendar,
    NeverOpen,
    business_days_after,
    close_of,
    is_business_day,
    next_business_day,
    previous_business_day,
)
from amtui.domain.frozen import dataclass
from amtui.domain.local_time import instant, plus_months, utc
from amtui.domain.vocabulary import ReviewKind

MONTHS = {ReviewKind.CHECK_IN: 1, ReviewKind.QBR: 3}
"""Months from one review of a kind to the next."""

KICKOFF_DAYS = 5
GRACE_DAYS = 7


@dataclass(frozen=True, slots=True)
class Series:
    """Reviews that come again.

    Attributes:
        kind: what they are for.
        anchor: the day of the first, whose day of the month (or of the week) all others take.
        months: from one to the next.
        weeks: from one to the next, instead of months; 0 for those that come by the month.
    """

    kind: ReviewKind
    anchor: date
    months: int = 1
    weeks: int = 0

    @property
    def step(self) -> int:
        """How many months, or weeks, from one to the next."""
        return self.weeks or self.months

    def nominal(self, index: int) -> date:
        """Return the day that the series asks for, so many reviews after its anchor."""
        return self.after(self.anchor, index)

    def after(self, day: date, times: int = 1) -> date:
        """Return the day that lies so many times the cadence after another."""
        if self.weeks:
            return day + timedelta(weeks=self.weeks * times)
        return plus_months(day, self.months * times)

    def apart(self, day: date) -> int:
        """Return how many calendar months, or weeks, a day lies after the anchor."""
        if self.weeks:
            return (_monday(day) - _monday(self.anchor)).days // 7
        return (day.year - self.anchor.year) * 12 + day.month - self.anchor.month


def monthly(anchor: date) -> Series:
    """Return the series of monthly check-ins from `anchor`."""
    return Series(ReviewKind.CHECK_IN, anchor, MONTHS[ReviewKind.CHECK_IN])


def quarterly(anchor: date) -> Series:
    """Return the series of quarterly business reviews: every third month from `anchor`."""
    return Series(ReviewKind.QBR, anchor, MONTHS[ReviewKind.QBR])


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One review of a series.

    Attributes:
        index: 0 for the anchor; names the occurrence however often it is moved.
        nominal: the day that the series asks for.
        day: the business day that it takes place on.
    """

    index: int
    nominal: date
    day: date


def occurrence(series: Series, calendar: Calendar, index: int) -> Occurrence:
    """Return the review number `index` of a series, counted from its anchor.

    Each is worked out from the anchor, never from the one before, so that a series cannot drift.
    """
    nominal = series.nominal(index)
    near = business_day_in_week if series.weeks else business_day_near
    return Occurrence(index, nominal, near(calendar, nominal))


def occurrences(series: Series, calendar: Calendar, first: date, last: date) -> tuple[Occurrence, ...]:
    """Return the reviews of a series that take place from `first` to `last`, both included."""
    return tuple(found for found in _from(series, calendar, first, last) if first <= found.day <= last)


def next_occurrence(series: Series, calendar: Calendar, after: date) -> Occurrence:
    """Return the first review of a series that takes place later than the day `after`."""
    index = max(series.apart(after) // series.step, 0)
    found = occurrence(series, calendar, index)
    while found.day <= after:
        index += 1
        found = occurrence(series, calendar, index)
    return found


def business_day_near(calendar: Calendar, nominal: date) -> date:
    """Return `nominal`, or the next business day, or the previous if the next is in another month.

    A month without any business day keeps `nominal`: a review is never dropped in silence.
    """
    return _near(calendar, nominal, lambda day: (day.year, day.month))


def business_day_in_week(calendar: Calendar, nominal: date) -> date:
    """Return `nominal`, or the next business day, or the previous if the next is in another week.

    A week without any business day keeps `nominal`.
    """
    return _near(calendar, nominal, _monday)


def start_of(day: date, minute_of_day: int, zone: tzinfo) -> datetime:
    """Return when a review begins whose clock on the wall shows a minute of a local day, in UTC.

    A time that the clocks skip on that day is the moment of the jump.
    """
    return instant(datetime.combine(day, time()) + timedelta(minutes=minute_of_day), zone)


@dataclass(frozen=True, slots=True)
class CadenceGap:
    """An account with nothing planned inside its cadence.

    Attributes:
        kind: the review that is missing.
        last_held: the day of the latest one; None if there was none.
        limit: the day by which the next should be planned.
        next_planned: the one that is planned, but later than that; None if there is none.
    """

    kind: ReviewKind
    last_held: date | None
    limit: date
    next_planned: date | None


def gap(series: Series, today: date, last_held: date | None, next_planned: date | None) -> CadenceGap | None:
    """Return the gap of an account's series of reviews, or None if the next is planned in time.

    In time is one cadence after the latest review (or after the anchor, where none was held yet)
    with a week's grace for moved ones, and never sooner than a month (or a weekly cadence) from today.

    Args:
        series: what was agreed.
        today: the account's local day.
        last_held: day of the latest review of the kind that was held.
        next_planned: day of the earliest one that is planned for today or later.
    """
    since = last_held or series.after(series.anchor, -1)
    soon = series.after(today) if series.weeks else plus_months(today, 1)
    limit = max(series.after(since) + timedelta(days=GRACE_DAYS), soon)
    if next_planned is not None and today <= next_planned <= limit:
        return None
    return CadenceGap(series.kind, last_held, limit, next_planned)


def kickoff_deadline(calendar: Calendar, requested_at: datetime) -> datetime:
    """Return when a kickoff has to be held, in UTC: the close of the fifth business day.

    The local day of the request is day 0.

    Raises:
        NeverOpen: the calendar has no open hours.
    """
    requested = utc(requested_at).astimezone(calendar.tz).date()
    return close_of(calendar, business_days_after(calendar, requested, KICKOFF_DAYS))


def _from(series: Series, calendar: Calendar, first: date, last: date) -> Iterator[Occurrence]:
    """Yield the reviews of the months or weeks from that of `first` to `last`; none leaves its own."""
    start = -(-series.apart(first) // series.step)
    stop = series.apart(last) // series.step
    for index in range(max(start, 0), stop + 1):
        yield occurrence(series, calendar, index)


def _near(calendar: Calendar, nominal: date, span: Callable[[date], object]) -> date:
    """Return the business day nearest to `nominal` within its own span: the next, else the previous."""
    if is_business_day(calendar, nominal):
        return nominal
    try:
        for found in (next_business_day(calendar, nominal), previous_business_day(calendar, nominal)):
            if span(found) == span(nominal):
                return found
    except NeverOpen:
        pass
    return nominal


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
