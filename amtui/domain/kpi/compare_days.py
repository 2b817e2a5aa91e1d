"""How much a figure changed between two windows of its days.

What is known of single observations is compared as `compare` does. Of a KPI that is imported day by day, and
is no share, the days are the observations: a window's figure is the ratio of two sums over its days, whose
spread comes from how far each day is off that ratio (Cochran 1977, Sampling Techniques, section 6.3):

    ratio = sum of above / sum of below,    rest(day) = above(day) - ratio x below(day)
    error = sqrt(days / (days - 1) x sum of squared rests) / sum of below
"""

from collections.abc import Iterable, Sequence
from math import sqrt

from amtui.domain.kpi.compare import Interval, difference, student
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.describing import Feed
from amtui.domain.kpi.periods import Dates
from amtui.domain.kpi.rollup import DayRollup, Pooled, pool
from amtui.domain.vocabulary import KpiKey, Statistic

DAYS = "a ratio of daily sums, Welch's t"
FEWEST_DAYS = 4
"""With fewer days on either side nothing is known of how much they differ by chance."""
Part = tuple[int, int]
"""Numerator and denominator of one day."""


def change(
    kpi: KpiKey, days: Iterable[DayRollup], before: Dates, after: Dates, statistic: Statistic
) -> tuple[Pooled, Pooled, Interval | None]:
    """Return a KPI over two windows, and by how much the later is above the earlier."""
    known, every = definition(kpi), tuple(days)
    first, second = (pool(kpi, every, first=window[0], last=window[1]) for window in (before, after))
    if known.feed is Feed.KPI and statistic is not Statistic.RATE:
        return first, second, ratio_difference(_parts(every, before), _parts(every, after))
    return first, second, difference(first, second, statistic)


def ratio_difference(first: Sequence[Part], second: Sequence[Part]) -> Interval | None:
    """Return by how much a ratio of daily sums changed; None with too few days on either side."""
    one, other = _ratio(first), _ratio(second)
    if one is None or other is None:
        return None
    (ratio1, error1, days1), (ratio2, error2, days2) = one, other
    gap, spread = ratio2 - ratio1, error1 + error2
    n1, n2 = (sum(below for _, below in side) for side in (first, second))
    if not spread:
        return Interval(gap, gap, gap, n1, n2, DAYS)
    freedom = spread**2 / (error1**2 / (days1 - 1) + error2**2 / (days2 - 1))
    half = student(freedom) * sqrt(spread)
    return Interval(gap, gap - half, gap + half, n1, n2, DAYS)


def _ratio(parts: Sequence[Part]) -> tuple[float, float, int] | None:
    """Return the ratio, the square of its standard error, and the days; None with too few days."""
    known = [part for part in parts if part[1]]
    below = sum(part[1] for part in known)
    if len(known) < FEWEST_DAYS:
        return None
    ratio = sum(part[0] for part in known) / below
    squares = sum((part[0] - ratio * part[1]) ** 2 for part in known)
    days = len(known)
    return ratio, days / (days - 1) * squares / below**2, days


def _parts(days: Iterable[DayRollup], window: Dates) -> list[Part]:
    return [(day.numerator, day.denominator) for day in days if window[0] <= day.day <= window[1]]
