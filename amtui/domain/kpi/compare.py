"""How much a figure changed between two windows, and how sure that is.

Every interval is of *second minus first* at 95 % confidence and names its method. Observations are taken as
independent of each other, so an interval is a yardstick for chance and not for what else changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, exp, floor, lgamma, log, sqrt

from amtui.domain.kpi import statistics
from amtui.domain.kpi.rollup import Pooled
from amtui.domain.kpi.statistics import Histogram
from amtui.domain.vocabulary import Statistic

CONFIDENCE = 0.95
_TAIL = (1 - CONFIDENCE) / 2
_Z = 1.959963984540054
"""The point that the normal distribution stays below in 97.5 %."""
_EXACT_UP_TO = 1_000
"""Ranks of more observations than this come from the normal approximation of the binomial."""

NEWCOMBE = "Newcombe's hybrid score interval"
WELCH = "Welch's t interval"
ORDER_STATISTICS = "order statistics, combined by MOVER"


@dataclass(frozen=True, slots=True)
class Interval:
    """A difference, second minus first, with the range that it lies in at 95 % confidence.

    Attributes:
        difference: a fraction of 1 for rates, seconds for durations.
        low, high: the ends of the range, in the same unit.
        n1, n2: observations in the first and in the second window.
        method: the name of the method, to stand beside the numbers.
    """

    difference: float
    low: float
    high: float
    n1: int
    n2: int
    method: str

    @property
    def is_clear(self) -> bool:
        """Whether the range leaves out zero: more than chance would do."""
        return self.low > 0 or self.high < 0


def wilson(n: int, k: int) -> tuple[float, float]:
    """Return the score interval of one rate of `k` in `n` (Wilson 1927), without continuity correction.

    Raises:
        ValueError: for a rate of nothing, or for more than all.
    """
    if n < 1 or not 0 <= k <= n:
        message = f"{k} of {n} is no rate"
        raise ValueError(message)
    middle = 2 * k + _Z**2
    half = _Z * sqrt(_Z**2 + 4 * k * (n - k) / n)
    low, high = (middle - half) / (2 * (n + _Z**2)), (middle + half) / (2 * (n + _Z**2))
    return (0.0 if k == 0 else low), (1.0 if k == n else high)


def rate_difference(n1: int, k1: int, n2: int, k2: int) -> Interval | None:
    """Return by how much the rate `k2` of `n2` is above the rate `k1` of `n1`; None where one is of nothing.

    Newcombe's hybrid score interval (Newcombe 1998, Statistics in Medicine 17:873, method 10): it stays
    inside -1 and 1 and holds for small counts and for rates of 0 and 1.

    Raises:
        ValueError: for more than all.
    """
    if not n1 or not n2:
        return None
    first = _Estimate(k1 / n1, *wilson(n1, k1))
    second = _Estimate(k2 / n2, *wilson(n2, k2))
    return _mover(first, second, n1, n2, NEWCOMBE)


def percentile_difference(first: Histogram, second: Histogram, percent: int) -> Interval | None:
    """Return by how much a percentile changed, without assuming any shape of the observations.

    Each percentile gets its interval from order statistics (Conover 1999, section 3.2: the ranks come from
    the binomial distribution); the two are combined by the method of variance estimates recovery (MOVER,
    Zou and Donner 2008, Statistics in Medicine 27:1693), as Newcombe's interval combines two rates.

    Returns:
        None where a window has too few observations to bound the percentile: a median takes 6.
    """
    ends = _percentile(first, percent), _percentile(second, percent)
    if ends[0] is None or ends[1] is None:
        return None
    return _mover(ends[0], ends[1], statistics.count(first), statistics.count(second), ORDER_STATISTICS)


def mean_difference(first: Histogram, second: Histogram) -> Interval | None:
    """Return by how much the mean changed: Welch's t interval; None with fewer than two observations."""
    n1, n2 = statistics.count(first), statistics.count(second)
    if min(n1, n2) < 2:
        return None
    (mean1, error1), (mean2, error2) = _mean(first, n1), _mean(second, n2)
    spread = error1 + error2
    difference = mean2 - mean1
    if not spread:
        return Interval(difference, difference, difference, n1, n2, WELCH)
    freedom = spread**2 / (error1**2 / (n1 - 1) + error2**2 / (n2 - 1))
    half = student(freedom) * sqrt(spread)
    return Interval(difference, difference - half, difference + half, n1, n2, WELCH)


def difference(first: Pooled, second: Pooled, statistic: Statistic) -> Interval | None:
    """Return by how much a KPI changed from one window to another, by the method that fits it."""
    if statistic is Statistic.RATE:
        return rate_difference(
            first.denominator or 0, first.numerator or 0, second.denominator or 0, second.numerator or 0
        )
    if statistic is Statistic.MEAN:
        return mean_difference(first.histogram, second.histogram)
    percent = 50 if statistic is Statistic.MEDIAN else 90
    return percentile_difference(first.histogram, second.histogram, percent)


@dataclass(frozen=True, slots=True)
class _Estimate:
    """A figure of one window with the ends of its own interval."""

    value: float
    low: float
    high: float


def _mover(first: _Estimate, second: _Estimate, n1: int, n2: int, method: str) -> Interval:
    """Combine two intervals into that of their difference by square-and-add."""
    gap = second.value - first.value
    below = sqrt((second.value - second.low) ** 2 + (first.high - first.value) ** 2)
    above = sqrt((second.high - second.value) ** 2 + (first.value - first.low) ** 2)
    return Interval(gap, gap - below, gap + above, n1, n2, method)


def _percentile(histogram: Histogram, percent: int) -> _Estimate | None:
    """Return a percentile between its order statistics; None where there are too few of them."""
    n = statistics.count(histogram)
    value = statistics.percentile(histogram, percent)
    ranks = _ranks(n, percent / 100)
    if value is None or ranks is None:
        return None
    return _Estimate(value, *(_at(histogram, rank) for rank in ranks))


def _at(histogram: Histogram, rank: int) -> int:
    """Return the observation at a rank, counted from 1 in ascending order."""
    values = sorted(value for value, times in histogram.items() if times)
    ends = accumulate(histogram[value] for value in values)
    return next(value for value, end in zip(values, ends, strict=True) if rank <= end)


def _ranks(n: int, fraction: float) -> tuple[int, int] | None:
    """Return the ranks, counted from 1, that a percentile lies between; None where none bound it."""
    if n > _EXACT_UP_TO:
        half = _Z * sqrt(n * fraction * (1 - fraction))
        lower, upper = floor(n * fraction - half), ceil(n * fraction + half) + 1
    else:
        below = list(accumulate(_binomial(n, fraction)))
        lower = sum(chance <= _TAIL for chance in below)
        upper = sum(chance < 1 - _TAIL for chance in below) + 1
    return (lower, upper) if lower >= 1 and upper <= n else None


def _binomial(n: int, fraction: float) -> Iterator[float]:
    """Yield the chance that k of n observations lie below a percentile, for k from 0 to n."""
    for k in range(n + 1):
        ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
        yield exp(ways + k * log(fraction) + (n - k) * log(1 - fraction))


def _mean(histogram: Histogram, n: int) -> tuple[float, float]:
    """Return the mean and the square of its standard error."""
    mean = sum(value * times for value, times in histogram.items()) / n
    squares = sum((value - mean) ** 2 * times for value, times in histogram.items())
    return mean, squares / (n - 1) / n


def student(freedom: float) -> float:
    """Return the two-sided 95 % point of Student's t (Abramowitz and Stegun 26.7.5): to 0.2 % from 3 on."""
    z = _Z
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / freedom**power for power, term in enumerate(terms, start=1))
