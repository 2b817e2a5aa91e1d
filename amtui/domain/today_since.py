"""Since when things are new to somebody who opens the day's list."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo

from amtui.domain.local_time import day_span
from amtui.domain.today_records import TodayRow

SATURDAY = 5
ONE_DAY = timedelta(days=1)


def last_working_day(today: date) -> date:
    """Return the weekday before a day: yesterday, or Friday on a Monday or a Sunday."""
    day = today - ONE_DAY
    while day.weekday() >= SATURDAY:
        day -= ONE_DAY
    return day


def since_words(today: date) -> str:
    """Return “Since yesterday”, or “Since Friday” where the weekend lies between."""
    day = last_working_day(today)
    return "Since yesterday" if today - day == ONE_DAY else f"Since {day:%A}"


def begin_of(today: date, zone: tzinfo) -> datetime:
    """Return the moment at which the last working day began."""
    return day_span(last_working_day(today), zone)[0]


def new_rows(rows: Sequence[TodayRow], begin: datetime) -> tuple[TodayRow, ...]:
    """Return the rows that became something to do since then, in their order."""
    return tuple(row for row in rows if row.since is not None and row.since >= begin)
