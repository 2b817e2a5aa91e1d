"""What a column gives for one row, brought to an exact width."""

from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from amtui.domain.frozen import dataclass
from amtui.widgets.text import Align, one_line, pad, shorten


class Part(NamedTuple):
    """A stretch of text and the name of its style: one of `STYLES`, or empty."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """A cell of several styles; the text may come from outside."""

    parts: tuple[Part, ...]


Cell = str | tuple[str, str] | Parts | Content
"""Plain text, text with a style name, several of those, or content with styles of its own."""

STYLES = ("good", "warn", "bad", "dim", "strong", "accent")
"""Style names of cells; each is the component class ``virtual-table--<name>``."""


def cell_parts(cell: Cell) -> tuple[Part, ...]:
    """A cell as parts; of a `Content` only the words are kept."""
    match cell:
        case Parts(parts):
            return parts
        case Content():
            return (Part(cell.plain),)
        case str():
            return (Part(cell),)
        case (text, style):
            return (Part(text, style),)


def fit(cell: Cell, cells: int, align: Align) -> tuple[Part, ...]:
    """A cell as clean parts that together are exactly `cells` wide.

    Args:
        cell: what the column gave.
        cells: the width of the column.
        align: where the spare room goes.
    """
    parts = cell_parts(cell)
    if len(parts) == 1:
        return (Part(pad(one_line(parts[0].text), cells, align), parts[0].style),)
    return _aligned(_cut(parts, cells), cells, align)


def _cut(parts: tuple[Part, ...], cells: int) -> tuple[Part, ...]:
    kept: list[Part] = []
    room = cells
    for text, style in parts:
        whole = one_line(text)
        short = shorten(whole, room)
        if short:
            kept.append(Part(short, style))
        room -= cell_len(short)
        if short != whole:
            break
    return tuple(kept)


def _aligned(parts: tuple[Part, ...], cells: int, align: Align) -> tuple[Part, ...]:
    spare = cells - sum(cell_len(part.text) for part in parts)
    if spare <= 0:
        return parts
    if align == "left":
        return (*parts, Part(" " * spare))
    before = spare if align == "right" else spare // 2
    return (Part(" " * before), *parts, Part(" " * (spare - before)))
