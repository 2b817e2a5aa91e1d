"""Whether a KPI is moving, and when it gets to its target if it goes on like that.

The test is that of Mann and Kendall: of all pairs of days, how many rose less how many fell, with
the variance corrected for ties and with continuity correction. It asks for no distribution, and one
wild day counts no more than any other. The line is that of Theil and Sen: the median slope of all
pairs, through the median day and the median value. The limits of the slope are Sen's: the pairs'
slopes at the ranks that the same variance gives.

Sources: Mann 1945, Kendall 1975, Theil 1950, Sen 1968, Conover 1980 (the line's height).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations
from math import ceil, erfc, floor, sqrt
from statistics import median

from amtui.domain.frozen import dataclass
from amtui.domain.kpi.goals import meets
from amtui.domain.kpi_records import DayFigure, Projection
from amtui.domain.vocabulary import Comparator

TREND_DAYS = 28
FEWEST_DAYS = 10
"""With fewer days of data the normal approximation of the test does not hold."""
SIGNIFICANT = 0.05
CONFIDENCE_Z = 1.959963984540054
"""The 97.5th percentile of the normal distribution: two-sided limits of 95 %."""
FARTHEST_DAYS = 3650
"""A date farther away than ten years is no projection."""

Point = tuple[int, float]
"""A day as a whole number and the value on it."""


@dataclass(frozen=True, slots=True)
class Trend:
    """A robust line through the days.

    Attributes:
        slope: change of the value per day.
        low, high: limits of the slope, 95 % two-sided.
        day, value: a point of the line.
        p: probability of so much order in days without any trend, two-sided.
        days: days that have data.
    """

    slope: float
    low: float
    high: float
    day: float
    value: float
    p: float
    days: int

    @property
    def significant(self) -> bool:
        """Whether chance alone makes such an order in fewer than one of twenty cases."""
        return self.p < SIGNIFICANT and self.slope != 0

    def reaches(self, value: float, slope: float) -> float | None:
        """Return the day on which the line with another slope has a value; None for a level line."""
        return None if slope == 0 else self.day + (value - self.value) / slope


def mann_kendall(values: Sequence[float]) -> tuple[int, float, float]:
    """Return S, its variance under no trend, and the two-sided probability of so large an S.

    Args:
        values: in order of time.
    """
    score = sum((later > earlier) - (later < earlier) for earlier, later in combinations(values, 2))
    n = len(values)
    tied = sum(t * (t - 1) * (2 * t + 5) for t in Counter(values).values())
    variance = (n * (n - 1) * (2 * n + 5) - tied) / 18
    if variance <= 0 or not score:
        return score, variance, 1.0
    z = (abs(score) - 1) / sqrt(variance)
    return score, variance, erfc(z / sqrt(2))


def theil_sen(points: Sequence[Point]) -> Trend | None:
    """Return the line through points whose days differ; None with fewer than two of them."""
    if len(points) < 2:
        return None
    ordered = sorted(points)
    slopes = sorted((b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(ordered, 2))
    _, variance, p = mann_kendall([value for _, value in ordered])
    low, high = _limits(slopes, variance)
    days, values = zip(*ordered, strict=True)
    return Trend(median(slopes), low, high, median(days), median(values), p, len(ordered))


def _limits(slopes: Sequence[float], variance: float) -> tuple[float, float]:
    """Return Sen's limits of the median slope, rounded outwards to slopes that there are."""
    width = CONFIDENCE_Z * sqrt(max(variance, 0.0))
    low = max(0, floor((len(slopes) - width) / 2) - 1)
    high = min(len(slopes) - 1, ceil((len(slopes) + width) / 2))
    return slopes[low], slopes[high]


def trend(days: Iterable[DayFigure], last: date, *, only_significant: bool = False) -> Trend | None:
    """Return the trend of the 28 days that end on `last`; None with data on fewer than ten of them.

    Args:
        days: the figure of each day, in any order.
        last: the last complete day.
        only_significant: spare the line where the test already says no.
    """
    first = last - timedelta(days=TREND_DAYS - 1)
    points = [
        (figure.day.toordinal(), figure.value)
        for figure in days
        if figure.value is not None and first <= figure.day <= last
    ]
    if len(points) < FEWEST_DAYS:
        return None
    points.sort()
    if only_significant and mann_kendall([value for _, value in points])[2] >= SIGNIFICANT:
        return None
    return theil_sen(points)


def projected(
    days: Iterable[DayFigure], last: date, target: float, comparator: Comparator
) -> Projection | None:
    """Return when the value gets to its target if the last 28 days go on.

    Nothing without a significant trend, when the line is there already, when it leads away, and
    when it takes longer than ten years.

    Args:
        days: the figure of each day.
        last: the last complete day.
        target: in the KPI's unit.
        comparator: how a value is held against the target.
    """
    found = trend(days, last, only_significant=True)
    if found is None or not found.significant:
        return None
    now = found.value + found.slope * (last.toordinal() - found.day)
    if meets(now, comparator, target):
        return None
    ordinal = found.reaches(target, found.slope)
    on = _after(last, ordinal)
    if on is None:
        return None
    steep, flat = (found.low, found.high) if found.slope < 0 else (found.high, found.low)
    earliest = _after(last, found.reaches(target, steep)) or on
    latest = _after(last, found.reaches(target, flat)) if flat * found.slope > 0 else None
    return Projection(on, min(earliest, on), latest, found.slope, found.p, found.days)


def _after(last: date, ordinal: float | None) -> date | None:
    """Return the first day after `last` on which a line is at or beyond a place; None if too far or past."""
    if ordinal is None or not last.toordinal() < ordinal <= last.toordinal() + FARTHEST_DAYS:
        return None
    return date.fromordinal(ceil(round(ordinal, 9)))
