"""A month as a grid of weeks, with what happens on each day."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from amtui.widgets.month_days import month_weeks, moved
from amtui.widgets.text import pad, shorten

GLYPHS = {"review": "●", "due": "◆", "renewal": "▲", "milestone": "⚑", "gap": "◌", "team": "○"}
"""A kind of item and its glyph; any other kind is ``·``."""
WEEK_CELLS = 4
HEAD = 2
DAY_NAMES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
PREFIX = "month-grid--"


class Cell(NamedTuple):
    """Where a day is drawn, in cells and lines of the widget."""

    x: int
    y: int
    width: int
    height: int


class MonthGrid(Widget, can_focus=True):
    """A month, one row a week with its ISO number; a day shows its number and glyphs with counts.

    Args:
        day: the day selected first; its month is the one shown.
        today: the day that is today for the viewer.
        id: as of any widget.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h,left", "day(-1)", "Day before", id="month.day_before", show=False),
        Binding("l,right", "day(1)", "Day after", id="month.day_after", show=False),
        Binding("k,up", "day(-7)", "Week before", id="month.week_before", show=False),
        Binding("j,down", "day(7)", "Week after", id="month.week_after", show=False),
        Binding("ctrl+u,pageup", "month(-1)", "Month before", id="month.before", show=False),
        Binding("ctrl+d,pagedown", "month(1)", "Month after", id="month.after", show=False),
        Binding("g,home", "edge(0)", "First of the month", id="month.first", show=False),
        Binding("G,end", "edge(1)", "Last of the month", id="month.last", show=False),
        Binding("t", "today", "Today", id="month.today", show=False),
        Binding("enter", "open", "Open the day", id="month.open", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"{PREFIX}{name}" for name in ("title", "head", "week", "day", "other", "today", "selected", "item")
    }
    """
    | Class | What |
    | :- | :- |
    | `month-grid--title`, `--head`, `--week` | the month, the weekdays, the week numbers |
    | `month-grid--day`, `--other` | days of the month, and of its neighbours |
    | `month-grid--today`, `--selected` | today, and the selected day |
    | `month-grid--item` | glyphs and counts |
    """
    DEFAULT_CSS: ClassVar[str] = """
    MonthGrid {
        height: 1fr;
        & > .month-grid--title { text-style: bold; }
        & > .month-grid--head { color: $text-muted; }
        & > .month-grid--week { color: $text-muted; }
        & > .month-grid--other { color: $text-disabled; }
        & > .month-grid--today { color: $text-accent; text-style: bold underline; }
        & > .month-grid--selected { text-style: reverse; }
        & > .month-grid--item { color: $text-accent; }
        &:ansi > .month-grid--other { text-style: dim; }
    }
    """
    ALLOW_SELECT = False

    selected: reactive[date] = reactive(date(1970, 1, 1), init=False, repaint=False)
    """The selected day; its month is shown."""
    today: reactive[date | None] = reactive(None, init=False)
    """Today for the viewer, or None."""
    items: reactive[Mapping[date, Sequence[str]]] = reactive(dict, init=False)
    """The kinds of what happens on each day: `review`, `due`, `renewal`, `milestone`, `gap`, `team`
    or others."""

    class DayMessage(Message):
        """Something about a day."""

        def __init__(self, grid: "MonthGrid", day: date) -> None:
            super().__init__()
            self.grid = grid
            self.day = day

        @property
        def control(self) -> "MonthGrid":
            """The grid, for selectors of handlers."""
            return self.grid

        def can_replace(self, message: Message) -> bool:
            """Only the last of several waiting ones counts."""
            return type(message) is type(self)

    class DaySelected(DayMessage):
        """Another day is selected."""

    class DayOpened(DayMessage):
        """Enter or a double click on a day."""

    class MonthChanged(DayMessage):
        """Another month is shown; `day` is its first day."""

    def __init__(self, day: date, *, today: date | None = None, id: str | None = None) -> None:  # noqa: A002 - every widget's name for it
        super().__init__(id=id)
        self.set_reactive(MonthGrid.selected, day)
        self.set_reactive(MonthGrid.today, today)
        self._weeks = month_weeks(day)

    @property
    def month(self) -> date:
        """The first day of the month that is shown."""
        return self.selected.replace(day=1)

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day that is shown, days of neighbouring months included."""
        return self._weeks[0][0], self._weeks[-1][-1]

    def watch_selected(self, old: date, new: date) -> None:
        """Draw two days again, or the whole grid when the month is another."""
        if (old.year, old.month) != (new.year, new.month):
            self._weeks = month_weeks(new)
            self.refresh()
            self.post_message(self.MonthChanged(self, self.month))
        else:
            for day in (old, new):
                cell = self._cell(day)
                self.refresh(Region(cell.x, cell.y, cell.width, cell.height))
        self.post_message(self.DaySelected(self, new))

    # Geometry

    def _week_height(self) -> int:
        return max(1, (self.size.height - HEAD) // len(self._weeks))

    def _column(self, weekday: int) -> tuple[int, int]:
        """First cell and width of a weekday."""
        room = max(7, self.size.width - WEEK_CELLS)
        start, end = room * weekday // 7, room * (weekday + 1) // 7
        return WEEK_CELLS + start, end - start

    def _cell(self, day: date) -> Cell:
        week = (day - self._weeks[0][0]).days // 7
        x, width = self._column(day.weekday())
        height = self._week_height()
        return Cell(x, HEAD + week * height, width, height)

    def _day_at(self, x: int, y: int) -> date | None:
        week = (y - HEAD) // self._week_height()
        if y < HEAD or week >= len(self._weeks):
            return None
        for day in self._weeks[week]:
            start, width = self._column(day.weekday())
            if start <= x < start + width:
                return day
        return None

    # Drawing

    def render_line(self, y: int) -> Strip:
        """The title, the weekdays, or one line of a week."""
        if y == 0:
            segments = [Segment(pad(f"{self.selected:%B %Y}", self.size.width), self._style("title"))]
        elif y == 1:
            segments = self._head()
        else:
            segments = self._week_line(*divmod(y - HEAD, self._week_height()))
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(PREFIX + name)

    def _head(self) -> list[Segment]:
        style = self._style("head")
        names = [
            Segment(pad(f" {name}", self._column(weekday)[1]), style)
            for weekday, name in enumerate(DAY_NAMES)
        ]
        return [Segment(pad("Wk", WEEK_CELLS), style), *names]

    def _week_line(self, week: int, line: int) -> list[Segment]:
        if week >= len(self._weeks):
            return []
        days = self._weeks[week]
        number = f"{days[0].isocalendar().week:>2}" if line == 0 else ""
        segments = [Segment(pad(number, WEEK_CELLS), self._style("week"))]
        for day in days:
            segments.extend(self._day_line(day, line))
        return segments

    def _day_line(self, day: date, line: int) -> list[Segment]:
        width = self._column(day.weekday())[1]
        selected = day == self.selected
        bar = "▌" if selected and line == 0 else " "
        number = f"{bar}{day.day:>2}" if line == 0 else " "
        short = self._week_height() == 1
        items = self._item_words(day, width - cell_len(number) - 1) if short or line == 1 else ""
        style = self._style(self._day_style(day))
        rest = pad(f" {items}" if items else "", width - cell_len(number))
        item_style = style if selected else self._style("item")
        return [Segment(shorten(number, width), style), Segment(rest, item_style)]

    def _day_style(self, day: date) -> str:
        if day == self.selected:
            return "selected"
        if day == self.today:
            return "today"
        return "day" if day.month == self.selected.month else "other"

    def _item_words(self, day: date, cells: int) -> str:
        """Glyphs with counts, such as ``●2 ◆``; where that is too long the first glyphs, as many as fit."""
        counts = Counter(GLYPHS.get(kind, "·") for kind in self.items.get(day, ()))
        listed = sorted(counts.items(), key=lambda pair: [*GLYPHS.values(), "·"].index(pair[0]))
        words = " ".join(glyph if count == 1 else f"{glyph}{count}" for glyph, count in listed)
        return words if cell_len(words) <= cells else "".join(glyph for glyph, _ in listed)[: max(0, cells)]

    # Keys and mouse

    def action_day(self, days: int) -> None:
        """Select a day so many days away."""
        self.selected = moved(self.selected, days=days)

    def action_month(self, months: int) -> None:
        """Select the same day of another month."""
        self.selected = moved(self.selected, months=months)

    def action_edge(self, last: int) -> None:
        """Select the first or the last day of the month."""
        self.selected = moved(moved(self.month, months=1), days=-1) if last else self.month

    def action_today(self) -> None:
        """Select today."""
        if self.today is not None:
            self.selected = self.today

    def action_open(self) -> None:
        """Say that the day was chosen."""
        self.post_message(self.DayOpened(self, self.selected))

    def on_click(self, event: events.Click) -> None:
        """Select the day under the mouse; a double click opens it."""
        at = event.get_content_offset(self)
        day = None if at is None else self._day_at(at.x, at.y)
        if day is not None:
            self.selected = day
            if event.chain == 2:
                self.action_open()
