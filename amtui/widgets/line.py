"""A widget of one line, drawn from styled parts and written only when they change."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from amtui.widgets.text import one_line, shorten
from amtui.widgets.virtual_table.cells import Part


class Line(Widget):
    """One line of parts from the left and parts at the right; parts' styles name component classes.

    What does not fit is cut on the left side's end, so that the right side stays whole where it can.

    Args:
        id: as of any widget.
    """

    DEFAULT_CSS: ClassVar[str] = "Line { height: 1; width: 1fr; }"
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - every widget's name for it
        super().__init__(id=id)
        self._left: tuple[Part, ...] = ()
        self._right: tuple[Part, ...] = ()

    def show_parts(self, left: Sequence[Part], right: Sequence[Part] = ()) -> None:
        """Draw these; nothing is written when they are the same as before."""
        shown = (tuple(left), tuple(right))
        if shown != (self._left, self._right):
            self._left, self._right = shown
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line, exactly as wide as the widget."""
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        right = _cut(self._right, width)
        room = width - sum(cell_len(part.text) for part in right)
        left = _cut(self._left, room - 1 if right else room)
        spare = room - sum(cell_len(part.text) for part in left)
        parts = (*left, Part(" " * max(0, spare)), *right)
        return Strip([Segment(text, self._style(name)) for text, name in parts if text], width)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name) if name else self.rich_style


def _cut(parts: Sequence[Part], cells: int) -> list[Part]:
    kept: list[Part] = []
    for text, style in parts:
        whole = one_line(text)
        short = shorten(whole, cells)
        kept.append(Part(short, style))
        cells -= cell_len(short)
        if short != whole:
            break
    return [part for part in kept if part.text]
