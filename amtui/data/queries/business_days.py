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
UsualDay = tuple[timedelta, int]
"""The mean open time of a calendar's days that are open, and how many of the week's are."""


def days_until(
    calendars: Calendars, accounts: Mapping[int, AccountFacts], now: datetime
) -> BusinessDaysUntil:
    """Return the function that triage asks; an account that is not known has the standard hours."""
    usual: dict[tuple[int | None, str], UsualDay] = {}

    def until(moment: datetime, account_id: int) -> float:
        facts = accounts.get(account_id)
        place = (None, "UTC") if facts is None else (facts.account.calendar_id, facts.account.zone)
        calendar = calendars.of(*place)
        if place not in usual:
            usual[place] = _usual_day(calendar)
        return business_days(calendar, now, moment, usual[place])

    return until


def business_days(
    calendar: Calendar, now: datetime, moment: datetime, usual: UsualDay | None = None
) -> float:
    """Return business time until a moment in days of the calendar's usual length; negative when past."""
    length, open_days = usual or _usual_day(calendar)
    if not open_days or abs(moment - now) > COUNTED:
        return (moment - now) / ONE_DAY * (open_days or 7) / 7
    return between(calendar, now, moment) / length


def _usual_day(calendar: Calendar) -> UsualDay:
    """Return the mean open time of the days that are open, and how many of the week's are."""
    minutes = [sum(last - first for first, last in hours) for hours in calendar.week if hours]
    mean = sum(minutes) / len(minutes) if minutes else 0
    return timedelta(minutes=mean), len(minutes)
