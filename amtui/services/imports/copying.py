"""Blocks as the text that PostgreSQL's COPY reads, whole columns at a time."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from amtui.services.imports.blocks import Block

_UNKNOWN = r"\N"
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


class CopyText:
    """Writes blocks of one table.

    Args:
        moment: the place of the column of moments.
        day: the place of the column of days.
    """

    def __init__(self, moment: int, day: int) -> None:
        self._moment, self._day = moment, day
        self._days: dict[int, str] = {}

    def of(self, block: Block) -> bytes:
        """Return the rows, with their lines as the last column."""
        parts = [self._column(place, values) for place, values in enumerate(block.columns)]
        parts.append(list(map(str, block.lines)))
        return ("\n".join(map("\t".join, zip(*parts, strict=True))) + "\n").encode()

    def _column(self, place: int, values: Sequence[Any]) -> Sequence[str]:
        if place == self._moment:
            return _moments(values)
        if place == self._day:
            return self._day_texts(values)
        return _texts(values)

    def _day_texts(self, ordinals: Sequence[int]) -> list[str]:
        for ordinal in set(ordinals) - self._days.keys():
            self._days[ordinal] = date.fromordinal(ordinal).isoformat()
        return [self._days[ordinal] for ordinal in ordinals]


def _moments(values: Sequence[int]) -> list[str]:
    import numpy as np

    moments = np.array(values, dtype=np.int64).astype("datetime64[us]")
    found: list[str] = [f"{text}+00" for text in np.datetime_as_string(moments).tolist()]
    return found


def _texts(values: Sequence[Any]) -> Sequence[str]:
    first = values[0] if values else None
    if values.count(first) == len(values):
        return [_text(first)] * len(values)
    gaps = None in values
    if not isinstance(next((value for value in values if value is not None), None), str):
        return [_UNKNOWN if v is None else str(v) for v in values] if gaps else list(map(str, values))
    texts = [_UNKNOWN if value is None else value for value in values] if gaps else values
    joined = "".join(value for value in values if value) if gaps else "".join(values)
    if any(sign in joined for sign in "\\\t\n\r"):
        return list(map(_text, values))
    return texts


def _text(value: object) -> str:
    return _UNKNOWN if value is None else str(value).translate(_ESCAPES)
