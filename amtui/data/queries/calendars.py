"""Business calendars of many accounts at once."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date

from sqlalchemy import select

from amtui.data.models import calendar_holidays, calendar_hours, calendars
from amtui.data.queries.db_row import DbRow
from amtui.data.reading import Reading
from amtui.data.schema import STANDARD_CALENDAR
from amtui.domain.business_time import Calendar, country_calendar
from amtui.domain.frozen import dataclass

YEARS_BACK = 5
YEARS_AHEAD = 3
Week = dict[int, list[tuple[int, int]]]
H = calendar_hours.c
WITH_HOURS = (
    select(calendars, H.weekday, H.opens, H.closes)
    .outerjoin(calendar_hours, H.calendar_id == calendars.c.id)
    .order_by(H.id)
)
CLOSED = select(calendar_holidays)


@dataclass(frozen=True, slots=True)
class Calendars:
    """All calendars; each is made once for every zone that it is asked for in."""

    rows: Mapping[int, DbRow]
    weeks: Mapping[int, Week]
    holidays: Mapping[int, dict[date, str]]
    years: tuple[int, int]
    made: dict[tuple[int, str], Calendar] = field(default_factory=dict, compare=False)

    def of(self, calendar_id: int | None, zone: str) -> Calendar:
        """Return the business hours of an account; without recorded ones the standard hours in its zone."""
        key = (calendar_id or STANDARD_CALENDAR, zone)
        if key not in self.made:
            self.made[key] = self._make(*key)
        return self.made[key]

    def _make(self, calendar_id: int, zone: str) -> Calendar:
        row = self.rows[calendar_id]
        closed = {**self._public(row), **self.holidays.get(calendar_id, {})}
        return Calendar.weekly(row.zone or zone, self.weeks.get(calendar_id, {}), closed, row.name)

    def _public(self, row: DbRow) -> dict[date, str]:
        if not row.country:
            return {}
        return dict(country_calendar(row.country, "UTC", range(*self.years), {}, row.region).holidays)


def all_calendars(reading: Reading) -> Calendars:
    """Return every calendar; public holidays of countries are known some years back and ahead."""
    rows = reading.rows(WITH_HOURS)
    year = reading.now.year
    return Calendars(
        {row.id: row for row in rows},
        _weeks(rows),
        holidays_of(reading.rows(CLOSED)),
        (year - YEARS_BACK, year + YEARS_AHEAD + 1),
    )


def _weeks(rows: Iterable[DbRow]) -> dict[int, Week]:
    weeks: dict[int, Week] = {}
    for row in rows:
        if row.weekday is not None:
            weeks.setdefault(row.id, {}).setdefault(row.weekday, []).append((row.opens, row.closes))
    return weeks


def holidays_of(rows: Iterable[DbRow]) -> dict[int, dict[date, str]]:
    """Return the closed days of each calendar by name."""
    found: dict[int, dict[date, str]] = {}
    for row in rows:
        found.setdefault(row.calendar_id, {})[row.day] = row.name
    return found
