"""How many business days lie between now and a moment, for each account's own calendar."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from amtui.data.queries.account_facts import AccountFacts
from amtui.data.queries.calendars import Calendars
from amtui.domain.business_time import Calendar, between
from amtui.domain.triage import BusinessDaysUntil

COUNTED = timedelta(days=21)
"""Moments further away are told by the share of open weekdays alone: they are neither urgent nor shown."""
ONE_DAY = timedelta(days=1)
STANDARD = (None, "UTC")
Place = tuple[int | None, str]
"""The id of a calendar, and the zone in which an account reads it."""
UsualDay = tuple[timedelta, int]
"""The mean open time of a calendar's days that are open, and how many of the week's are."""


class BusinessDays:
    """Business days between moments; the way from its own beginning to each of them is counted once.

    Attributes:
        calendars: the opening hours it counts in.
        since: its beginning, in UTC.
    """

    def __init__(self, calendars: Calendars, since: datetime) -> None:
        self.calendars, self.since = calendars, since
        self._usual: dict[Place, UsualDay] = {}
        self._ways: dict[tuple[Place, datetime], timedelta] = {}

    def serves(self, calendars: Calendars, now: datetime) -> bool:
        """Tell whether it may still be asked: opening hours are the same, and its beginning is not far."""
        return timedelta() <= now - self.since < ONE_DAY and self.calendars == calendars

    def until(self, accounts: Mapping[int, AccountFacts], now: datetime) -> BusinessDaysUntil:
        """Return the function that triage asks; an account that is not known has the standard hours."""
        gone: dict[Place, timedelta] = {}

        def days(moment: datetime, account_id: int) -> float:
            facts = accounts.get(account_id)
            place = STANDARD if facts is None else (facts.account.calendar_id, facts.account.zone)
            length, open_days = self._usual_day(place)
            if not open_days or abs(moment - now) > COUNTED:
                return (moment - now) / ONE_DAY * (open_days or 7) / 7
            if place not in gone:
                gone[place] = between(self.calendars.of(*place), self.since, now)
            return (self._way(place, moment) - gone[place]) / length

        return days

    def _way(self, place: Place, moment: datetime) -> timedelta:
        key = place, moment
        found = self._ways.get(key)
        if found is None:
            found = self._ways[key] = between(self.calendars.of(*place), self.since, moment)
        return found

    def _usual_day(self, place: Place) -> UsualDay:
        found = self._usual.get(place)
        if found is None:
            found = self._usual[place] = _usual_day(self.calendars.of(*place))
        return found


def _usual_day(calendar: Calendar) -> UsualDay:
    """Return the mean open time of the days that are open, and how many of the week's are."""
    minutes = [sum(last - first for first, last in hours) for hours in calendar.week if hours]
    mean = sum(minutes) / len(minutes) if minutes else 0
    return timedelta(minutes=mean), len(minutes)
