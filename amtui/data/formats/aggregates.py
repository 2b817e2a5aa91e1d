"""Tables of totals that look like call logs: they cannot be imported as calls."""

import re
from collections.abc import Sequence

from amtui.data.formats.headers import ColumnUse
from amtui.data.formats.words import squash
from amtui.domain.errors import Refused

_COUNTS = re.compile(
    r"(total|number of|no\.? of|#|answered|missed|offered|incoming|inbound|outbound|abandoned|handled|lost"
    r"|received)"
    r"[\s_-]*calls?\b|\bcalls?[\s_-]*(total|count|offered|answered|missed|abandoned|handled|received|per)",
    re.IGNORECASE,
)
_TIME_IN_COUNT = re.compile(r"\b(at|time|date|on|y\s*/?\s*n|by|id)\b", re.IGNORECASE)
_WHOLE = re.compile(r"\d[\d.,\s]*")
_BARE = frozenset(
    {
        "abandoned", "answered", "calls", "handled", "inbound", "incoming", "lost", "missed", "offered",
        "outbound", "outgoing", "received", "total", "unanswered",
    }
)  # fmt: skip
"""Headers of columns that count calls without saying so, where two of them stand side by side."""


def refuse_totals(
    name: str, header: Sequence[str], sample: Sequence[Sequence[str]], uses: Sequence[ColumnUse]
) -> None:
    """Refuse a table with one row per day, hour or agent instead of one per call.

    Raises:
        Refused: columns count calls and no column tells one call from another.
    """
    if any(use.spec.name == "external_id" for use in uses):
        return
    counting = [
        text
        for index, text in enumerate(header)
        if _counts(text) and _all_whole([row[index] for row in sample if index < len(row)])
    ]
    bare = [
        text
        for index, text in enumerate(header)
        if squash(text) in _BARE and _all_counts([row[index] for row in sample if index < len(row)])
    ]
    if counting := counting or (bare if len(bare) > 1 else []):
        columns = ", ".join(repr(text) for text in counting)
        raise Refused(
            f"{name} holds totals, not calls: {columns} count calls, so a row is a period or an agent.",
            next="Export the call log itself, with one row per call.",
        )


def _counts(header: str) -> bool:
    return bool(_COUNTS.search(header.replace("_", " "))) and not _TIME_IN_COUNT.search(
        header.replace("_", " ")
    )


def _all_counts(cells: Sequence[str]) -> bool:
    """Tell whether cells are whole numbers that do not all mean yes or no."""
    return _all_whole(cells) and any(cell.strip() not in {"", "0", "1"} for cell in cells)


def _all_whole(cells: Sequence[str]) -> bool:
    texts = [cell.strip() for cell in cells if cell.strip()]
    return bool(texts) and all(_WHOLE.fullmatch(text) for text in texts)
