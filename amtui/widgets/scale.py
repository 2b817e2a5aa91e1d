"""Round numbers and few days for the axes of a chart."""

import math
from collections.abc import Iterable, Sequence
from datetime import date

NICE = (1.0, 2.0, 2.5, 5.0, 10.0)


def nice_ticks(values: Iterable[float], most: int) -> list[float]:
    """Round numbers at equal steps from zero, or below it, to just beyond the largest value.

    Args:
        values: what is drawn; at least one.
        most: how many ticks at most, at least two.
    """
    known = list(values)
    low, high = min(0.0, *known), max(0.0, *known)
    if high == low:
        high = low + 1.0
    raw = (high - low) / max(1, most - 1)
    step = _nice_step(raw)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * index, 10) for index in range(first, last + 1)]


def _nice_step(raw: float) -> float:
    power = 10.0 ** math.floor(math.log10(raw))
    return next(nice * power for nice in NICE if nice * power >= raw * (1 - 1e-9))


def day_ticks(days: Sequence[date], most: int) -> list[date]:
    """The first day and others at equal steps, the steps whole weeks where they can be.

    Args:
        days: in order; at least one.
        most: how many ticks at most.
    """
    span = (days[-1] - days[0]).days
    step = max(1, math.ceil(span / max(1, most - 1)))
    if step > 3:
        step = math.ceil(step / 7) * 7
    return [
        date.fromordinal(ordinal) for ordinal in range(days[0].toordinal(), days[-1].toordinal() + 1, step)
    ]


def day_words(day: date) -> str:
    """A day as an axis shows it, such as ``3 Nov``."""
    return f"{day.day} {day:%b}"
