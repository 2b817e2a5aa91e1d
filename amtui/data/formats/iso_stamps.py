"""Columns of times that are all written alike, as `2026-03-02T10:00:00+01:00`, read as a block of digits."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from amtui.data.formats.clocks import parse_clock

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Digits = NDArray[np.int64]

_SIZE = 19
_MOST = 48
_SIGNS = {4: b"-", 7: b"-", 13: b":", 16: b":"}
_DIGITS = [place for place in range(_SIZE) if place not in {*_SIGNS, 10}]
_DAY, _SECOND = 86_400_000_000, 1_000_000
_YEARS = (1900, 2200)


def iso_micros(texts: Sequence[str]) -> tuple["Digits", bool] | None:
    """Return microseconds, in UTC where a zone is named, and whether one is; None where any text differs.

    All texts must have the same length, the same sign between date and time, and end alike from the
    fraction of the second on.
    """
    import numpy as np

    size = len(texts[0]) if texts else 0
    joined = "".join(texts)
    if not _SIZE <= size <= _MOST or len(joined) != size * len(texts) or not joined.isascii():
        return None
    codes = np.frombuffer(joined.encode("ascii"), np.uint8).reshape(len(texts), size)
    ending = _ending(codes, texts[0])
    if ending is None or texts[0][10] not in "T ":
        return None
    whole = _whole(codes[:, _DIGITS] - np.uint8(ord("0")))
    return None if whole is None else (whole + ending[0], ending[1])


def _ending(codes: "NDArray[np.uint8]", first: str) -> tuple[int, bool] | None:
    """Return what the ends of the texts add, and whether they name a zone; None where they differ."""
    alike = [10, *range(_SIZE, len(first))]
    if (codes[:, alike] != codes[0, alike]).any():
        return None
    if any((codes[:, place] != sign[0]).any() for place, sign in _SIGNS.items()):
        return None
    try:
        fraction, offset = parse_clock(f"00:00:00{first[_SIZE:]}")
    except ValueError:
        return None
    return fraction - (offset or 0), offset is not None


def _whole(digits: "NDArray[np.uint8]") -> "Digits | None":
    """Return microseconds from the fourteen digits of date and time; None where one is no such time."""
    import numpy as np

    if (digits > 9).any():
        return None
    tens = digits.astype(np.int64)
    year = tens[:, 0] * 1000 + tens[:, 1] * 100 + tens[:, 2] * 10 + tens[:, 3]
    month, day, hour, minute, second = (tens[:, at] * 10 + tens[:, at + 1] for at in range(4, 14, 2))
    first, last = _YEARS
    bad = (year < first) | (year > last) | (month < 1) | (month > 12) | (day < 1)
    bad |= (hour > 23) | (minute > 59) | (second > 59)
    if bad.any():
        return None
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    begins, ends = (part.astype("datetime64[D]").astype(np.int64) for part in (months, months + 1))
    days = begins + day - 1
    if (days >= ends).any():
        return None
    found: Digits = days * _DAY + ((hour * 60 + minute) * 60 + second) * _SECOND
    return found
