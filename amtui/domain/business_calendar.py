"""When a place is open: hours per weekday, holidays and a time zone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from amtui.domain.errors import Invalid, UsageError
from amtui.domain.frozen import dataclass
from amtui.domain.local_time import instant, zone_named

Hours = tuple[tuple[int, int], ...]
"""The open intervals of one day as (first minute, minute after the last) since local midnight."""

Span = tuple[datetime, datetime]
"""A stretch of time as (start, end) in UTC; the end is not part of it."""

TimeOfDay = int | time
"""Minutes since local midnight, or a wall-clock time; as an end, midnight means the day's end."""

DAY_MINUTES = 24 * 60
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_KEPT_DAYS = 20_000


@dataclass(frozen=True, slots=True)
class Calendar:
    """Business hours of a place.

    Overlapping and touching intervals are joined. Hours that pass midnight are two intervals, one
    on each day.

    Attributes:
        zone: IANA name of the time zone that the hours are in.
        week: the open intervals of Monday to Sunday.
        holidays: the closed days with their names, in order.
        name: what people call the calendar.
    """

    zone: str
    week: tuple[Hours, ...]
    holidays: tuple[tuple[date, str], ...] = ()
    name: str = ""
    tz: ZoneInfo = field(init=False, repr=False, compare=False)
    always: bool = field(init=False, repr=False, compare=False)
    _names: dict[date, str] = field(init=False, repr=False, compare=False)
    _spans: dict[int, tuple[Span, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.week) != len(DAY_NAMES):
            raise Invalid({"week": "hours are needed for each of the seven days, Monday first"})
        week = tuple(_joined(name, hours) for name, hours in zip(DAY_NAMES, self.week, strict=True))
        always = not self.holidays and all(hours == ((0, DAY_MINUTES),) for hours in week)
        object.__setattr__(self, "week", week)
        object.__setattr__(self, "holidays", tuple(sorted(self.holidays)))
        object.__setattr__(self, "tz", zone_named(self.zone))
        object.__setattr__(self, "always", always)
        object.__setattr__(self, "_names", dict(self.holidays))

    @classmethod
    def weekly(
        cls,
        zone: str,
        hours: Mapping[int, Sequence[tuple[TimeOfDay, TimeOfDay]]],
        holidays: Mapping[date, str] | None = None,
        name: str = "",
    ) -> "Calendar":
        """Return a calendar of `hours` by weekday (0 is Monday); days left out are closed.

        Raises:
            Invalid: an interval is empty or leaves its day, or the zone is unknown.
        """
        week = tuple(tuple(_minutes(start, end) for start, end in hours.get(day, ())) for day in range(7))
        return cls(zone, week, tuple((holidays or {}).items()), name)

    def holiday(self, day: date) -> str | None:
        """Return the name of the holiday on a local `day`, or None."""
        return self._names.get(day)

    def hours(self, day: date) -> Hours:
        """Return the open intervals of a local `day` in minutes since its midnight."""
        return () if day in self._names else self.week[day.weekday()]

    def spans(self, day: date) -> tuple[Span, ...]:
        """Return the open intervals of a local `day` in UTC, in order."""
        key = day.toordinal()
        found = self._spans.get(key)
        if found is None:
            if len(self._spans) >= _KEPT_DAYS:
                self._spans.clear()
            found = self._spans[key] = tuple(self._worked_out(day))
        return found

    def _worked_out(self, day: date) -> Iterable[Span]:
        """Yield the open intervals of `day` in UTC, without those that a clock change swallows."""
        midnight = datetime.combine(day, time())
        for first, last in self.hours(day):
            start = instant(midnight + timedelta(minutes=first), self.tz)
            end = instant(midnight + timedelta(minutes=last), self.tz)
            if start < end:
                yield start, end


def country_calendar(
    country: str,
    zone: str,
    years: Iterable[int],
    hours: Mapping[int, Sequence[tuple[TimeOfDay, TimeOfDay]]],
    subdivision: str | None = None,
) -> Calendar:
    """Return a calendar with the public holidays of a country.

    Args:
        country: ISO 3166 code, such as DE.
        zone: IANA name of the zone of the hours.
        years: the years whose holidays are entered.
        hours: by weekday, as in `Calendar.weekly`.
        subdivision: a region's code, such as BY.

    Raises:
        UsageError: the country or region is unknown.
    """
    import holidays

    name = f"{country}-{subdivision}" if subdivision else country
    try:
        found = holidays.country_holidays(country, subdiv=subdivision, years=years)
    except NotImplementedError as error:
        raise UsageError(f"No public holidays are known for “{name}”.") from error
    return Calendar.weekly(zone, hours, dict(found.items()), name)


def office_hours(start: TimeOfDay, end: TimeOfDay) -> dict[int, list[tuple[TimeOfDay, TimeOfDay]]]:
    """Return the same interval for Monday to Friday, as `Calendar.weekly` takes it."""
    return {day: [(start, end)] for day in range(5)}


def _minutes(start: TimeOfDay, end: TimeOfDay) -> tuple[int, int]:
    first, last = _minute(start), _minute(end)
    return first, DAY_MINUTES if end == time() else last


def _minute(value: TimeOfDay) -> int:
    return value if isinstance(value, int) else value.hour * 60 + value.minute


def _joined(day: str, hours: Hours) -> Hours:
    """Return intervals in order with overlapping ones joined."""
    result: list[tuple[int, int]] = []
    for first, last in sorted(hours):
        if not 0 <= first < last <= DAY_MINUTES:
            raise Invalid({day: "an interval ends after it starts and stays within 00:00 to 24:00"})
        if result and first <= result[-1][1]:
            result[-1] = (result[-1][0], max(last, result[-1][1]))
        else:
            result.append((first, last))
    return tuple(result)


ALWAYS_OPEN = Calendar("UTC", (((0, DAY_MINUTES),),) * 7, name="always open")
"""The calendar in which business time is elapsed time."""
