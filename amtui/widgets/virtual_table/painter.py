"""Rows and headings as lines of the screen, each made once and kept."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, NamedTuple, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from amtui.domain.paging import Order
from amtui.widgets.text import one_line, pad, shorten
from amtui.widgets.virtual_table.cells import STYLES, Part, fit
from amtui.widgets.virtual_table.columns import GAP, Column, Placed, place

Row = TypeVar("Row")
GUTTER = 2
"""Cells before the first column: the cursor's bar, then the mark."""
BAR = "▌"
MARK = "✓"
SAME = ("  ·", "dim")
"""Stands for what the row above shows already."""
KEPT = 200

StyleOf = Callable[[str], Style]
"""Gives the style of a component by its short name; the empty name is the table itself."""


class RowState(NamedTuple):
    """How a row stands: under the cursor, marked, whether the table has the focus, later in its group."""

    cursor: bool
    marked: bool
    focus: bool
    later: bool = False


class Painter(Generic[Row]):
    """Draws a table's lines for one width.

    Args:
        columns: all columns; those that do not fit are left out.
        style_of: looks a style up; asked once a name until `restyle`.
    """

    def __init__(self, columns: Sequence[Column[Row]], style_of: StyleOf) -> None:
        self.columns = tuple(columns)
        self._style_of = style_of
        self.placed: tuple[Placed[Row], ...] = ()
        self.width = 0
        self._styles: dict[str, Style] = {}
        self._strips: dict[Hashable, tuple[Row, Strip]] = {}
        self._placeholders: dict[bool, Strip] = {}

    def resize(self, width: int) -> None:
        """Share another width between the columns; costs nothing when it is the same."""
        if width != self.width:
            self.width = width
            self.placed = place(self.columns, width - GUTTER)
            self.forget()

    def restyle(self) -> None:
        """Forget styles and lines, as the theme or the focus changed."""
        self._styles.clear()
        self.forget()

    def forget(self) -> None:
        """Forget lines, as what columns show for the same row changed."""
        self._strips.clear()
        self._placeholders.clear()

    def style(self, name: str) -> Style:
        """The style of a component, kept until `restyle`."""
        if name not in self._styles:
            self._styles[name] = self._style_of(name)
        return self._styles[name]

    def row(self, row_id: int, row: Row, state: RowState) -> Strip:
        """The line of a row; the same object as long as row, state and width are the same."""
        kept = self._strips.get((row_id, state))
        if kept is not None and kept[0] is row:
            return kept[1]
        strip = self._strip(self._parts(row, state), self._base(state))
        if len(self._strips) >= KEPT:
            self._strips.clear()
        self._strips[row_id, state] = (row, strip)
        return strip

    def _parts(self, row: Row, state: RowState) -> list[Part]:
        parts = [Part(BAR if state.cursor else " "), Part(MARK if state.marked else " ", "marked")]
        for index, (column, _, width) in enumerate(self.placed):
            if index:
                parts.append(Part(" " * GAP))
            hidden = column.by_group and state.later and not state.cursor
            parts.extend(fit(SAME if hidden else column.render(row), width, column.align))
        if state.cursor:
            # One style for the whole bar: calmer, and one escape sequence instead of many.
            return [Part("".join(part.text for part in parts))]
        return parts

    def _base(self, state: RowState) -> str:
        if not state.cursor:
            return ""
        return "cursor" if state.focus else "cursor-blurred"

    def _strip(self, parts: Sequence[Part], base: str) -> Strip:
        """Parts as a line of the full width, neighbours of one style in one segment."""
        plain = self.style(base)
        segments: list[Segment] = []
        cells = 0
        for text, name in parts:
            style = self.style(name) if name in _KNOWN and text.strip() else plain
            cells += cell_len(text)
            # Spaces join what stands before them: a style of words does not show on them.
            if segments and (segments[-1].style == style or not text.strip()):
                segments[-1] = Segment(segments[-1].text + text, segments[-1].style)
            else:
                segments.append(Segment(text, style))
        return Strip(segments, cells).adjust_cell_length(self.width, plain)

    def header(self, order: Order | None) -> Strip:
        """The line of headings, an arrow at the column that the list is ordered by."""
        parts = [Part(" " * GUTTER)]
        for index, (column, _, width) in enumerate(self.placed):
            if index:
                parts.append(Part(" " * GAP))
            parts.extend(_heading(column, width, order))
        return self._strip(parts, "header")

    def placeholder(self, *, cursor: bool) -> Strip:
        """The line of a row that is not here yet; all of them are one and the same, made once."""
        if cursor not in self._placeholders:
            self._placeholders[cursor] = self._placeholder(cursor=cursor)
        return self._placeholders[cursor]

    def _placeholder(self, *, cursor: bool) -> Strip:
        parts = [Part(BAR if cursor else " "), Part(" ")]
        for index, (_, _, width) in enumerate(self.placed):
            if index:
                parts.append(Part(" " * GAP))
            parts.append(Part(pad("·" * max(1, width // 2), width), "placeholder"))
        return self._strip(parts, "")

    def notice(self, text: str, name: str) -> Strip:
        """A line of words instead of a row."""
        return self._strip([Part(" " * GUTTER), Part(shorten(text, self.width - GUTTER), name)], "")

    def blank(self) -> Strip:
        """An empty line."""
        return Strip.blank(self.width, self.style(""))

    def column_at(self, x: int) -> Column[Row] | None:
        """The column drawn at a cell of the line, or None between columns."""
        for column, start, width in self.placed:
            if start <= x - GUTTER < start + width:
                return column
        return None


_KNOWN = frozenset((*STYLES, "marked", "placeholder", "sorted", "notice", "error"))


def sign(*, descending: bool) -> str:
    """Return the sign of an order."""
    return "▼" if descending else "▲"


def _heading(column: Column[Row], width: int, order: Order | None) -> tuple[Part, ...]:
    label = one_line(column.label)
    if order is None or order.column != column.key:
        return (Part(pad(label, width, column.align)),)
    arrow = sign(descending=order.descending)
    return (Part(pad(shorten(label, width - 1) + arrow, width, column.align), "sorted"),)
