"""A chart of daily values against target and baseline, in the theme's colours."""

from typing import ClassVar

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from amtui.widgets import chart
from amtui.widgets.kpi_cell import trend as sparkline
from amtui.widgets.text import one_line, pad
from amtui.widgets.virtual_table.cells import Part

PREFIX = "trend-chart--"


class TrendChart(Widget):
    """Daily values as a line, with the target ``━`` and the baseline ``╌``.

    Where it is too small for axes it shows one line of steps instead.

    Args:
        empty_text: what it says without any value.
        id: as of any widget.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"{PREFIX}{role}" for role in ("data", "target", "baseline", "axis", "empty")
    }
    """
    | Class | What |
    | :- | :- |
    | `trend-chart--data` | the daily values |
    | `trend-chart--target`, `trend-chart--baseline` | the two levels and their words |
    | `trend-chart--axis` | axes and their words |
    | `trend-chart--empty` | the sentence shown without data |
    """

    DEFAULT_CSS: ClassVar[str] = """
    TrendChart {
        height: 1fr;
        min-height: 1;
        & > .trend-chart--data { color: $text-primary; }
        & > .trend-chart--target { color: $text-success; }
        & > .trend-chart--baseline { color: $text-muted; }
        & > .trend-chart--axis { color: $text-muted; }
        & > .trend-chart--empty { color: $text-muted; }
        &:ansi > .trend-chart--baseline { text-style: dim; }
    }
    """
    ALLOW_SELECT = False

    trend: reactive[chart.Trend | None] = reactive(None, init=False)
    """What is shown; None is nothing yet."""

    def __init__(self, *, empty_text: str = "No data in this period.", id: str | None = None) -> None:  # noqa: A002 - every widget's name for it
        super().__init__(id=id)
        self.empty_text = empty_text
        self._strips: list[Strip] = []
        self._drawn_for: tuple[chart.Trend | None, int, int] | None = None

    def render_line(self, y: int) -> Strip:
        """One line of the chart; all are drawn once for a size, a trend and a theme."""
        wanted = (self.trend, self.size.width, self.size.height)
        if wanted != self._drawn_for:
            self._strips = [self._strip(parts) for parts in self._lines()]
            self._drawn_for = wanted
        return self._strips[y] if y < len(self._strips) else self._strip(())

    def notify_style_update(self) -> None:
        """Draw again in other colours."""
        super().notify_style_update()
        self._drawn_for = None

    def _lines(self) -> list[tuple[Part, ...]]:
        width, height = self.size
        if self.trend is None:
            return []
        if not self.trend.known:
            return [(Part(pad(one_line(self.empty_text), width), "empty"),)]
        if width < chart.LEAST_WIDTH or height < chart.LEAST_HEIGHT + 1:
            return [self._small(self.trend, width)]
        return [self._legend(self.trend, width), *chart.draw(self.trend, width, height - 1)]

    def _small(self, trend: chart.Trend, width: int) -> tuple[Part, ...]:
        last = trend.words(trend.known[-1])
        values = [value for _, value in trend.days]
        steps = sparkline(values, max(0, width - len(last) - 1))
        return (Part(steps, "data"), Part(f" {last}" if steps else last, "axis"))

    def _legend(self, trend: chart.Trend, width: int) -> tuple[Part, ...]:
        """Say what each line is, closer together where it would not fit else."""
        parts = [(f"⣀⡠ {trend.last} {trend.words(trend.known[-1])}", "data")]
        for level, glyph, name in ((trend.target, "━", "target"), (trend.baseline, "╌", "baseline")):
            if level is not None:
                parts.append((f"{glyph * 2} {name} {trend.words(level)}", name))
        while len(parts) > 1 and sum(len(text) + 1 for text, _ in parts) - 1 > width:
            parts.pop()
        gap = "  " if sum(len(text) + 2 for text, _ in parts) - 2 <= width else " "
        return tuple(Part(text + gap, role) for text, role in parts)

    def _strip(self, parts: tuple[Part, ...]) -> Strip:
        base = self.rich_style
        segments = [
            Segment(one_line(text), self.get_component_rich_style(PREFIX + role)) for text, role in parts
        ]
        return Strip(segments).adjust_cell_length(self.size.width, base)
