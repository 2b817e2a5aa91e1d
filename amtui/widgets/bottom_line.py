"""The bottom line: the keys that matter here, and why one of them does not work now."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len

from amtui.domain.frozen import dataclass
from amtui.widgets.line import Line
from amtui.widgets.text import one_line
from amtui.widgets.virtual_table.cells import Part

GAP = 2
"""Blanks behind a hint."""


@dataclass(frozen=True, slots=True)
class KeyHint:
    """A key worth knowing here.

    Attributes:
        key: as the user would press it, such as ``s w``.
        words: what it does.
        enabled: whether it works now.
        reason: why it does not.
    """

    key: str
    words: str
    enabled: bool = True
    reason: str = ""


class BottomLine(Line):
    """One line below every screen: reasons give way to keys, and keys that do not fit go from the end."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "bottom-line--key", "bottom-line--words", "bottom-line--off", "bottom-line--message"
    }  # fmt: skip
    """
    | Class | What |
    | :- | :- |
    | `bottom-line--key`, `bottom-line--words` | a key and what it does |
    | `bottom-line--off` | a key that does not work now |
    | `bottom-line--message` | a sentence shown instead, such as why |
    """

    DEFAULT_CSS: ClassVar[str] = """
    BottomLine {
        dock: bottom;
        background: $panel;
        & > .bottom-line--key { text-style: bold; color: $text-accent; }
        & > .bottom-line--words { color: $text-muted; }
        & > .bottom-line--off { color: $text-disabled; text-style: strike; }
        & > .bottom-line--message { color: $text-warning; }
        &:ansi > .bottom-line--off { text-style: dim strike; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - every widget's name for it
        super().__init__(id=id)
        self._hints: tuple[KeyHint, ...] = ()
        self._message = ""

    def show(self, hints: Sequence[KeyHint], *, message: str = "") -> None:
        """Show these hints; nothing is written when the line stays the same.

        Args:
            hints: the most useful first.
            message: a sentence to show before them, such as the reason a key did nothing.
        """
        self._hints, self._message = tuple(hints), message
        self._draw()

    def on_resize(self) -> None:
        """Leave out what does not fit the new width."""
        self._draw()

    def _draw(self) -> None:
        parts: list[Part] = [Part(" ")]
        if self._message:
            parts.append(Part(f"{one_line(self._message)}  ", "bottom-line--message"))
        room = self.size.width - sum(cell_len(part.text) for part in parts)
        hints = tuple(_fitting(self._hints, room))
        room -= sum(map(_cells, hints))
        for hint, reason in zip(hints, _reasons(hints, room), strict=True):
            parts.extend(_hint_parts(hint, reason))
        if room < 0:
            # The words fit and the gap behind them does not: cut for it, the last letter would go.
            parts[-1] = Part(parts[-1].text.rstrip(), parts[-1].style)
        self.show_parts(parts)


def _fitting(hints: Sequence[KeyHint], room: int) -> Iterator[KeyHint]:
    """Yield the first hints that fit; of the last one the gap behind it may be cut."""
    for hint in hints:
        room -= _cells(hint)
        if room < -GAP:
            break
        yield hint


def _reasons(hints: Sequence[KeyHint], room: int) -> Iterator[str]:
    """Yield for each hint why it does not work, in the room that the keys leave, each reason once."""
    said = set[str]()
    for hint in hints:
        words = f" ({one_line(hint.reason)})" if hint.reason and not hint.enabled else ""
        fits = words not in said and cell_len(words) <= room
        if fits:
            said.add(words)
            room -= cell_len(words)
        yield words if fits else ""


def _cells(hint: KeyHint) -> int:
    return sum(cell_len(part.text) for part in _hint_parts(hint, ""))


def _hint_parts(hint: KeyHint, reason: str) -> tuple[Part, Part]:
    key = "bottom-line--key" if hint.enabled else "bottom-line--off"
    words = f" {one_line(hint.words)}{reason}{' ' * GAP}"
    return Part(one_line(hint.key), key), Part(words, "bottom-line--words")
