"""Days that add up: what is kept of each local day, so that any window is exact.

Rates of calls add up by counts, with the excluded calls kept by their reasons so that a reason can
be switched off afterwards. Durations add up by histograms. Distinct records do not add up, so each
day keeps how far away each record's neighbouring attempt is: in `sync_success` the record's last
attempt of the day with the days to the next day that has one, in `first_attempt_sync` its first
attempt of the day with the days back to the previous one. A record is then counted on one day of
any window: the day behind which, or before which, the window has no further attempt of it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import date, timedelta

from amtui.domain.frozen import dataclass
from amtui.domain.kpi import exclusions, statistics
from amtui.domain.kpi.definitions import Pooling, definition
from amtui.domain.kpi.running import RunningHistogram, RunningRatio
from amtui.domain.kpi_records import DayFigure
from amtui.domain.vocabulary import KpiKey, Statistic

_OF_SHARES = {Statistic.RATE, Statistic.MEAN}
"""How a numerator over a denominator may be called; a mean where it is no share."""
_OF_COUNTS = {Pooling.MASKS, Pooling.COUNTS}
NO_REASONS: frozenset[str] = frozenset()
PooledValue = Callable[[date, date], float | None]
"""The value over the days from first to last, both included."""


@dataclass(frozen=True, slots=True)
class DayRollup:
    """One KPI of one account on one local day.

    Attributes:
        n: observations counted.
        numerator, denominator: of a rate over this day alone.
        excluded: {bits of the reasons: (observations, those of them that were missed)}.
        histogram: {seconds: observations} of a duration.
        gaps: {days to the neighbouring attempt, None for none: (records, those that succeeded)}.
    """

    day: date
    n: int = 0
    numerator: int = 0
    denominator: int = 0
    excluded: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    histogram: Mapping[int, int] = field(default_factory=dict)
    gaps: Mapping[int | None, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pooled:
    """A KPI over a window, in the parts that its value is made of.

    Attributes:
        n: observations counted.
        numerator, denominator: of a rate; None for durations.
        excluded: how many observations were left out, each under one reason.
        histogram: {seconds: observations} of a duration.
    """

    n: int
    numerator: int | None
    denominator: int | None
    excluded: tuple[tuple[str, int], ...] = ()
    histogram: Mapping[int, int] = field(default_factory=dict)

    def value(self, statistic: Statistic) -> float | None:
        """Return the figure: a fraction of 1 or seconds; None when there is nothing to count.

        Raises:
            ValueError: when the KPI has no such statistic.
        """
        if self.numerator is None or self.denominator is None:
            return statistics.statistic(self.histogram, statistic)
        if statistic not in _OF_SHARES:
            message = f"{statistic} is not a statistic of rates"
            raise ValueError(message)
        return statistics.rate(self.numerator, self.denominator)


def pool(
    kpi: KpiKey,
    days: Iterable[DayRollup],
    *,
    first: date = date.min,
    last: date = date.max,
    switched_off: frozenset[str] = NO_REASONS,
) -> Pooled:
    """Add up the days of a window.

    Args:
        kpi: whose days these are.
        days: any days, in any order; those outside the window are passed over.
        first: the first day of the window.
        last: the last day of the window, included.
        switched_off: names of exclusion reasons that shall not exclude; a call counts as offered
            when all its reasons are switched off. Durations keep no excluded calls to bring back.

    Raises:
        KeyError: for a name that is no reason.
    """
    inside = [entry for entry in days if first <= entry.day <= last]
    match definition(kpi).pooling:
        case Pooling.MASKS:
            return _by_masks(inside, exclusions.mask_of(switched_off))
        case Pooling.COUNTS:
            return _by_counts(inside)
        case Pooling.HISTOGRAM:
            return _by_histogram(inside)
        case Pooling.LAST_ATTEMPT:
            return _by_gaps(inside, lambda day, gap: day + gap > last.toordinal())
        case Pooling.FIRST_ATTEMPT:
            return _by_gaps(inside, lambda day, gap: day - gap < first.toordinal())


def answers_left_out(
    calls: Iterable[DayRollup],
    counted: int,
    *,
    first: date = date.min,
    last: date = date.max,
    switched_off: frozenset[str] = NO_REASONS,
) -> tuple[tuple[str, int], ...]:
    """Count the answered calls that a first response leaves out, each under one reason.

    Args:
        calls: the days of the missed-call rate, which keep all calls by their reasons.
        counted: how many answered calls the first response is made of.
        first: the first day of the window.
        last: the last day of the window, included.
        switched_off: as in `pool`.
    """
    off, answered = exclusions.mask_of(switched_off), 0
    left_out: dict[int, int] = {}
    for entry in calls:
        if first <= entry.day <= last:
            answered += entry.denominator - entry.numerator
            for mask, (n, missed) in entry.excluded.items():
                remaining = mask & ~off
                left_out[remaining] = left_out.get(remaining, 0) + n - missed
    answered += left_out.pop(exclusions.OFFERED, 0)
    return _by_reason((*left_out.items(), (exclusions.NO_WAIT, answered - counted)))


def daily(
    kpi: KpiKey,
    days: Iterable[DayRollup],
    statistic: Statistic,
    *,
    switched_off: frozenset[str] = NO_REASONS,
) -> tuple[DayFigure, ...]:
    """Return each day as a window of its own, in order of time."""
    add_up = _adder(kpi, switched_off)
    figures = []
    for entry in sorted(days, key=lambda each: each.day):
        pooled = add_up([entry], entry.day, entry.day)
        figures.append(DayFigure(entry.day, pooled.value(statistic), pooled.n))
    return tuple(figures)


def over(
    kpi: KpiKey,
    days: Iterable[DayRollup],
    statistic: Statistic,
    *,
    switched_off: frozenset[str] = NO_REASONS,
) -> PooledValue:
    """Return a function that gives the value over any window, quickest for windows in order of time."""
    by_day = {entry.day: entry for entry in days}
    pooling = definition(kpi).pooling
    if pooling is Pooling.HISTOGRAM:
        histograms = {day: entry.histogram for day, entry in by_day.items()}
        return RunningHistogram(histograms, lambda merged: statistics.statistic(merged, statistic))
    if pooling in _OF_COUNTS and not switched_off and statistic in _OF_SHARES:
        return RunningRatio({day: (entry.numerator, entry.denominator) for day, entry in by_day.items()})
    return _over_anew(_adder(kpi, switched_off), by_day, statistic)


def _over_anew(
    add_up: Callable[[list[DayRollup], date, date], Pooled],
    by_day: Mapping[date, DayRollup],
    statistic: Statistic,
) -> PooledValue:
    """Return a function that adds up the days of each window, for what does not run on from day to day."""

    def value(first: date, last: date) -> float | None:
        wanted = (first + timedelta(days=i) for i in range((last - first).days + 1))
        inside = [by_day[day] for day in wanted if day in by_day]
        return add_up(inside, first, last).value(statistic)

    return value


def _adder(kpi: KpiKey, switched_off: frozenset[str]) -> Callable[[list[DayRollup], date, date], Pooled]:
    """Return what adds days up, leaving out the count of exclusions where only the value is wanted."""
    if definition(kpi).pooling in _OF_COUNTS and not switched_off:
        return lambda days, _first, _last: _bare_rate(days)
    return lambda days, first, last: pool(kpi, days, first=first, last=last, switched_off=switched_off)


def _bare_rate(days: list[DayRollup]) -> Pooled:
    """Add up a rate alone."""
    offered = sum(entry.denominator for entry in days)
    return Pooled(sum(entry.n for entry in days), sum(entry.numerator for entry in days), offered)


def _by_masks(days: list[DayRollup], off: int) -> Pooled:
    """Add up offered and missed, taking back in what is excluded by switched-off reasons only."""
    offered = sum(entry.denominator for entry in days)
    missed = sum(entry.numerator for entry in days)
    left_out: dict[int, int] = {}
    for mask, (n, missed_of_them) in _masks(days):
        remaining = mask & ~off
        if remaining:
            left_out[remaining] = left_out.get(remaining, 0) + n
        else:
            offered, missed = offered + n, missed + missed_of_them
    return Pooled(offered, missed, offered, _by_reason(left_out.items()))


def _by_counts(days: list[DayRollup]) -> Pooled:
    """Add up a rate whose exclusions cannot be taken back in."""
    n, above, below = (
        sum(getattr(entry, part) for entry in days) for part in ("n", "numerator", "denominator")
    )
    return Pooled(n, above, below, _excluded(days))


def _by_histogram(days: list[DayRollup]) -> Pooled:
    """Merge durations."""
    merged = statistics.merge(entry.histogram for entry in days)
    return Pooled(statistics.count(merged), None, None, _excluded(days), merged)


def _by_gaps(days: list[DayRollup], leaves: Callable[[int, int], bool]) -> Pooled:
    """Add up the records whose neighbouring attempt leaves the window; `leaves(day, gap)`."""
    records = succeeded = 0
    for entry in days:
        for gap, (attempted, good) in entry.gaps.items():
            if gap is None or leaves(entry.day.toordinal(), gap):
                records, succeeded = records + attempted, succeeded + good
    return Pooled(records, succeeded, records, _excluded(days))


def _masks(days: list[DayRollup]) -> Iterable[tuple[int, tuple[int, int]]]:
    """Yield what each day excludes."""
    for entry in days:
        yield from entry.excluded.items()


def _excluded(days: list[DayRollup]) -> tuple[tuple[str, int], ...]:
    """Count what the days exclude."""
    return _by_reason((mask, n) for mask, (n, _) in _masks(days))


def _by_reason(counts: Iterable[tuple[int, int]]) -> tuple[tuple[str, int], ...]:
    """Count each observation once, under the first of its reasons."""
    totals: dict[str, int] = {}
    for mask, n in counts:
        reason = exclusions.first_reason(mask)
        if reason and n:
            totals[reason] = totals.get(reason, 0) + n
    return tuple((name, totals[name]) for name in exclusions.NAMES if name in totals)
