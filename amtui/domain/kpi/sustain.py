"""Whether a target is not just met but held, and whether it was held and lost again.

A window is `Rule.days` consecutive complete days. It *holds* when no day of it with at least 20
observations misses the target, at least five of seven days have data, and its pooled value meets
the target. It *fails* when such a day misses, or when enough days have data and the pooled value
misses. Otherwise it is *quiet* and decides nothing. The youngest window that is not quiet decides:
if it holds the goal is sustained; if it fails, and an older window held, the goal has regressed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import field
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING

from amtui.domain.frozen import dataclass
from amtui.domain.kpi.goals import meets
from amtui.domain.kpi_records import DayFigure
from amtui.domain.vocabulary import Comparator

if TYPE_CHECKING:
    from amtui.domain.kpi.rollup import PooledValue

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
    days: Iterable[DayFigure], rule: Rule, pooled: "PooledValue", *, first: date, last: date
) -> Sustained:
    """Judge the days since a goal was agreed.

    Args:
        days: the figure of each day; a day that is not among them has no data.
        rule: what has to be held.
        pooled: gives the value over any days.
        first: the day of the agreement; no window starts before it.
        last: the last complete day.
    """
    scan = _Scan.of(days, rule, pooled, first=first, last=last)
    verdict = scan.verdict()
    if verdict is Verdict.SUSTAINED:
        return Sustained(scan.stretch(), verdict)
    return Sustained(scan.on_the_way(), verdict)


@dataclass(frozen=True, slots=True)
class _Scan:
    """Looks back from the last day, as the youngest windows decide; days are counted from the first.

    Attributes:
        size: how many days there are.
        misses: how many days before each one miss beyond chance.
        data: how many days before each one have data.
    """

    rule: Rule
    pooled: "PooledValue"
    first: date
    size: int
    misses: tuple[int, ...]
    data: tuple[int, ...]
    seen: dict[int, bool | None] = field(default_factory=dict)

    @classmethod
    def of(
        cls, days: Iterable[DayFigure], rule: Rule, pooled: "PooledValue", *, first: date, last: date
    ) -> "_Scan":
        """Count what the days say, so that a window is two looks at each count."""
        size = max(0, (last - first).days + 1)
        misses, data = bytearray(size), bytearray(size)
        for figure in days:
            place = (figure.day - first).days
            if figure.value is not None and 0 <= place < size:
                data[place] = True
                misses[place] = figure.n >= TELLING_DAY and not _meets(figure.value, rule)
        return cls(rule, pooled, first, size, _before(misses), _before(data))

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
        began = self.size
        for end in self.ends():
            holds = self.holds(end)
            if holds is False:
                break
            began = end - self.rule.days if holds else began
        return self.size - began

    def on_the_way(self) -> int:
        """Return the length of the longest good tail that is shorter than a window."""
        for length in range(min(self.rule.days - 1, self.size), 0, -1):
            start = self.size - length
            if self.data[start + 1] > self.data[start] and self.is_good(start):
                return length
        return 0

    def is_good(self, start: int) -> bool:
        """Tell whether the days from `start` on meet the target."""
        return self.misses[self.size] == self.misses[start] and bool(self.meets(start, self.size))

    def ends(self) -> Iterator[int]:
        """Yield the day after each whole window, youngest first."""
        yield from range(self.size, self.rule.days - 1, -1)

    def holds(self, end: int) -> bool | None:
        """Tell whether the window before `end` holds; None when it is quiet."""
        if end not in self.seen:
            self.seen[end] = self.judge(end - self.rule.days, end)
        return self.seen[end]

    def judge(self, start: int, end: int) -> bool | None:
        """Judge one window; the cheap looks come first."""
        if self.misses[end] > self.misses[start]:
            return False
        if self.data[end] - self.data[start] < ceil(self.rule.days * DAYS_WITH_DATA):
            return None
        return self.meets(start, end)

    def meets(self, start: int, end: int) -> bool | None:
        """Hold the pooled value of the days from `start` to before `end` against the target."""
        value = self.pooled(self.first + timedelta(days=start), self.first + timedelta(days=end - 1))
        return None if value is None else _meets(value, self.rule)


def _before(marked: bytearray) -> tuple[int, ...]:
    """Return how many days are marked before each one, and in all."""
    return (0, *accumulate(marked))


def _meets(value: float, rule: Rule) -> bool:
    return meets(value, rule.comparator, rule.target)
