"""A week as seven columns, with what happens on each day in words."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip

from amtui.widgets.month_grid import DAY_NAMES, MonthGrid
from amtui.widgets.text import one_line, pad, shorten

TITLE, NAMES, FIRST = 0, 1, 2
"""The lines of the title, of the days, and of the first entry."""
INDENT = 2


class Entry(NamedTuple):
    """One thing on a day: its time or nothing, its glyph, what it is and with whom; may come from outside."""

    time: str
    glyph: str
    what: str
    who: str


class WeekGrid(MonthGrid):
    """A week, a column a day; keys move as in the month."""

    entries: reactive[Mapping[date, Sequence[Entry]]] = reactive(dict, init=False)
    """What happens on each day, in order of time."""

    @property
    def monday(self) -> date:
        """The first day that is shown."""
        return self.selected - timedelta(days=self.selected.weekday())

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day that is shown."""
        return self.monday, self.monday + timedelta(days=6)

    def watch_selected(self, old: date, new: date) -> None:
        """Draw the week again, and say when it is another one."""
        self.refresh()
        if old - timedelta(days=old.weekday()) != self.monday:
            self.post_message(self.MonthChanged(self, self.month))
        self.post_message(self.DaySelected(self, new))

    def _column(self, weekday: int) -> tuple[int, int]:
        room = max(7, self.size.width)
        start, end = room * weekday // 7, room * (weekday + 1) // 7
        return start, end - start

    def _day_at(self, x: int, y: int) -> date | None:
        if y < NAMES:
            return None
        for weekday in range(7):
            start, width = self._column(weekday)
            if start <= x < start + width:
                return self.monday + timedelta(days=weekday)
        return None

    def render_line(self, y: int) -> Strip:
        """The title, the days, or one line of what happens."""
        if y == TITLE:
            week = f"Week {self.monday.isocalendar().week} · {self.monday:%d %b} to {self.days[1]:%d %b %Y}"
            segments = [Segment(pad(week, self.size.width), self._style("title"))]
        else:
            days = (self.monday + timedelta(days=weekday) for weekday in range(7))
            segments = [self._day_segment(day, y) for day in days]
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _day_segment(self, day: date, y: int) -> Segment:
        width = self._column(day.weekday())[1]
        if y == NAMES:
            bar = "▌" if day == self.selected else " "
            name = f"{bar}{DAY_NAMES[day.weekday()]} {day.day}"
            return Segment(pad(shorten(name, width), width), self._style(self._day_style(day)))
        cells = width - 1
        text = shorten(self._line(day, y - FIRST, cells), cells)
        return Segment(pad(text, width), self._style("day"))

    def _day_style(self, day: date) -> str:
        if day == self.selected:
            return "selected"
        return "today" if day == self.today else "head"

    def _line(self, day: date, line: int, cells: int) -> str:
        """Return a line of a day: each entry takes two; the last says how many more there are."""
        entries = self.entries.get(day, ())
        room = max(0, (self.size.height - FIRST) // 2)
        place, second = divmod(line, 2)
        if place >= len(entries) or place >= room:
            return ""
        if place == room - 1 and len(entries) > room:
            return "" if second else f"+{len(entries) - place} more"
        entry = entries[place]
        if second:
            return f"{' ' * INDENT}{one_line(entry.who)}"
        what = one_line(entry.what)
        head = " ".join(part for part in (entry.glyph, entry.time, what) if part)
        return head if cell_len(head) <= cells or not entry.time else f"{entry.glyph}{entry.time} {what}"
