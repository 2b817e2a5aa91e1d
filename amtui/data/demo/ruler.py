"""Business time laid out on a line, so that millions of due times can be read off instead of counted."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date

from amtui.data.demo.moments import HOUR
from amtui.data.types import to_micros
from amtui.domain.business_calendar import Calendar, office_hours
from amtui.domain.business_time import Span


class Ruler:
    """The open hours of a calendar between two days; gives what counting them one by one would.

    Positions are microseconds of business time since the first day.
    """

    def __init__(self, calendar: Calendar, first: int, last: int) -> None:
        self.calendar = calendar
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.before: list[int] = []
        self.after: list[int] = []
        self._lay_out(
            span for day in range(first, last + 1) for span in calendar.spans(date.fromordinal(day))
        )

    def _lay_out(self, spans: Iterable[Span]) -> None:
        total = 0
        for opens, closes in spans:
            start, end = to_micros(opens), to_micros(closes)
            self.starts.append(start)
            self.ends.append(end)
            self.before.append(total)
            total += end - start
            self.after.append(total)

    def position(self, moment: int) -> int:
        """Return the business time that has passed at a moment."""
        index = bisect_right(self.starts, moment) - 1
        if index < 0:
            return 0
        return self.before[index] + min(moment, self.ends[index]) - self.starts[index]

    def moment(self, position: int) -> int:
        """Return the first moment at which so much business time has passed."""
        index = bisect_left(self.after, position)
        return self.ends[index] - (self.after[index] - position)

    def add(self, moment: int, amount: int) -> int:
        """Return the moment at which `amount` of business time has passed since `moment`."""
        return self.moment(self.position(moment) + amount) if amount else moment


class Rulers:
    """The rulers of all places, each made when it is first needed."""

    def __init__(self, first: int, last: int, week: dict[int | None, Calendar]) -> None:
        self.first, self.last = first, last
        self.week = week
        self.made: dict[tuple[int | None, str], Ruler] = {}

    def of(self, calendar_id: int | None, zone: str) -> Ruler:
        """Return the ruler of a calendar's hours in a zone; None stands for the standard calendar."""
        key = (calendar_id, zone)
        if key not in self.made:
            hours = self.week[calendar_id]
            local = Calendar(zone, hours.week, hours.holidays, hours.name)
            self.made[key] = Ruler(local, self.first, self.last)
        return self.made[key]


def waking_hours(first: int, last: int) -> Ruler:
    """Return the hours in which clients write, seen from UTC: from Asia's morning to America's evening."""
    return Ruler(Calendar.weekly("UTC", office_hours(6 * 60, 20 * 60)), first, last)


BUSINESS_DAY = 8 * HOUR
"""A day of the standard calendar."""
