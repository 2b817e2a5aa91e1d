"""Two periods of a KPI held against each other."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from amtui.domain.kpi.compare import CONFIDENCE, Interval
from amtui.domain.kpi.definitions import Definition, Unit
from amtui.domain.kpi.figures import format_value
from amtui.domain.vocabulary import Statistic

ONE_DAY = timedelta(days=1)
WEEKS_OF_A_YEAR = 52
Dates = tuple[date, date]


class Against(StrEnum):
    """What a window is compared with; the value is printed."""

    PREVIOUS = "previous"
    BASELINE = "baseline"
    ACTION = "action"
    YEAR = "year"
    CHOSEN = "chosen"


AGAINST_WORDS = {
    Against.PREVIOUS: "the period before",
    Against.BASELINE: "the baseline of the goal",
    Against.ACTION: "before the improvement action",
    Against.YEAR: "a year ago",
    Against.CHOSEN: "the days that were chosen",
}


@dataclass(frozen=True, slots=True)
class Period:
    """One of two periods: its days, both included, the figure and what it rests on."""

    first: date
    last: date
    value: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The figure of an earlier and of a later period.

    Attributes:
        against: what the later one is compared with.
        before, after: the two periods; None where there is nothing to compare with.
        interval: of the difference, after minus before; None where a period has too little data.
        what: the improvement action between the two, or empty.
    """

    against: Against
    before: Period | None = None
    after: Period | None = None
    interval: Interval | None = None
    what: str = ""


def previous(window: Dates) -> Dates:
    """Return as many days right before a window."""
    first, last = window
    return first - (last - first) - ONE_DAY, first - ONE_DAY


def a_year_before(window: Dates) -> Dates:
    """Return the same weekdays 52 weeks before, so that Mondays meet Mondays."""
    return window[0] - timedelta(weeks=WEEKS_OF_A_YEAR), window[1] - timedelta(weeks=WEEKS_OF_A_YEAR)


def in_order(one: Dates, other: Dates) -> tuple[Dates, Dates]:
    """Return two periods, the earlier first.

    Raises:
        ValueError: they have days in common, which would be held against themselves.
    """
    before, after = sorted((one, other))
    if after[0] <= before[1]:
        message = f"the two periods have days in common, from {after[0]} on"
        raise ValueError(message)
    return before, after


def change_words(definition: Definition, statistic: Statistic, comparison: Comparison) -> tuple[str, ...]:
    """Return what changed as lines: the two figures, the difference with its interval, what to make of it."""
    before, after = comparison.before, comparison.after
    if before is None or after is None:
        return (_nothing(comparison.against),)
    figures = f"{format_value(definition, before.value)} → {format_value(definition, after.value)}"
    interval = comparison.interval
    if interval is None:
        return (figures, "Too little data in one of the periods to tell a change from chance.")
    name = "percentage points" if definition.unit is Unit.FRACTION else ""
    low, high = (_signed(definition, value) for value in (interval.low, interval.high))
    spread = f"{_signed(definition, interval.difference)} {name}".strip()
    sure = f"{CONFIDENCE * 100:.0f} % interval {low} to {high}".strip()
    return (figures, f"{spread} ({sure})", _verdict(definition, interval, statistic))


def _nothing(against: Against) -> str:
    return {
        Against.BASELINE: "No goal with a baseline is agreed for this KPI.",
        Against.CHOSEN: "No days to compare with are named.",
        Against.ACTION: "No improvement action for this KPI was implemented before today.",
    }.get(against, "There is nothing to compare with.")


def _signed(definition: Definition, value: float) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    size = abs(value)
    return sign + (
        f"{100 * size:.1f}" if definition.unit is Unit.FRACTION else format_value(definition, size)
    )


def _verdict(definition: Definition, interval: Interval, statistic: Statistic) -> str:
    if not interval.is_clear:
        return "No clear change: the interval holds zero, so chance alone may do this."
    is_better = (interval.difference < 0) is definition.lower_is_better
    word = "better" if is_better else "worse"
    return f"Clearly {word}: the interval leaves out zero ({statistic.value}, {interval.method})."
