"""The top line: product, screens, who and where, and the time to the minute."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.reactive import reactive

from amtui.widgets.line import Line
from amtui.widgets.text import one_line, shorten
from amtui.widgets.virtual_table.cells import Part

LEAST_WHERE = 6
"""Cells of who and where to which it is cut at most; it says nothing where there are fewer."""


class TopLine(Line):
    """One line above every screen.

    Args:
        product: the program's name.
        tabs: the screens in order, as ``(key, words)``.
        clock: gives the viewer's time in words, to the minute; read whenever `tell_time` is called, and
            written only when it changed. None shows no time.
        id: as of any widget.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "top-line--product", "top-line--tab", "top-line--active", "top-line--where",
        "top-line--alert",
    }  # fmt: skip
    """
    | Class | What |
    | :- | :- |
    | `top-line--product` | the program's name |
    | `top-line--tab`, `top-line--active` | a screen, and the one that is shown |
    | `top-line--where` | who, where and the time |
    | `top-line--alert` | what is wrong just now |
    """

    DEFAULT_CSS: ClassVar[str] = """
    TopLine {
        dock: top;
        background: $panel;
        & > .top-line--product { text-style: bold; color: $text-accent; }
        & > .top-line--tab { color: $text-muted; }
        & > .top-line--active { text-style: bold reverse; }
        & > .top-line--where { color: $text-muted; }
        & > .top-line--alert { text-style: bold; color: $text-warning; }
    }
    """

    active: reactive[str] = reactive("", init=False, repaint=False)
    """Key of the screen that is shown."""
    where: reactive[str] = reactive("", init=False, repaint=False)
    """Who is signed in and on which data; text from outside."""

    alert: reactive[str] = reactive("", init=False, repaint=False)
    """What is wrong just now; it stands in place of who, where and the time, and of words of screens."""

    class TabClicked(Message):
        """A screen was clicked; `key` is the key that opens it."""

        def __init__(self, line: "TopLine", key: str) -> None:
            super().__init__()
            self.line = line
            self.key = key

        @property
        def control(self) -> "TopLine":
            """The line, for selectors of handlers."""
            return self.line

    def __init__(
        self,
        product: str,
        tabs: Sequence[tuple[str, str]],
        *,
        active: str = "",
        where: str = "",
        clock: Callable[[], str] | None = None,
        id: str | None = None,  # noqa: A002 - every widget's name for it
    ) -> None:
        super().__init__(id=id)
        self._product = product
        self._tabs = tuple(tabs)
        self._clock = clock
        self._time = ""
        self._ends: list[tuple[int, str]] = []
        self.set_reactive(TopLine.active, active)
        self.set_reactive(TopLine.where, where)

    def on_mount(self) -> None:
        """Show the time."""
        self.tell_time()

    def on_resize(self) -> None:
        """Leave out what does not fit the new width."""
        self._draw()

    def watch_active(self) -> None:
        """Show which screen is shown."""
        self._draw()

    def watch_where(self) -> None:
        """Show who and where."""
        self._draw()

    def watch_alert(self) -> None:
        """Show what is wrong, or no longer."""
        self._draw()

    def offer(self, tabs: Sequence[tuple[str, str]]) -> None:
        """Show other screens to go to."""
        if tuple(tabs) != self._tabs:
            self._tabs = tuple(tabs)
            self._draw()

    def tell_time(self) -> None:
        """Read the clock now, as its minute may be over, or the zone another one."""
        time = "" if self._clock is None else self._clock()
        if time != self._time:
            self._time = time
            self._draw()

    def _draw(self) -> None:
        """Everything where it fits; else who and where is cut, then left out, then words of screens."""
        tabs = self._tab_parts(words=True)
        if _cells(tabs) + cell_len(self.alert or self._time) + 2 > self.size.width:
            tabs = self._tab_parts(words=False)
        room = self.size.width - _cells(tabs) - 2
        right = shorten(one_line(self.alert), room) if self.alert else self._who_and_when(room)
        self._note_ends(tabs)
        look = "top-line--alert" if self.alert else "top-line--where"
        self.show_parts(tabs, [Part(f"{right} ", look)] if right else [])

    def _who_and_when(self, room: int) -> str:
        time = self._time if cell_len(self._time) <= room else ""
        joint = " · " if time else ""
        whole = one_line(self.where)
        where = shorten(whole, room - cell_len(time + joint))
        tells = bool(where) and (where == whole or cell_len(where) >= LEAST_WHERE)
        return where + joint + time if tells else time

    def _tab_parts(self, *, words: bool) -> list[Part]:
        """The product and the screens; without words only the active screen keeps its own."""
        parts = [Part(f" {self._product} ", "top-line--product")]
        for key, label in self._tabs:
            active = key == self.active
            text = f" {key} {label} " if words or active else f" {key} "
            parts.append(Part(text, "top-line--active" if active else "top-line--tab"))
        return parts

    def _note_ends(self, parts: Sequence[Part]) -> None:
        end = cell_len(parts[0].text)
        self._ends = []
        for part, (key, _) in zip(parts[1:], self._tabs, strict=True):
            end += cell_len(part.text)
            self._ends.append((end, key))

    def on_click(self, event: events.Click) -> None:
        """Ask for the screen that was clicked."""
        start = cell_len(f" {self._product} ")
        for end, key in self._ends:
            if start <= event.x < end:
                self.post_message(self.TabClicked(self, key))
                return
            start = end


def _cells(parts: Sequence[Part]) -> int:
    return sum(cell_len(part.text) for part in parts)
