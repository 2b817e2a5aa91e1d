"""Local days and opening hours for whole columns of moments."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo

from amtui.data.types import to_micros
from amtui.domain.business_time import Calendar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole: TypeAlias = NDArray[np.int64]

_SECOND = 1_000_000
_STEP = 15 * 60 * _SECOND
_DAY = 86_400 * _SECOND
_STEPS = _DAY // _STEP
_MOST_DAYS = 8_192
"""Days whose offsets are remembered; the quarters of an hour of long files were many times that."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_ORDINAL = _EPOCH.toordinal()


def local_ordinals(moments: "Whole", zone: ZoneInfo) -> "Whole":
    """Return the proleptic ordinals of the local days of moments.

    Offsets are known for each quarter of an hour: all changes of clocks since 1970 begin on one.

    Args:
        moments: microseconds since 1970 in UTC.
        zone: whose days.
    """
    import numpy as np

    days, where = np.unique(moments // _DAY, return_inverse=True)
    offsets = np.array([_offsets(zone, day) for day in days.tolist()]).reshape(-1, _STEPS)
    seconds = offsets[where, moments % _DAY // _STEP].astype(np.int64)
    return (moments + seconds * _SECOND) // _DAY + _FIRST_ORDINAL


def open_at(moments: "Whole", calendar: Calendar) -> "NDArray[np.bool_]":
    """Tell for each moment whether it lies within the hours; agrees with `business_time.is_open`."""
    import numpy as np

    days = set(np.unique(local_ordinals(moments, calendar.tz)).tolist())
    around = sorted(days | {day + 1 for day in days})
    spans = sorted(
        (to_micros(opens), to_micros(closes))
        for day in around
        for opens, closes in calendar.spans(date.fromordinal(day))
    )
    if not spans:
        return np.zeros(len(moments), dtype=np.bool_)
    starts = np.array([start for start, _ in spans], dtype=np.int64)
    ends = np.maximum.accumulate(np.array([end for _, end in spans], dtype=np.int64))
    place = np.searchsorted(starts, moments, side="right") - 1
    return (place >= 0) & (moments < ends[np.maximum(place, 0)])


@lru_cache(maxsize=_MOST_DAYS)
def _offsets(zone: ZoneInfo, day: int) -> "NDArray[np.int32]":
    """The seconds that local time is ahead of UTC in each quarter of an hour of a UTC day."""
    import numpy as np

    # No clocks have changed twice within a day since 1970.
    if (ahead := _offset(zone, day, 0)) == _offset(zone, day, _STEPS):
        return _same(ahead)
    return np.array([_offset(zone, day, step) for step in range(_STEPS)], dtype=np.int32)


@lru_cache
def _same(seconds: int) -> "NDArray[np.int32]":
    """A day without a change, which nearly all have in common."""
    import numpy as np

    return np.full(_STEPS, seconds, dtype=np.int32)


def _offset(zone: ZoneInfo, day: int, step: int) -> int:
    moment = (_EPOCH + timedelta(days=day, minutes=15 * step)).astimezone(zone)
    return (moment.utcoffset() or timedelta()) // timedelta(seconds=1)
