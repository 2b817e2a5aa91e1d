"""A heading line and lines of one row each under it: geometry and drawing, no data."""

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from rich.style import Style
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from amtui.domain.paging import Order
from amtui.widgets.text import many_lines
from amtui.widgets.virtual_table.bare_lines import BareLines
from amtui.widgets.virtual_table.columns import Column
from amtui.widgets.virtual_table.painter import Painter, RowState
from amtui.widgets.virtual_table.style import COMPONENTS, CSS, PREFIX

Row = TypeVar("Row")


class Sheet(ScrollView, Generic[Row], can_focus=True, inherit_bindings=False):
    """The drawn part of a table; a subclass says what stands in each rank.

    Args:
        columns: in the order shown.
        jump: whether the view moves by half its height when the cursor leaves it.
        id: as of any widget.
        classes: as of any widget.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS
    DEFAULT_CSS = CSS
    ALLOW_SELECT = False

    order: reactive[Order | None] = reactive(None, init=False, repaint=False)
    """The order that the headings show; the source does the ordering."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        jump: bool = True,
        id: str | None = None,  # noqa: A002 - the name every widget gives it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.rank = 0
        self._jump = jump
        self._painter: Painter[Row] = Painter(columns, self._component)
        self._styles_cache = BareLines()

    # What a subclass knows

    def row_state(self, rank: int) -> tuple[int, Row, RowState] | None:
        """Id, row and state of a rank; None where there is no row, or none yet."""
        raise NotImplementedError

    def is_waiting(self, rank: int) -> bool:
        """Whether a rank without a row will get one."""
        raise NotImplementedError

    def notice(self) -> tuple[str, str]:
        """Words to show instead of rows, and the name of their style; empty words for none."""
        raise NotImplementedError

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line of the widget: headings, a row, a placeholder or words."""
        if y == 0:
            return self._painter.header(self.order)
        words, style = self.notice()
        return self._notice_line(words, style, y - 1) if words else self._row_line(self.top + y - 1)

    def _row_line(self, rank: int) -> Strip:
        shown = self.row_state(rank)
        if shown is not None:
            return self._painter.row(*shown)
        if self.is_waiting(rank):
            return self._painter.placeholder(cursor=rank == self.rank)
        return self._painter.blank()

    def _notice_line(self, words: str, style: str, line: int) -> Strip:
        lines = many_lines(words).split("\n")
        return self._painter.notice(lines[line], style) if line < len(lines) else self._painter.blank()

    def _component(self, name: str) -> Style:
        if not name:
            return self.rich_style
        return self.get_component_rich_style(PREFIX + name)

    def notify_style_update(self) -> None:
        """Forget drawn lines when the theme or the state of the widget changes."""
        super().notify_style_update()
        self._painter.restyle()

    def repaint_rank(self, rank: int) -> None:
        """Draw one row again, if it is in view."""
        line = rank - self.top + 1
        if 1 <= line <= self.view_height:
            self.refresh(Region(0, line, self._painter.width, 1))

    def watch_order(self) -> None:
        """Draw the headings again, and nothing else."""
        self.refresh(Region(0, 0, self._painter.width, 1))

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show other columns."""
        self._painter = Painter(columns, self._component)
        self._painter.resize(self.scrollable_content_region.width)
        self.refresh()

    # Geometry

    @property
    def top(self) -> int:
        """The rank of the first row in view."""
        return round(self.scroll_y)

    @property
    def view_height(self) -> int:
        """How many rows fit into the view."""
        return max(1, self.scrollable_content_region.height - 1)

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        """All columns, shown or not."""
        return self._painter.columns

    @property
    def shown_columns(self) -> tuple[Column[Row], ...]:
        """The columns for which there is room; while the width is unknown, all."""
        return tuple(one.column for one in self._painter.placed) or self.columns

    def has_heading(self, key: str) -> bool:
        """Tell whether the width leaves room for a column; while it is unknown, for all."""
        placed = self._painter.placed
        return not placed or any(one.column.key == key for one in placed)

    def column_at(self, x: int) -> Column[Row] | None:
        """The column drawn at a cell of a line, or None between columns."""
        return self._painter.column_at(x)

    def measure(self, rows: int) -> None:
        """Take the list's length and the widget's width into account; a layout only for another width."""
        self._painter.resize(self.scrollable_content_region.width)
        size, before = Size(self._painter.width, rows + 1), self.virtual_size
        if size.width != before.width or not self.container_size:
            self.virtual_size = size
        elif size != before:
            # A longer list moves nothing else; whether there is a scrollbar asks for a layout by itself.
            self.set_reactive(Sheet.virtual_size, size)
            self._scroll_update(size)

    def reveal(self) -> None:
        """Move the view when the cursor has left it."""
        top, height = self.top, self.view_height
        margin = height // 2 if self._jump else 0
        if self.rank < top:
            self.scroll_rows(self.rank - margin)
        elif self.rank >= top + height:
            self.scroll_rows(self.rank - height + 1 + margin)

    def scroll_rows(self, top: int) -> None:
        """Put a rank at the top of the view."""
        self.scroll_to(y=max(0, top), animate=False, force=True)
