"""The days of several accounts as days of one, which add up to the same figure over any window."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from amtui.domain.kpi import statistics
from amtui.domain.kpi.rollup import DayRollup, pool
from amtui.domain.kpi_records import DayFigure
from amtui.domain.vocabulary import KpiKey, Statistic

WEEK = 7


def merged(days: Iterable[DayRollup]) -> tuple[DayRollup, ...]:
    """Return one entry for each day, in order; what was left out is not kept."""
    by_day: dict[date, list[DayRollup]] = {}
    for entry in days:
        by_day.setdefault(entry.day, []).append(entry)
    return tuple(_one(day, entries) for day, entries in sorted(by_day.items()))


def _one(day: date, entries: Sequence[DayRollup]) -> DayRollup:
    gaps: dict[int | None, tuple[int, int]] = {}
    for entry in entries:
        for gap, (records, good) in entry.gaps.items():
            before = gaps.get(gap, (0, 0))
            gaps[gap] = (before[0] + records, before[1] + good)
    return DayRollup(
        day,
        sum(entry.n for entry in entries),
        sum(entry.numerator for entry in entries),
        sum(entry.denominator for entry in entries),
        histogram=statistics.merge(entry.histogram for entry in entries),
        gaps=gaps,
    )


def rolling(
    kpi: KpiKey, days: Sequence[DayRollup], statistic: Statistic, *, first: date, last: date
) -> tuple[DayFigure, ...]:
    """Return for each day the figure of the seven days that end with it, as single days jump about.

    Args:
        kpi: whose days these are.
        days: one entry a day, in order.
        statistic: how the figure is made.
        first: the first day to return.
        last: the last one, included; days without anything counted in their week are left out.
    """
    known = {entry.day: entry for entry in days}
    figures = []
    for step in range((last - first).days + 1):
        end = first + timedelta(days=step)
        begin = end - timedelta(days=WEEK - 1)
        week = [begin + timedelta(days=number) for number in range(WEEK)]
        pooled = pool(kpi, [known[day] for day in week if day in known], first=begin, last=end)
        if pooled.n:
            figures.append(DayFigure(end, pooled.value(statistic), pooled.n))
    return tuple(figures)
