"""Opening hours that some clients have recorded, with the holidays that fall on fixed dates."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select

from amtui.data.demo.bulk import Loader
from amtui.data.models import calendar_holidays, calendar_hours, calendars
from amtui.data.schema import STANDARD_CALENDAR, WORKDAY
from amtui.domain.business_calendar import Calendar, office_hours

LONG_DAYS = {day: [(8 * 60, 18 * 60)] for day in range(5)}
SHOP_HOURS = {**{day: [(9 * 60, 12 * 60 + 30), (13 * 60 + 30, 19 * 60)] for day in range(5)}, 5: [(600, 960)]}
RECORDED = (("Long days", LONG_DAYS), ("Shop hours", SHOP_HOURS))
HOLIDAYS = ((1, 1, "New Year's Day"), (12, 25, "Christmas Day"), (12, 26, "Second Christmas Day"))


def add_calendars(loader: Loader, years: Iterable[int]) -> dict[int | None, Calendar]:
    """Insert the recorded opening hours; return all by their id, the standard ones under None too."""
    first = (loader.connection.scalar(select(func.max(calendars.c.id))) or STANDARD_CALENDAR) + 1
    free = {date(year, month, day): name for year in years for month, day, name in HOLIDAYS}
    standard = Calendar.weekly("UTC", office_hours(*WORKDAY), name="Standard")
    found: dict[int | None, Calendar] = {None: standard, STANDARD_CALENDAR: standard}
    for number, (name, hours) in enumerate(RECORDED, start=first):
        found[number] = Calendar.weekly("UTC", hours, free, name)
        _add(loader, number, found[number])
    return found


def _add(loader: Loader, number: int, calendar: Calendar) -> None:
    loader.add(calendars, "id name", [(number, calendar.name)])
    loader.add(
        calendar_hours,
        "calendar_id weekday opens closes",
        [
            (number, weekday, opens, closes)
            for weekday, hours in enumerate(calendar.week)
            for opens, closes in hours
        ],
    )
    loader.add(
        calendar_holidays,
        "calendar_id day name",
        [(number, day.toordinal(), name) for day, name in calendar.holidays],
    )
