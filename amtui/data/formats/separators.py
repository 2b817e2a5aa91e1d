"""Which character separates the cells of a text file."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from amtui.domain.errors import UsageError

_CANDIDATES = (",", ";", "\t", "|")
_NAMES = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_ROWS = 50


def named_separator(text: str) -> str:
    """Return the separator that a person typed, as itself or by name.

    Raises:
        UsageError: it is not one character.
    """
    separator = _NAMES.get(text.casefold(), text)
    if len(separator) != 1 or separator in '"\r\n':
        raise UsageError(f"The separator {text!r} is not one character.", next="Try ';' or tab.")
    return separator


def sniff_separator(lines: Sequence[str], path: Path) -> str:
    """Return the separator that gives the most rows the width of the header, then the most columns."""
    if path.suffix.lower() in {".tsv", ".tab"}:
        return "\t"
    return max(_CANDIDATES, key=lambda candidate: _score(lines, candidate))


def _score(lines: Sequence[str], separator: str) -> tuple[float, int]:
    try:
        reader = csv.reader(lines, delimiter=separator, skipinitialspace=is_spaced(lines, separator))
        rows = [row for row in islice(reader, _ROWS) if row]
    except csv.Error:
        return 0.0, 0
    widths = Counter(map(len, rows))
    width = len(rows[0]) if rows else 0
    if width == 1:  # a title may precede the header
        width = widths.most_common(1)[0][0]
    if width < 2:
        return 0.0, width
    return round(widths[width] / len(rows), 1), width


def is_spaced(lines: Sequence[str], separator: str) -> bool:
    """Tell whether the first line has spaces between a separator, or its beginning, and a quote."""
    spaces = re.compile(rf'(?:^|{re.escape(separator)}) +"')
    return bool(lines) and spaces.search(lines[0]) is not None
