"""Text that is longer than its pane, read with the keys of lists."""

from typing import Any, ClassVar

from textual.binding import Binding
from textual.containers import VerticalScroll


class ReadingPane(VerticalScroll):
    """Scrolls at once, by the keys that move in lists."""

    BINDINGS: ClassVar[list[Any]] = [
        Binding("j", "turn(1)", show=False),
        Binding("k", "turn(-1)", show=False),
        Binding("ctrl+d", "half(1)", show=False),
        Binding("ctrl+u", "half(-1)", show=False),
        Binding("g", "first", show=False),
        Binding("G", "last", show=False),
    ]

    def action_turn(self, lines: int) -> None:
        """Scroll by lines, up where there are fewer than none."""
        self.scroll_relative(y=lines, animate=False)

    def action_half(self, times: int) -> None:
        """Scroll by half of what is shown."""
        self.scroll_relative(y=times * max(1, self.scrollable_content_region.height // 2), animate=False)

    def action_first(self) -> None:
        """Go to the beginning."""
        self.scroll_home(animate=False)

    def action_last(self) -> None:
        """Go to the end."""
        self.scroll_end(animate=False)
