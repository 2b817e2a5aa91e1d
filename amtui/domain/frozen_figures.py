"""The figures that are frozen into a review when it is held, and whether they show progress."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.goals import Standing
from amtui.domain.kpi_records import KpiFigure


def shows_progress(figure: KpiFigure) -> bool:
    """Tell whether a figure stands better than its baseline did."""
    return Standing(
        figure.value, figure.baseline, figure.target, figure.comparator, figure.progress, figure.state
    ).shows_progress


def frozen(figures: Iterable[KpiFigure], now: datetime) -> list[dict[str, Any]]:
    """Return figures as a small document, to be kept with the review that they were shown in."""
    return [
        {
            "kpi": figure.kpi,
            "label": definition(figure.kpi).label,
            "unit": figure.unit,
            "statistic": figure.statistic,
            "value": figure.value,
            "n": figure.n,
            "from": figure.window.first.isoformat(),
            "to": figure.window.last.isoformat(),
            "baseline": figure.baseline,
            "target": figure.target,
            "comparator": figure.comparator,
            "progress": figure.progress,
            "state": figure.state,
            "at": now.isoformat(),
        }
        for figure in figures
    ]
