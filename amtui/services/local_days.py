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

_STEP = 15 * 60 * 1_000_000
_DAY = 86_400_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_ORDINAL = _EPOCH.toordinal()


def local_ordinals(moments: "Whole", zone: ZoneInfo) -> "Whole":
    """Return the proleptic ordinals of the local days of moments.

    Offsets are looked up once per quarter of an hour: all changes of clocks since 1970 begin on one.

    Args:
        moments: microseconds since 1970 in UTC.
        zone: whose days.
    """
    import numpy as np

    steps, where = np.unique(moments // _STEP, return_inverse=True)
    offsets = np.array([_offset(zone, step) for step in steps.tolist()], dtype=np.int64)
    return (moments + offsets[where]) // _DAY + _FIRST_ORDINAL


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


@lru_cache(maxsize=200_000)
def _offset(zone: ZoneInfo, step: int) -> int:
    moment = (_EPOCH + timedelta(microseconds=step * _STEP)).astimezone(zone)
    return (moment.utcoffset() or timedelta()) // timedelta(microseconds=1)
