"""The value over any window of days, by sums that run on from day to day instead of starting anew.

A goal is judged over every window since it was agreed. A rate over a window is the difference of
two sums; a histogram is moved from one window to the next by the days that come and go.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import accumulate

from amtui.domain.kpi import statistics

Part = tuple[int, int]
"""Numerator and denominator of one day."""


class RunningRatio:
    """A numerator over a denominator, each added up over a window.

    Args:
        parts: both for each day that has any.
    """

    def __init__(self, parts: Mapping[date, Part]) -> None:
        self._days = sorted(parts)
        self._above = (0, *accumulate(parts[day][0] for day in self._days))
        self._below = (0, *accumulate(parts[day][1] for day in self._days))

    def __call__(self, first: date, last: date) -> float | None:
        """Return the fraction over the days from first to last; None when there is nothing to count."""
        start, end = _span(self._days, first, last)
        return statistics.rate(self._above[end] - self._above[start], self._below[end] - self._below[start])


class RunningHistogram:
    """A statistic of the observations of a window; the next window is best one that overlaps.

    Args:
        histograms: {value: how often} of each day that has any.
        statistic: what is wanted of them.
    """

    def __init__(
        self,
        histograms: Mapping[date, statistics.Histogram],
        statistic: Callable[[statistics.Histogram], float | None],
    ) -> None:
        self._days = sorted(histograms)
        self._histograms = [histograms[day] for day in self._days]
        self._statistic = statistic
        self._merged: dict[int, int] = {}
        self._from = self._to = 0

    def __call__(self, first: date, last: date) -> float | None:
        """Return the statistic over the days from first to last; None when there is nothing to count."""
        start, end = _span(self._days, first, last)
        shared = min(end, self._to) - max(start, self._from)
        if shared * 2 < end - start:
            self._merged, self._from, self._to = {}, start, start
        self._move(start, end)
        return self._statistic(self._merged)

    def _move(self, start: int, end: int) -> None:
        for histogram in (*self._histograms[start : self._from], *self._histograms[self._to : end]):
            self._add(histogram, 1)
        for histogram in (*self._histograms[self._from : start], *self._histograms[end : self._to]):
            self._add(histogram, -1)
        self._from, self._to = start, end

    def _add(self, histogram: statistics.Histogram, sign: int) -> None:
        merged = self._merged
        for value, times in histogram.items():
            if left := merged.get(value, 0) + sign * times:
                merged[value] = left
            else:
                merged.pop(value, None)


def _span(days: Sequence[date], first: date, last: date) -> tuple[int, int]:
    """Return where the days from first to last begin and end among those that have any."""
    start = bisect_left(days, first)
    return start, max(start, bisect_right(days, last))
