"""Which missed callers were called back in time."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime

COMPARED_DIGITS = 9
"""So many last digits tell numbers apart, however country and area are written before them."""


def number_key(number: str) -> str:
    """Return what is the same for every way of writing a telephone number; empty where it has no digits."""
    return "".join(letter for letter in number if letter.isdecimal())[-COMPARED_DIGITS:]


class Callbacks:
    """The answered outbound calls of one account, by whom they reached.

    Args:
        calls: number and moment of each, in any order.
    """

    def __init__(self, calls: Iterable[tuple[str, datetime]]) -> None:
        self._by_number: dict[str, list[datetime]] = {}
        for number, at in calls:
            if key := number_key(number):
                self._by_number.setdefault(key, []).append(at)
        for moments in self._by_number.values():
            moments.sort()

    def reached(self, number: str, missed_at: datetime, until: datetime) -> bool:
        """Tell whether somebody called `number` after the missed call, at `until` at the latest."""
        moments = self._by_number.get(number_key(number), [])
        place = bisect_right(moments, missed_at)
        return place < len(moments) and moments[place] <= until
