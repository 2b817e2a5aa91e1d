"""The week as a map: what happens in each hour of each weekday, on the accounts' own clocks."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from amtui.domain.business_calendar import Calendar
from amtui.domain.kpi.shortfall import Slice

DAYS, HOURS = 7, 24
MINUTES = 60
Hour = tuple[int, int]
"""Weekday, 0 is Monday, and hour of the day."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class HeatCell:
    """What was counted in one hour of the week over the whole window.

    Attributes:
        n: observations.
        amount: bad ones; for a mean, all their seconds.
        is_open: whether any of the hour lies within opening hours; where none are recorded, all do.
    """

    weekday: int
    hour: int
    n: int
    amount: int
    is_open: bool

    @property
    def rate(self) -> float | None:
        """The bad share; None where nothing came."""
        return self.amount / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The week of a KPI.

    Attributes:
        counted: by weekday and hour, observations and the bad ones among them; hours without are left out.
        open: the hours that are open at all; None where no opening hours are recorded.
    """

    counted: Mapping[Hour, tuple[int, int]] = field(default_factory=dict)
    open: frozenset[Hour] | None = None

    def at(self, weekday: int, hour: int) -> HeatCell:
        """Return one hour of the week."""
        n, amount = self.counted.get((weekday, hour), (0, 0))
        return HeatCell(weekday, hour, n, amount, self.open is None or (weekday, hour) in self.open)

    @property
    def cells(self) -> tuple[HeatCell, ...]:
        """The hours in which anything came, from Monday on."""
        return tuple(self.at(*hour) for hour in sorted(self.counted))

    @property
    def hours(self) -> range:
        """The hours of the day worth showing: those with anything in them and those that are open."""
        known = {hour for _, hour in (*self.counted, *(self.open or ()))}
        return range(min(known), max(known) + 1) if known else range(0)

    @property
    def days(self) -> range:
        """The weekdays worth showing: Monday to Friday, and the weekend where anything is in it."""
        known = {day for day, _ in (*self.counted, *(self.open or ()))}
        return range(max(5, *(day + 1 for day in known))) if known else range(0)

    @property
    def worst(self) -> HeatCell | None:
        """The hour with the most bad observations; None where there are none."""
        return max((cell for cell in self.cells if cell.amount), key=lambda cell: cell.amount, default=None)


def heat_map(slices: Iterable[Slice], open_hours: frozenset[Hour] | None = None) -> HeatMap:
    """Return the week that slices make; those of one dimension, as each observation is in one of them."""
    counted: dict[Hour, tuple[int, int]] = {}
    for each in slices:
        n, amount = counted.get((each.weekday, each.hour), (0, 0))
        counted[each.weekday, each.hour] = (n + each.n, amount + each.amount)
    return HeatMap(counted, open_hours)


def open_hours(calendars: Collection[Calendar | None]) -> frozenset[Hour] | None:
    """Return the hours in which any of some places is open; None where one has no hours recorded."""
    if not calendars or any(calendar is None for calendar in calendars):
        return None
    return frozenset(hour for calendar in calendars if calendar for hour in _open(calendar))


def _open(calendar: Calendar) -> Iterable[Hour]:
    for weekday, spans in enumerate(calendar.week):
        for first, last in spans:
            yield from ((weekday, hour) for hour in range(first // MINUTES, (last - 1) // MINUTES + 1))
