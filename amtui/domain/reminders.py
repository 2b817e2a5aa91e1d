"""When to be reminded of an appointment: some business time before, never while the office is shut."""

from datetime import datetime, timedelta

from amtui.domain.business_time import Calendar, NeverOpen, open_intervals, previous_business_day
from amtui.domain.clock import local_day
from amtui.domain.local_time import utc

AHEAD = timedelta(hours=1)
"""Business time between the reminder and the appointment."""
ONE_DAY = timedelta(days=1)


def reminder_at(calendar: Calendar, starts_at: datetime, ahead: timedelta = AHEAD) -> datetime:
    """Return the latest UTC moment with so much business time left before the start.

    What begins on Monday at nine is reminded of on Friday, an hour before the office closes. Without
    any open hours plain time counts.
    """
    start = utc(starts_at)
    if calendar.always:
        return start - ahead
    day, left = local_day(start, calendar.tz) + ONE_DAY, ahead
    try:
        while True:
            for opens, closes in reversed(open_intervals(calendar, day)):
                part = min(closes, start) - opens
                if part >= left:
                    return min(closes, start) - left
                left -= max(part, timedelta())
            day = previous_business_day(calendar, day)
    except NeverOpen:
        return start - ahead
