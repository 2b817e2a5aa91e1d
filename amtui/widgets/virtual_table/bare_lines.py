"""Textual's memory of the lines of a widget, which draws nothing around them where there is nothing to draw.

Textual looks up border, outline, padding and more of every line anew, which takes as long as drawing a row.
"""

from collections.abc import Callable
from typing import Any

from textual._styles_cache import StylesCache
from textual.color import Color
from textual.css.styles import StylesBase
from textual.geometry import Region, Size, Spacing
from textual.strip import Strip
from textual.widget import Widget

EDGES = ("top", "right", "bottom", "left")
AROUND = (*(f"outline_{edge}" for edge in EDGES), "tint", "hatch", "text_opacity")
"""What else than a border and padding changes a line that a widget has drawn."""


class BareLines(StylesCache):
    """The lines of a widget that mostly stand for themselves."""

    _bare = False

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        """Return the lines of a region."""
        styles = widget.styles
        around = styles.gutter or any(styles.has_rule(rule) for rule in AROUND)
        self._bare = not around and widget.opacity == 1
        return super().render_widget(widget, crop)

    def render_line(
        self,
        styles: StylesBase,
        y: int,
        size: Size,
        content_size: Size,
        padding: Spacing,
        base_background: Color,
        background: Color,
        render_content_line: Callable[[int], Strip],
        *more: Any,
    ) -> Strip:
        """Return one line, as wide as the widget."""
        if self._bare and y < content_size.height:
            inner, _ = self.get_inner_outer(base_background, background)
            return render_content_line(y).adjust_cell_length(size.width, inner.rich_style)
        return super().render_line(
            styles, y, size, content_size, padding, base_background, background, render_content_line, *more
        )
