"""The days of a month as weeks, and moves between days that never leave the calendar."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta


def month_weeks(day: date) -> list[list[date]]:
    """The weeks, Monday first, that hold the month of a day, with days of its neighbours."""
    first = day.replace(day=1)
    last = first + relativedelta(months=1, days=-1)
    start = first - timedelta(days=first.weekday())
    count = (last - start).days // 7 + 1
    return [[start + timedelta(days=7 * week + offset) for offset in range(7)] for week in range(count)]


def moved(day: date, *, days: int = 0, months: int = 0) -> date:
    """A day so many days or months away; the 31st becomes the last of a shorter month.

    At the ends of the calendar (years 1 and 9999) the day stays where it is.
    """
    try:
        there = day + relativedelta(days=days, months=months)
        month_weeks(there)
    except (OverflowError, ValueError):
        return day
    return there
