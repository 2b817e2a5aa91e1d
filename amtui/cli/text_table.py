"""Plain tables for people: columns aligned by the cells that a terminal gives each character."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

GAP = "  "
_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def clean(text: str) -> str:
    """Return text from outside without what would steer a terminal; line ends and tabs become spaces."""
    return "".join(_harmless(letter) for letter in text)


def clean_lines(text: str) -> str:
    """As `clean`, but line ends and tabs stay."""
    return "".join(letter if letter in "\n\t" else _harmless(letter) for letter in text)


def escaped(document: str) -> str:
    """Return a JSON document in which what would steer a terminal stands as its escape, and says the same."""
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", document)


def _harmless(letter: str) -> str:
    if letter.isprintable():
        return letter
    return " " if letter.isspace() else "" if unicodedata.category(letter) == "Cf" else "\ufffd"


def width(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(_cells(letter) for letter in text)


def _cells(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    """Return lines of aligned columns below their heads.

    Args:
        heads: names of the columns.
        rows: one text per column.
        right: positions of the columns that are set flush right.
    """
    lines = [list(heads), *([clean(text) for text in row] for row in rows)]
    widths = [max(width(line[place]) for line in lines) for place in range(len(heads))]
    return "".join(f"{_line(line, widths, right)}\n" for line in lines)


def _line(texts: Sequence[str], widths: Sequence[int], right: frozenset[int]) -> str:
    cells = []
    for place, text in enumerate(texts):
        blank = " " * (widths[place] - width(text))
        cells.append(blank + text if place in right else text + blank)
    return GAP.join(cells).rstrip()
