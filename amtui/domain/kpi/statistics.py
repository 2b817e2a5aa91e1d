"""Exact statistics of whole numbers that are kept as a histogram {value: how often}.

Histograms of days add up to the histogram of a window, so that a median over any window is the
same as if every observation had been kept.
"""

from collections.abc import Iterable, Mapping

from amtui.domain.vocabulary import Statistic

Histogram = Mapping[int, int]


def count(histogram: Histogram) -> int:
    """Return the number of observations."""
    return sum(histogram.values())


def merge(histograms: Iterable[Histogram]) -> dict[int, int]:
    """Return one histogram of all observations in `histograms`."""
    merged: dict[int, int] = {}
    for histogram in histograms:
        for value, times in histogram.items():
            merged[value] = merged.get(value, 0) + times
    return merged


def mean(histogram: Histogram) -> float | None:
    """Return the arithmetic mean, or None of nothing."""
    n = count(histogram)
    return sum(value * times for value, times in histogram.items()) / n if n else None


def percentile(histogram: Histogram, percent: int) -> float | None:
    """Return the value that `percent` of the observations stay below, or None of nothing.

    Linear interpolation between order statistics (Hyndman-Fan type 7), in whole numbers until the
    one division at the end, so that the result is the exact one, rounded once.

    Args:
        histogram: the observations.
        percent: 0 to 100; 50 is the median.
    """
    n = count(histogram)
    if not n:
        return None
    rank, hundredths = divmod(percent * (n - 1), 100)
    lower, upper = _neighbours(histogram, rank)
    return (lower * (100 - hundredths) + upper * hundredths) / 100


def _neighbours(histogram: Histogram, rank: int) -> tuple[int, int]:
    """Return the observations at `rank` and after it, counted from 0 in ascending order.

    After the last one there is none: it is returned twice.
    """
    before = 0
    ascending = iter(sorted(histogram.items()))
    for value, times in ascending:
        before += times
        if rank + 1 < before:
            return value, value
        if rank < before:
            return value, next((later for later, times in ascending if times), value)
    message = f"there is no observation {rank}"
    raise IndexError(message)


def median(histogram: Histogram) -> float | None:
    """Return the median, or None of nothing; the middle between the two middle observations."""
    return percentile(histogram, 50)


def p90(histogram: Histogram) -> float | None:
    """Return the 90th percentile, or None of nothing."""
    return percentile(histogram, 90)


_OF = {Statistic.MEDIAN: median, Statistic.MEAN: mean, Statistic.P90: p90}


def statistic(histogram: Histogram, which: Statistic) -> float | None:
    """Return the median, mean or 90th percentile, or None of nothing.

    Raises:
        ValueError: for a rate, which a histogram does not have.
    """
    if which not in _OF:
        message = f"{which} is not a statistic of durations"
        raise ValueError(message)
    return _OF[which](histogram)


def rate(numerator: int, denominator: int) -> float | None:
    """Return the fraction, or None when there is nothing to count (never 0 % or 100 %)."""
    return numerator / denominator if denominator else None
