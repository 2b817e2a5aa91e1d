"""The one place that knows the plotting library: a trend of daily values as lines of text."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from amtui.widgets.scale import day_ticks, day_words, nice_ticks
from amtui.widgets.virtual_table.cells import Part

if TYPE_CHECKING:
    Figure = Any

# The library's colour numbers only carry which line a character belongs to.
_ROLES = {1: "data", 2: "baseline", 3: "target"}
# Told apart without colour too.
_LINES = {"baseline": "╌", "target": "━"}
LAST_WEEK = "last 7 days"
"""What the last value is called where each is that of a week."""
LEAST_WIDTH = 24
LEAST_HEIGHT = 5
DAY_CELLS = 12


@dataclass(frozen=True, slots=True)
class Trend:
    """What a trend chart shows.

    Attributes:
        days: ``(day, value)`` in order; None is a day without data, where the line breaks.
        words: gives a value in words with its unit, for the axis.
        target: drawn as ``━``, or None.
        baseline: drawn as ``╌``, or None.
        last: what the legend calls the last value.
    """

    days: tuple[tuple[date, float | None], ...]
    words: Callable[[float], str]
    target: float | None = None
    baseline: float | None = None
    last: str = "now"

    @property
    def known(self) -> list[float]:
        """The values that there are."""
        return [value for _, value in self.days if value is not None]


@lru_cache(maxsize=32)
def draw(trend: Trend, width: int, height: int) -> tuple[tuple[Part, ...], ...]:
    """A chart as lines of parts, whose styles are ``data``, ``target``, ``baseline`` or ``axis``.

    Safe in any thread: every call has a figure of its own, as the library's shared one mixes up
    what several threads draw.

    Args:
        trend: with at least one value.
        width: cells, at least `LEAST_WIDTH`.
        height: lines, at least `LEAST_HEIGHT`.
    """
    figure = _figure(width, height)
    _axes(figure, trend, width, height)
    for run in _runs(trend):
        xs, ys = [day.toordinal() for day, _ in run], [value for _, value in run]
        (figure.plot if len(run) > 1 else figure.scatter)(xs, ys, marker="braille", color=1)
    for level, colour in ((trend.baseline, 2), (trend.target, 3)):
        if level is not None:
            figure.horizontal_line(level, color=colour)
    figure.build()
    matrix = figure.monitor.matrix
    rows = zip(reversed(matrix.marker), reversed(matrix.fullground), strict=True)
    return tuple(tuple(_parts(markers, colours)) for markers, colours in rows)


def _figure(width: int, height: int) -> "Figure":
    from plotext._figure import _figure_class

    figure = _figure_class()
    figure._limit_size(False, False)  # noqa: SLF001 - else the size of the terminal limits it
    figure.plot_size(width, height)
    return figure


def _axes(figure: "Figure", trend: Trend, width: int, height: int) -> None:
    levels = [level for level in (trend.target, trend.baseline) if level is not None]
    ticks = nice_ticks([*trend.known, *levels], max(2, min(6, height // 2)))
    figure.ylim(ticks[0], ticks[-1])
    figure.yticks(ticks, [trend.words(tick) for tick in ticks])
    days = [day for day, _ in trend.days]
    figure.xlim(days[0].toordinal(), max(days[-1].toordinal(), days[0].toordinal() + 1))
    shown = day_ticks(days, max(2, width // DAY_CELLS))
    figure.xticks([day.toordinal() for day in shown], [day_words(day) for day in shown])
    figure.xaxes(True, False)
    figure.yaxes(True, False)


def _runs(trend: Trend) -> Iterator[list[tuple[date, float]]]:
    """Stretches of days with data: a gap is not bridged."""
    run: list[tuple[date, float]] = []
    for day, value in trend.days:
        if value is not None:
            run.append((day, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _parts(markers: Sequence[str], colours: Sequence[object]) -> Iterator[Part]:
    """A row of the library's matrix, neighbours of one role together."""
    text, role = "", "axis"
    for marker, colour in zip(markers, colours, strict=True):
        now = _ROLES.get(colour, "axis") if isinstance(colour, int) else "axis"
        if now != role and text:
            yield Part(text, role)
            text = ""
        role = now
        text += _LINES.get(role, marker) if marker == "─" else marker
    if text:
        yield Part(text, role)
