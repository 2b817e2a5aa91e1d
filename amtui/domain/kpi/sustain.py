"""Whether a target is not just met but held, and whether it was held and lost again.

A window is `Rule.days` consecutive complete days. It *holds* when no day of it with at least 20
observations misses the target, at least five of seven days have data, and its pooled value meets
the target. It *fails* when such a day misses, or when enough days have data and the pooled value
misses. Otherwise it is *quiet* and decides nothing. The youngest window that is not quiet decides:
if it holds the goal is sustained; if it fails, and an older window held, the goal has regressed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from math import ceil

from amtui.domain.kpi.goals import meets
from amtui.domain.kpi.rollup import PooledValue
from amtui.domain.kpi_records import DayFigure
from amtui.domain.vocabulary import Comparator

TELLING_DAY = 20
"""A day with this many observations may not miss the target; a smaller one may by chance."""
DAYS_WITH_DATA = 5 / 7
"""The share of a window's days that must have data."""


class Verdict(StrEnum):
    """What the days since the agreement say."""

    NONE = "none"
    SUSTAINED = "sustained"
    REGRESSED = "regressed"


@dataclass(frozen=True, slots=True)
class Rule:
    """What has to be held, and for how many days."""

    comparator: Comparator
    target: float
    days: int = 7


@dataclass(frozen=True, slots=True)
class Sustained:
    """How long the target has been held, up to the last complete day.

    Attributes:
        days: when sustained, all days since the stretch began; else the days that are on the way
            to it: the longest tail, starting with a day that has data, without a telling day that
            misses, whose pooled value meets the target.
    """

    days: int = 0
    verdict: Verdict = Verdict.NONE


def sustained(
    days: Iterable[DayFigure], rule: Rule, pooled: PooledValue, *, first: date, last: date
) -> Sustained:
    """Judge the days since a goal was agreed.

    Args:
        days: the figure of each day; a day that is not among them has no data.
        rule: what has to be held.
        pooled: gives the value over any days.
        first: the day of the agreement; no window starts before it.
        last: the last complete day.
    """
    scan = _Scan({figure.day: figure for figure in days}, rule, pooled, first, last)
    verdict = scan.verdict()
    if verdict is Verdict.SUSTAINED:
        return Sustained(scan.stretch(), verdict)
    return Sustained(scan.on_the_way(), verdict)


@dataclass(frozen=True, slots=True)
class _Scan:
    """Looks back from the last day, as the youngest windows decide."""

    figures: dict[date, DayFigure]
    rule: Rule
    pooled: PooledValue
    first: date
    last: date
    seen: dict[date, bool | None] = field(default_factory=dict)
    missed: dict[date, bool] = field(default_factory=dict)

    def verdict(self) -> Verdict:
        """Return what the youngest decisive windows say."""
        failed = False
        for end in self.ends():
            holds = self.holds(end)
            if holds:
                return Verdict.REGRESSED if failed else Verdict.SUSTAINED
            failed = failed or holds is False
        return Verdict.NONE

    def stretch(self) -> int:
        """Return the days since the first window of the unbroken stretch began."""
        began = self.last
        for end in self.ends():
            holds = self.holds(end)
            if holds is False:
                break
            began = self.start(end) if holds else began
        return (self.last - began).days + 1

    def on_the_way(self) -> int:
        """Return the length of the longest good tail that is shorter than a window."""
        for length in range(self.rule.days - 1, 0, -1):
            start = self.last - timedelta(days=length - 1)
            if start >= self.first and self.has_data(start) and self.is_good(start):
                return length
        return 0

    def is_good(self, start: date) -> bool:
        """Tell whether the days from `start` meet the target."""
        return not self.has_telling_miss(start, self.last) and bool(self.meets(start, self.last))

    def ends(self) -> Iterator[date]:
        """Yield the last day of each whole window, youngest first."""
        for back in range((self.last - self.first).days - self.rule.days + 2):
            yield self.last - timedelta(days=back)

    def start(self, end: date) -> date:
        """Return the first day of the window that ends on `end`."""
        return end - timedelta(days=self.rule.days - 1)

    def holds(self, end: date) -> bool | None:
        """Tell whether the window that ends on `end` holds; None when it is quiet."""
        if end not in self.seen:
            self.seen[end] = self.judge(self.start(end), end)
        return self.seen[end]

    def judge(self, start: date, end: date) -> bool | None:
        """Judge one window; the cheap looks come first."""
        if self.has_telling_miss(start, end):
            return False
        with_data = sum(map(self.has_data, _days(start, end)))
        if with_data < ceil(self.rule.days * DAYS_WITH_DATA):
            return None
        return self.meets(start, end)

    def meets(self, start: date, end: date) -> bool | None:
        """Hold the pooled value against the target; None without a value."""
        value = self.pooled(start, end)
        return None if value is None else meets(value, self.rule.comparator, self.rule.target)

    def has_data(self, day: date) -> bool:
        """Tell whether anything was counted on a day."""
        figure = self.figures.get(day)
        return figure is not None and figure.value is not None

    def has_telling_miss(self, start: date, end: date) -> bool:
        """Tell whether a day with enough observations misses the target."""
        return any(self.misses_on(day) for day in _days(start, end))

    def misses_on(self, day: date) -> bool:
        """Tell whether one day misses; each day is held against the target once."""
        if day not in self.missed:
            self.missed[day] = self.misses(self.figures.get(day))
        return self.missed[day]

    def misses(self, figure: DayFigure | None) -> bool:
        """Tell whether one day alone misses the target, beyond chance."""
        if figure is None or figure.value is None or figure.n < TELLING_DAY:
            return False
        return not meets(figure.value, self.rule.comparator, self.rule.target)


def _days(first: date, last: date) -> Iterator[date]:
    """Yield the days from first to last, both included."""
    return (first + timedelta(days=i) for i in range((last - first).days + 1))
