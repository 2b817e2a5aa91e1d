"""Business time for whole columns of moments; agrees with `business_time.add` to the microsecond."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from amtui.data.types import to_micros
from amtui.domain.business_time import Calendar, NeverOpen
from amtui.domain.clock import local_day

if TYPE_CHECKING:
    from amtui.services.local_days import Whole

DAY = timedelta(days=1)
CLOSED_DAYS = 800
"""After so many days without an open hour a calendar counts as closed for good."""


def add_all(calendar: Calendar, starts: "Whole", amounts: "Whole") -> "Whole":
    """Return the moment at which each amount of business time has passed since its start.

    Args:
        calendar: the business hours.
        starts: microseconds since 1970 in UTC.
        amounts: microseconds of business time, not negative.

    Raises:
        NeverOpen: the calendar has no open hours to count in.
    """
    import numpy as np

    if not len(starts) or calendar.always:
        return starts + amounts
    opens, closes = _spans(calendar, int(starts.min()), int(starts.max()), int(amounts.max()))
    before = np.concatenate(([0], np.cumsum(closes - opens)))
    place = np.searchsorted(closes, starts, side="right")
    reached = before[place] + np.maximum(starts - opens[place], 0) + amounts
    last = np.searchsorted(before[1:], reached, side="left")
    return np.where(amounts > 0, opens[last] + reached - before[last], starts)


def _spans(calendar: Calendar, first: int, last: int, most: int) -> tuple["Whole", "Whole"]:
    """Return when the place opens and closes, far enough for the most to be counted from the last start."""
    import numpy as np

    day = local_day(datetime.fromtimestamp(first // 1_000_000, UTC), calendar.tz) - DAY
    end = local_day(datetime.fromtimestamp(last // 1_000_000, UTC), calendar.tz) + DAY
    opens: list[int] = []
    closes: list[int] = []
    counted, closed = 0, 0
    while day <= end or counted <= most:
        spans = calendar.spans(day)
        for span in spans:
            opens.append(to_micros(span[0]))
            closes.append(to_micros(span[1]))
            counted += closes[-1] - opens[-1] if opens[-1] > last else 0
        closed = 0 if spans else closed + 1
        if closed > CLOSED_DAYS:
            raise NeverOpen(calendar, day)
        day += DAY
    return np.array(opens, dtype=np.int64), np.array(closes, dtype=np.int64)
