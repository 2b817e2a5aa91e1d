"""A line of counts, each of which narrows the list below it when it is clicked."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from textual.content import Content
from textual.events import Click, Resize
from textual.message import Message
from textual.widgets import Static

from amtui.domain.frozen import dataclass
from amtui.widgets.text import safe

GAPS = ("   ", "  ", " ")
"""Between counts, the widest that fits."""
FRAME = 2
"""Cells of the brackets around the count that narrows the list."""


@dataclass(frozen=True, slots=True)
class CountPart:
    """One count: its name, its words and shorter ones, and the style of its state."""

    name: str
    words: str
    short: str
    style: str = ""


class CountStrip(Static):
    """The line; the count that narrows the list is reversed and stands in brackets."""

    class Chosen(Message):
        """A count was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, **names: Any) -> None:
        super().__init__(Content(""), markup=False, **names)
        self._parts: tuple[CountPart, ...] = ()
        self._active = ""
        self._ends: tuple[int, ...] = ()

    def show(self, parts: Sequence[CountPart], active: str = "") -> None:
        """Show counts, one of them as that which narrows the list."""
        self._parts, self._active = tuple(parts), active
        self._draw()

    def on_resize(self, _event: Resize) -> None:
        """Take the words that fit."""
        self._draw()

    def on_click(self, event: Click) -> None:
        """Say which count was clicked."""
        x = event.get_content_offset(self)
        if x is None:
            return
        for part, (begin, end) in zip(self._parts, pairwise(self._ends), strict=False):
            if begin <= x.x < end:
                self.post_message(self.Chosen(part.name))

    def _draw(self) -> None:
        width = self.scrollable_content_region.width or self.app.size.width
        words, gap = self._fitting(width)
        # Where not even the shortest leave room for brackets, the narrowing count is known by its ground.
        framed = sum(map(len, words)) + len(gap) * (len(words) - 1) + FRAME <= width
        pieces, ends, at = [], [0], 0
        for part, text in zip(self._parts, words, strict=True):
            is_active = part.name == self._active
            shown = f"[{text}]" if is_active and framed else text
            pieces.append(safe(shown, f"reverse {part.style}".strip() if is_active else part.style))
            at += len(shown) + len(gap)
            ends.append(at)
        self._ends = tuple(ends)
        self.update(Content(gap).join(pieces), layout=False)

    def _fitting(self, width: int) -> tuple[list[str], str]:
        """Return the longest words and the widest gap with which all counts fit into a line."""
        for words in ([part.words for part in self._parts], [part.short for part in self._parts]):
            for gap in GAPS:
                if sum(map(len, words)) + len(gap) * max(0, len(words) - 1) + FRAME <= width:
                    return words, gap
        return [part.short for part in self._parts], GAPS[-1]
