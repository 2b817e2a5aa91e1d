"""Lines of a pane whose values wrap below themselves, never below their labels."""

import re
from collections.abc import Iterable
from dataclasses import replace

from rich.cells import cell_len
from textual.content import Content

from amtui.widgets.detail import Field, key_values, stacked
from amtui.widgets.detail import title as heading
from amtui.widgets.text import many_lines

LEAST = 12
"""Cells below which a value is not wrapped here but left to the pane."""
GAP = re.compile(r"(?<![≤≥<>]) (?!%|(?:s|h|d|min)(?!\w))")
"""Where a line may be broken: never between a number and its sign or its unit."""
LABEL = 13
"""Cells of the labels in a narrow pane."""


def wrapped(text: str, cells: int) -> str:
    """Return text with its lines broken between words, none wider than `cells` unless one word is."""
    if cells < LEAST:
        return text
    return "\n".join(line for one in many_lines(text).split("\n") for line in _lines(one, cells))


def _lines(text: str, cells: int) -> Iterable[str]:
    line = ""
    for word in GAP.split(text):
        longer = f"{line} {word}" if line else word
        if line and cell_len(longer) > cells:
            yield line
            line = word
        else:
            line = longer
    yield line


def hanging(fields: Iterable[Field], cells: int, *, label_cells: int = LABEL) -> Content:
    """Return fields as a key and value list for a pane of so many cells; 0 is any number.

    Where the labels leave too little room, values stand below them.
    """
    room = cells - label_cells - 2
    if LEAST < cells < label_cells + 2 + LEAST:
        return Content("\n").join([_below(field, cells) for field in fields])
    kept = [
        replace(field, value=wrapped(field.value, room)) if isinstance(field.value, str) else field
        for field in fields
    ]
    return key_values(kept, label_cells=label_cells)


def _below(field: Field, cells: int) -> Content:
    """Return a field whose value begins in a line of its own."""
    label = key_values([replace(field, value=Content(""))])
    return label.rstrip() + Content("\n") + hanging([replace(field, label="")], cells, label_cells=0)


def section(words: str, block: Content) -> Content:
    """Return a block under its heading."""
    return Content("\n").join([heading(words), block])


def sections(blocks: Iterable[tuple[str, Content]]) -> Content:
    """Return blocks under their headings, the empty ones left out."""
    return stacked(section(words, block) for words, block in blocks if block.plain)
