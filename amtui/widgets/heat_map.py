"""The week as a map of hours: a block as high as what happened in the hour, and its number."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from amtui.domain.kpi.heat import WEEKDAYS, HeatCell, HeatMap, Hour
from amtui.widgets.text import one_line, pad

PREFIX = "week-map--"
STEPS = "▁▂▃▄▅▆▇█"
NOTHING, NONE_BAD = "·", "0"
DAY_CELLS = 3
WARM, HOT = 1 / 3, 2 / 3
"""Parts of the worst hour from which on an hour is shown as warm and as hot."""
LEAST, MOST = 2, 6
"""Cells of an hour."""


def per_hour(cell: HeatCell) -> float:
    """The bad observations of an hour, which is what the map shows unless it is told otherwise."""
    return cell.amount


class WeekMap(Widget, can_focus=True):
    """Weekdays as rows, hours as columns; hours outside opening hours are dimmed.

    Args:
        words: says what the hour under the cursor holds.
        empty_text: what it says without anything counted.
        id: as of any widget.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1, 0)", "Next weekday", id="week.down", show=False),
        Binding("k,up", "step(-1, 0)", "Weekday before", id="week.up", show=False),
        Binding("right", "step(0, 1)", "Next hour", id="week.right", show=False),
        Binding("left", "step(0, -1)", "Hour before", id="week.left", show=False),
        Binding("n", "worse(1)", "Next worst hour", id="week.next", show=False),
        Binding("N", "worse(-1)", "Worse hour before", id="week.previous", show=False),
        Binding("g,home", "worse(-999)", "Worst hour", id="week.worst", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"{PREFIX}{name}"
        for name in ("head", "calm", "warm", "hot", "closed", "nothing", "cursor", "words", "empty")
    }
    """
    | Class | What |
    | :- | :- |
    | `week-map--head` | hours and weekdays |
    | `week-map--calm`, `--warm`, `--hot` | an hour by its part of the worst one |
    | `week-map--nothing` | an hour without anything bad |
    | `week-map--closed` | an hour outside opening hours |
    | `week-map--cursor` | the hour under the cursor |
    | `week-map--words` | what is said of that hour |
    | `week-map--empty` | the sentence shown without data |
    """
    DEFAULT_CSS: ClassVar[str] = """
    WeekMap {
        height: auto;
        & > .week-map--head { color: $text-muted; }
        & > .week-map--calm { color: $foreground; }
        & > .week-map--warm { color: $text-warning; }
        & > .week-map--hot { color: $text-error; text-style: bold; }
        & > .week-map--nothing { color: $text-muted; }
        & > .week-map--closed { color: $text-disabled; }
        & > .week-map--cursor { text-style: reverse; }
        & > .week-map--words { color: $text-muted; }
        & > .week-map--empty { color: $text-muted; }
        &:ansi > .week-map--closed { text-style: dim; }
    }
    """
    ALLOW_SELECT = False

    heat: reactive[HeatMap] = reactive(HeatMap, init=False)
    """What is shown."""
    at: reactive[Hour] = reactive((0, 0), init=False)
    """Weekday and hour under the cursor."""

    class Moved(Message):
        """The cursor went to another hour."""

        def __init__(self, widget: "WeekMap", cell: HeatCell) -> None:
            super().__init__()
            self.widget = widget
            self.cell = cell

    def __init__(
        self,
        words: Callable[[HeatCell], str],
        *,
        empty_text: str = "Nothing was counted in this period.",
        id: str | None = None,  # noqa: A002 - every widget's name for it
    ) -> None:
        super().__init__(id=id)
        self.words = words
        self.empty_text = empty_text
        self.measure: Callable[[HeatCell], float] = per_hour

    def show(
        self, heat: HeatMap, measure: Callable[[HeatCell], float] = per_hour, *, keep: bool = False
    ) -> None:
        """Show a week.

        Args:
            heat: the week.
            measure: what is shown of an hour.
            keep: leave the cursor on its hour where that is shown; else it goes to the worst one.
        """
        self.measure = measure
        self.set_reactive(WeekMap.heat, heat)
        if not keep or self.at[0] not in heat.days or self.at[1] not in heat.hours:
            worst = heat.worst
            first = (heat.days.start, heat.hours.start)
            self.set_reactive(WeekMap.at, (worst.weekday, worst.hour) if worst else first)
        self.refresh(layout=True)

    def get_content_height(self, *_sizes: object) -> int:
        """Return a line for the hours, one for each weekday and one for the words."""
        return len(self.heat.days) + 2 if self.heat.cells else 1

    def watch_at(self) -> None:
        """Tell which hour the cursor is on."""
        self.post_message(self.Moved(self, self.heat.at(*self.at)))

    # Drawing

    def render_line(self, y: int) -> Strip:
        """The hours, a weekday, or the words."""
        width, days = self.size.width, self.heat.days
        if not self.heat.cells:
            text = self.empty_text if y == 0 else ""
            segments = [Segment(pad(one_line(text), width), self._style("empty"))]
        elif y == 0:
            segments = self._head()
        elif y <= len(days):
            segments = list(self._day(days[y - 1]))
        else:
            text = self.words(self.heat.at(*self.at)) if y == len(days) + 1 else ""
            segments = [Segment(pad(one_line(text), width), self._style("words"))]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(PREFIX + name)

    def _cell_width(self) -> int:
        room = (self.size.width - DAY_CELLS) // max(1, len(self.heat.hours))
        return max(LEAST, min(MOST, room))

    def _head(self) -> list[Segment]:
        width, style = self._cell_width(), self._style("head")
        hours = [Segment(pad(f"{hour:02}", width, "right"), style) for hour in self.heat.hours]
        return [Segment(" " * DAY_CELLS, style), *hours]

    def _day(self, weekday: int) -> Iterator[Segment]:
        yield Segment(pad(WEEKDAYS[weekday][:2], DAY_CELLS), self._style("head"))
        width, most = self._cell_width(), self._most()
        has_numbers = len(f"{most:.0f}") + 2 <= width
        for hour in self.heat.hours:
            cell = self.heat.at(weekday, hour)
            text = self._text(cell, most, has_numbers=has_numbers)
            style = self._style(self._level(cell, most))
            if (weekday, hour) == self.at and self.has_focus:
                style += self._style("cursor")
            yield Segment(" ", self.rich_style)
            yield Segment(pad(text, width - 1, "right"), style)

    def _most(self) -> float:
        return max((self.measure(cell) for cell in self.heat.cells), default=0) or 1

    def _text(self, cell: HeatCell, most: float, *, has_numbers: bool) -> str:
        if not cell.n:
            return NOTHING if cell.is_open else ""
        value = self.measure(cell)
        if not value:
            return NONE_BAD
        block = STEPS[min(len(STEPS) - 1, int(value / most * len(STEPS)))]
        return f"{block}{value:.0f}" if has_numbers else block

    def _level(self, cell: HeatCell, most: float) -> str:
        if not cell.is_open:
            return "closed"
        part = self.measure(cell) / most if cell.n else 0.0
        if not part:
            return "nothing"
        return "hot" if part >= HOT else "warm" if part >= WARM else "calm"

    # Keys and mouse

    def on_focus(self) -> None:
        """Draw the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Take the cursor away."""
        self.refresh()

    def action_step(self, days: int, hours: int) -> None:
        """Move the cursor by so many weekdays and hours, up to the edges."""
        if self.heat.cells:
            weekday, hour = self.at
            self.at = (_within(weekday + days, self.heat.days), _within(hour + hours, self.heat.hours))

    def action_worse(self, steps: int) -> None:
        """Go through the hours from the worst to the best."""
        cells = [cell for cell in self.heat.cells if cell.n]
        if not cells:
            return
        cells.sort(key=lambda cell: (-self.measure(cell), cell.weekday, cell.hour))
        order = [(cell.weekday, cell.hour) for cell in cells]
        now = order.index(self.at) if self.at in order else -1
        self.at = order[_within(now + steps, range(len(order)))]

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the hour under the mouse."""
        place = event.get_content_offset(self)
        if place is None or not self.heat.cells:
            return
        row, column = place.y - 1, (place.x - DAY_CELLS) // self._cell_width()
        if 0 <= row < len(self.heat.days) and 0 <= column < len(self.heat.hours):
            self.at = (self.heat.days[row], self.heat.hours[column])


def _within(value: int, allowed: range) -> int:
    return max(allowed.start, min(allowed.stop - 1, value))
