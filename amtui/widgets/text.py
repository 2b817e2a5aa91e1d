"""The one door through which text from outside reaches the screen."""

import unicodedata
from collections.abc import Iterable
from typing import Any, Literal, NewType

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

Align = Literal["left", "right", "centre"]
Severity = Literal["information", "warning", "error"]
Clean = NewType("Clean", str)
"""Text without anything that a terminal acts on; still not to be read as markup."""

ELLIPSIS = "…"
HIDDEN = "·"
BROKEN = "�"
NEW_LINE = "␤"
TAB_CELLS = 4
# Presentation selectors and skin tones: terminals disagree about the width they add.
_DROPPED = {0x034F, *range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), *range(0xE0100, 0xE01F0)}


_BY_CATEGORY = {"Zl": NEW_LINE, "Zp": NEW_LINE, "Cf": HIDDEN, "Cs": BROKEN}


def _stand_in(code: int) -> str:
    """The harmless character shown for a code point; itself where it is harmless already."""
    if code in _DROPPED:
        return ""
    if code < 0x20:
        return chr(0x2400 + code)
    if 0x7F <= code < 0xA0:
        return "␡" if code == 0x7F else BROKEN
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return BROKEN
    return _BY_CATEGORY.get(unicodedata.category(chr(code)), chr(code))


class _Table(dict[int, str]):
    """A translation that fills itself, as most text needs a small part of Unicode."""

    def __missing__(self, code: int) -> str:
        self[code] = stand_in = _stand_in(code)
        return stand_in


_ONE_LINE = _Table({0x09: " ", 0x0A: NEW_LINE, 0x85: NEW_LINE})
_MANY_LINES = _Table({0x09: " " * TAB_CELLS, 0x0A: "\n", 0x85: "\n"})
_DELETED = dict.fromkeys(
    (
        *range(0x20),
        *range(0x7F, 0xA0),
        0x061C,
        0x200E,
        0x200F,
        *range(0x2028, 0x202F),
        *range(0x2066, 0x206A),
    ),
)


def one_line(text: str | None) -> Clean:
    """Text for one line: control, bidi and zero-width characters become visible, newlines ``␤``.

    Args:
        text: anything from outside; None is empty.
    """
    if not text:
        return Clean("")
    if text.isascii() and text.isprintable():
        return Clean(text)
    return Clean(text.replace("\r\n", "\n").translate(_ONE_LINE))


def many_lines(text: str | None) -> Clean:
    """As `one_line`, but newlines stay and a tab becomes four spaces."""
    if not text:
        return Clean("")
    return Clean(text.replace("\r\n", "\n").replace("\r", "\n").translate(_MANY_LINES))


def safe(text: str | None, style: str = "", *, newlines: bool = True) -> Content:
    """Text from outside as content that can neither act on the terminal nor be markup.

    Args:
        text: anything; None is empty.
        style: a Textual style for the whole, such as ``bold $text-muted``; never from outside.
        newlines: whether line breaks stay; else they show as ``␤``.
    """
    return Content.styled(many_lines(text) if newlines else one_line(text), style)


def shorten(text: str, cells: int) -> str:
    """Clean one-line text cut to a width in terminal cells, ending in ``…`` where cut.

    A wide character that would straddle the edge is left out whole.

    Args:
        text: text that went through `one_line`.
        cells: the room, in cells; 0 or less gives nothing.
    """
    if cells <= 0:
        return ""
    # A character takes two cells at most, so this spares measuring text of 5,000 characters.
    head = text[: cells * 4 + 4]
    if len(head) == len(text) and cell_len(text) <= cells:
        return text
    return set_cell_size(head, cells - 1).rstrip(" ") + ELLIPSIS


def pad(text: str, cells: int, align: Align = "left") -> str:
    """Clean one-line text made exactly `cells` wide: shortened, or filled with spaces."""
    text = shorten(text, cells)
    spare = max(0, cells - cell_len(text))
    if align == "left":
        return text + " " * spare
    if align == "right":
        return " " * spare + text
    return " " * (spare // 2) + text + " " * (spare - spare // 2)


def join(parts: Iterable[Content], separator: str = " · ") -> Content:
    """Contents after one another, the empty ones left out."""
    return Content(separator).join([part for part in parts if part.plain])


class HostileFilter(LineFilter):
    """The last lock before the terminal: deletes control and bidi characters left in any line.

    All of them are equal, as lines remember what a filter made of them.
    """

    def __eq__(self, other: object) -> bool:
        return isinstance(other, HostileFilter)

    def __hash__(self) -> int:
        return hash(HostileFilter)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Give the segments back, without those characters; an untouched list is the same list."""
        del background
        if all(control or text.isprintable() for text, _, control in segments):
            return segments
        return [_without_controls(segment) for segment in segments]


def _without_controls(segment: Segment) -> Segment:
    text, style, control = segment
    return segment if control or text.isprintable() else Segment(text.translate(_DELETED), style)


def notify(
    app: App[Any], text: str, *, severity: Severity = "information", timeout: float | None = None
) -> None:
    """Show a toast whose words may come from outside.

    Args:
        app: the running app.
        text: any text; never read as markup.
        severity: how it is coloured; the words must say it too.
        timeout: seconds on screen; None is the app's own default.
    """
    app.notify(many_lines(text), severity=severity, timeout=timeout, markup=False)
