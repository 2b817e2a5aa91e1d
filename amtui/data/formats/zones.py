"""Wall-clock times to UTC, whole columns at a time."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_STEP = 15 * 60 * 1_000_000
_SECOND = 1_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

SKIPPED = "{n} {time falls|times fall} into an hour that the clocks skipped; moved on by the skipped time."
REPEATED = (
    "{n} {time falls|times fall} into an hour that came twice when the clocks went back; the first was taken."
)


def to_utc(local: "NDArray[np.int64]", zone: ZoneInfo) -> tuple["NDArray[np.int64]", int, int]:
    """Turn wall-clock microseconds into microseconds since 1970 in UTC.

    Offsets are looked up once per quarter of an hour: all changes of clocks since 1970 begin on one.
    A time that the clocks skip is read with the offset before the change (as RFC 5545 rules), which moves
    it on; a time that comes twice is its first occurrence.

    Returns:
        The instants, how many were skipped times, and how many came twice.
    """
    import numpy as np

    if zone.key == "UTC":
        return local, 0, 0
    steps, where = np.unique(local // _STEP, return_inverse=True)
    facts = [_offset(zone, int(step)) for step in steps]
    offsets = np.array([fact[0] for fact in facts], dtype=np.int64)
    counts = np.bincount(where, minlength=len(steps))
    skipped = sum(int(n) for n, fact in zip(counts, facts, strict=True) if fact[1] == SKIPPED)
    repeated = sum(int(n) for n, fact in zip(counts, facts, strict=True) if fact[1] == REPEATED)
    return local - offsets[where], skipped, repeated


def one_to_utc(local: int, zone: ZoneInfo) -> int:
    """Turn one wall-clock time into microseconds since 1970 in UTC, as `to_utc` does."""
    return local - _offset(zone, local // _STEP)[0]


@lru_cache(maxsize=200_000)
def _offset(zone: ZoneInfo, step: int) -> tuple[int, str]:
    naive = (_EPOCH + timedelta(microseconds=step * _STEP)).replace(tzinfo=None)
    first, second = (naive.replace(tzinfo=zone, fold=fold).utcoffset() or timedelta() for fold in (0, 1))
    micros = int(first.total_seconds()) * _SECOND
    if first == second:
        return micros, ""
    return micros, SKIPPED if second > first else REPEATED
