"""Every cadence rule as a table of dates: month ends, leap years, clock changes, holidays, year ends."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.domain.business_time import Calendar, country_calendar, is_business_day, office_hours
from amtui.domain.cadence import (
    Series,
    business_day_in_week,
    monthly,
    next_occurrence,
    occurrence,
    occurrences,
    quarterly,
    start_of,
)
from amtui.domain.local_time import plus_months
from amtui.domain.vocabulary import ReviewKind

HOURS = office_hours(time(9), time(17))
PLAIN = Calendar.weekly("UTC", {day: [(0, 1440)] for day in range(7)})
OFFICE = Calendar.weekly("Europe/Berlin", HOURS)
GERMANY = country_calendar("DE", "Europe/Berlin", range(2023, 2030), HOURS)
BERLIN = ZoneInfo("Europe/Berlin")


def weekly(anchor: str, weeks: int = 1) -> Series:
    return Series(ReviewKind.STAND_UP, date.fromisoformat(anchor), 1, weeks)


def each(kind: str, anchor: str) -> Series:
    return {"monthly": monthly, "quarterly": quarterly}[kind](date.fromisoformat(anchor))


@pytest.mark.parametrize(
    ("kind", "anchor", "days"),
    [
        # The 31st is the last day of shorter months and comes back after them.
        ("monthly", "2026-01-31", ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]),
        ("monthly", "2026-01-30", ["2026-01-30", "2026-02-28", "2026-03-30", "2026-04-30", "2026-05-30"]),
        # Leap years: 29 February is there in 2028 only.
        ("monthly", "2027-12-29", ["2027-12-29", "2028-01-29", "2028-02-29", "2028-03-29"]),
        ("monthly", "2027-12-31", ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31"]),
        ("quarterly", "2028-02-29", ["2028-02-29", "2028-05-29", "2028-08-29", "2028-11-29", "2029-02-28"]),
        ("quarterly", "2027-11-30", ["2027-11-30", "2028-02-29", "2028-05-30", "2028-08-30"]),
        # Year ends.
        ("monthly", "2026-11-15", ["2026-11-15", "2026-12-15", "2027-01-15"]),
        ("quarterly", "2026-10-31", ["2026-10-31", "2027-01-31", "2027-04-30", "2027-07-31"]),
    ],
)
def test_the_days_that_a_series_asks_for(kind: str, anchor: str, days: list[str]) -> None:
    found = [occurrence(each(kind, anchor), PLAIN, index) for index in range(len(days))]
    assert [one.nominal.isoformat() for one in found] == days
    assert [one.day for one in found] == [one.nominal for one in found]


@pytest.mark.parametrize(
    ("kind", "anchor", "index", "day", "why"),
    [
        ("monthly", "2026-05-31", 0, "2026-05-29", "Sunday the 31st; Monday is in June"),
        ("monthly", "2026-01-24", 2, "2026-03-24", "a Tuesday stays"),
        ("monthly", "2026-03-03", 1, "2026-04-07", "Good Friday the 3rd, Easter Monday: Tuesday"),
        ("monthly", "2026-10-01", 3, "2027-01-04", "New Year's Day is a Friday: Monday the 4th"),
        ("monthly", "2026-11-25", 1, "2026-12-28", "both days of Christmas and a weekend"),
        ("monthly", "2027-10-31", 2, "2027-12-31", "a Friday, the last day of the year"),
        ("monthly", "2023-09-30", 3, "2023-12-29", "Saturday the 30th; Monday is in January"),
        ("quarterly", "2026-02-01", 1, "2026-05-04", "Labour Day is a Friday: Monday the 4th"),
        ("quarterly", "2026-07-03", 1, "2026-10-05", "Unity Day is a Saturday: Monday the 5th"),
        ("quarterly", "2024-11-29", 1, "2025-02-28", "no 29th: Friday the 28th"),
    ],
)
def test_the_business_day_that_it_takes_place_on(
    kind: str, anchor: str, index: int, day: str, why: str
) -> None:
    assert occurrence(each(kind, anchor), GERMANY, index).day.isoformat() == day, why


@pytest.mark.parametrize(
    ("anchor", "weeks", "days"),
    [
        ("2026-12-14", 1, ["2026-12-14", "2026-12-21", "2026-12-28", "2027-01-04"]),
        (
            "2026-12-18",
            1,
            ["2026-12-18", "2026-12-24", "2026-12-31", "2027-01-08"],
        ),  # Fridays that are feasts
        ("2026-03-30", 1, ["2026-03-30", "2026-04-07", "2026-04-13"]),  # Easter Monday: Tuesday
        ("2028-02-15", 2, ["2028-02-15", "2028-02-29", "2028-03-14"]),
    ],
)
def test_reviews_that_come_by_the_week_keep_to_their_week(anchor: str, weeks: int, days: list[str]) -> None:
    series = weekly(anchor, weeks)
    last = date.fromisoformat(days[-1])
    found = occurrences(series, GERMANY, series.anchor, last)
    assert [one.day.isoformat() for one in found] == days
    assert next_occurrence(series, GERMANY, found[-2].day) == found[-1]


def test_a_week_without_business_days_keeps_its_review() -> None:
    closed = Calendar.weekly(
        "UTC", HOURS, {date(2026, 12, 28) + timedelta(days=n): "Closed" for n in range(7)}
    )
    assert business_day_in_week(closed, date(2026, 12, 30)) == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("day", "minute", "at"),
    [
        ("2026-03-27", 600, "2026-03-27T09:00"),  # Friday before the clocks go forward
        ("2026-03-30", 600, "2026-03-30T08:00"),  # and the Monday after
        ("2026-10-23", 600, "2026-10-23T08:00"),
        ("2026-10-26", 600, "2026-10-26T09:00"),
        ("2026-03-29", 150, "2026-03-29T01:00"),  # half past two is skipped: the moment of the jump
        ("2026-10-25", 150, "2026-10-25T00:30"),  # half past two comes twice: the first
    ],
)
def test_the_clock_on_the_wall_counts_when_the_clocks_change(day: str, minute: int, at: str) -> None:
    assert start_of(date.fromisoformat(day), minute, BERLIN).isoformat()[:16] == at


@given(
    st.dates(date(2020, 1, 1), date(2028, 12, 31)),
    st.integers(1, 12),
    st.integers(0, 8),
    st.integers(0, 60),
)
def test_each_is_as_far_from_the_anchor_as_its_number_says(
    anchor: date, months: int, weeks: int, index: int
) -> None:
    series = Series(ReviewKind.CHECK_IN, anchor, months, weeks)
    one = occurrence(series, OFFICE, index)
    asked = anchor + timedelta(weeks=weeks * index) if weeks else plus_months(anchor, months * index)
    assert one.nominal == asked
    assert is_business_day(OFFICE, one.day)
    assert abs(one.day - one.nominal) <= timedelta(days=3 if not weeks else 2)
    assert series.apart(one.nominal) == index * series.step
    first, last = one.day - timedelta(days=40), one.day + timedelta(days=40)
    assert (one in occurrences(series, OFFICE, first, last)) is True


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.sampled_from([(1, 0), (3, 0), (1, 1), (1, 2)]))
def test_the_next_one_is_the_first_of_those_to_come(after: date, cadence: tuple[int, int]) -> None:
    series = Series(ReviewKind.CHECK_IN, date(2024, 1, 31), *cadence)
    ahead = occurrences(series, GERMANY, after + timedelta(days=1), after + timedelta(days=150))
    assert next_occurrence(series, GERMANY, after) == ahead[0]


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.integers(0, 1439))
def test_a_start_reads_the_same_on_the_wall_on_every_day(day: date, minute: int) -> None:
    local = start_of(day, minute, BERLIN).astimezone(BERLIN)
    wall = datetime.combine(day, time()) + timedelta(minutes=minute)
    skipped = local.replace(tzinfo=None) - wall
    assert timedelta() <= skipped <= timedelta(hours=1)
