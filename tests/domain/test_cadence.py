"""Reviews that come again, and those that are missing."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.domain.business_time import Calendar, is_business_day, office_hours
from amtui.domain.cadence import (
    Series,
    business_day_near,
    gap,
    kickoff_deadline,
    monthly,
    next_occurrence,
    occurrence,
    occurrences,
    quarterly,
)
from amtui.domain.vocabulary import ReviewKind

HOURS = office_hours(time(9), time(17))
OFFICE = Calendar.weekly("Europe/Berlin", HOURS)
SHUT = Calendar("UTC", ((),) * 7)
TODAY = date(2026, 11, 23)


def days(series: Series, first: str, last: str, calendar: Calendar = OFFICE) -> list[str]:
    """Return the days of a series as texts."""
    found = occurrences(series, calendar, date.fromisoformat(first), date.fromisoformat(last))
    return [one.day.isoformat() for one in found]


def test_a_check_in_on_the_31st_keeps_to_the_months_ends() -> None:
    assert days(monthly(date(2026, 1, 31)), "2026-01-01", "2026-06-30") == [
        "2026-01-30",  # Saturday, and Monday is in February
        "2026-02-27",  # Saturday the 28th
        "2026-03-31",
        "2026-04-30",
        "2026-05-29",  # Sunday the 31st
        "2026-06-30",
    ]


def test_a_check_in_on_a_weekend_or_holiday_waits_for_the_next_business_day() -> None:
    easter = Calendar.weekly("Europe/Berlin", HOURS, {date(2026, 4, 6): "Easter Monday"})
    assert days(monthly(date(2026, 1, 5)), "2026-04-01", "2026-07-31", easter) == [
        "2026-04-07",
        "2026-05-05",
        "2026-06-05",
        "2026-07-06",
    ]


def test_a_qbr_comes_every_third_month_from_its_anchor() -> None:
    series = quarterly(date(2025, 11, 30))
    assert days(series, "2026-01-01", "2026-12-31") == [
        "2026-02-27",
        "2026-05-29",
        "2026-08-31",
        "2026-11-30",
    ]
    assert days(series, "2026-03-01", "2026-04-30") == []


def test_nothing_takes_place_before_the_anchor() -> None:
    assert days(monthly(date(2026, 3, 10)), "2025-01-01", "2026-04-15") == ["2026-03-10", "2026-04-10"]


def test_the_window_holds_the_day_that_a_review_really_takes_place_on() -> None:
    series = monthly(date(2026, 1, 5))
    assert days(series, "2026-07-06", "2026-07-06") == ["2026-07-06"], "asked for on Sunday the 5th"
    assert days(series, "2026-07-05", "2026-07-05") == []


def test_a_month_without_business_days_keeps_its_review() -> None:
    assert business_day_near(SHUT, date(2026, 2, 10)) == date(2026, 2, 10)
    fair = {date(2026, 2, 1) + timedelta(days=n): "Fair" for n in range(28)}
    closed = Calendar.weekly("UTC", HOURS, fair)
    assert business_day_near(closed, date(2026, 2, 10)) == date(2026, 2, 10)


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ("2026-01-30", "2026-02-27"),
        ("2025-06-01", "2026-01-30"),
        ("2026-02-26", "2026-02-27"),
        ("2026-03-01", "2026-03-31"),
    ],
)
def test_the_next_review_is_later_than_the_day(after: str, found: str) -> None:
    series = monthly(date(2026, 1, 31))
    assert next_occurrence(series, OFFICE, date.fromisoformat(after)).day == date.fromisoformat(found)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.sampled_from([1, 3]), st.integers(0, 200))
def test_a_series_never_drifts(anchor: date, months: int, index: int) -> None:
    one = occurrence(Series(ReviewKind.CHECK_IN, anchor, months), OFFICE, index)
    month = anchor.year * 12 + anchor.month - 1 + index * months
    assert (one.day.year, one.day.month) == (month // 12, month % 12 + 1)
    assert one.nominal.day <= anchor.day
    assert abs(one.day - one.nominal) <= timedelta(days=3)
    assert is_business_day(OFFICE, one.day)


@given(st.dates(date(2024, 1, 1), date(2027, 1, 1)), st.integers(0, 900), st.integers(0, 400))
def test_a_window_cuts_a_series_without_losing_any(anchor: date, offset: int, length: int) -> None:
    series, first = monthly(anchor), date(2024, 6, 1) + timedelta(days=offset)
    middle, last = first + timedelta(days=length // 2), first + timedelta(days=length)
    whole = occurrences(series, OFFICE, first, last)
    parts = occurrences(series, OFFICE, first, middle) + occurrences(
        series, OFFICE, middle + timedelta(days=1), last
    )
    assert whole == parts
    assert list(whole) == sorted(whole, key=lambda one: one.index)


CHECK_IN, QBR = monthly(date(2026, 1, 10)), quarterly(date(2026, 1, 10))


@pytest.mark.parametrize(
    ("series", "last_held", "next_planned", "missing"),
    [
        (CHECK_IN, "2026-11-10", "2026-12-10", False),
        (CHECK_IN, "2026-11-10", None, True),
        (CHECK_IN, "2026-11-10", "2026-12-24", True),  # six weeks after the latest
        (CHECK_IN, "2026-11-20", "2026-12-27", False),  # inside the week's grace
        (CHECK_IN, "2026-08-10", "2026-12-20", False),  # late, but planned within a month
        (CHECK_IN, None, None, True),
        (CHECK_IN, None, "2026-12-01", False),
        (QBR, "2026-10-10", "2027-01-11", False),
        (QBR, "2026-10-10", "2027-02-10", True),
        (QBR, "2026-06-10", "2027-01-11", True),  # overdue, and not planned within a month
        (CHECK_IN, "2026-11-10", "2026-11-20", True),  # what is planned lies in the past
    ],
)
def test_an_account_with_nothing_planned_inside_its_cadence_is_a_gap(
    series: Series, last_held: str | None, next_planned: str | None, *, missing: bool
) -> None:
    held, planned = (date.fromisoformat(text) if text else None for text in (last_held, next_planned))
    found = gap(series, TODAY, held, planned)
    assert (found is not None) is missing


def test_a_gap_says_by_when_something_should_be_planned() -> None:
    found = gap(CHECK_IN, TODAY, date(2026, 11, 20), None)
    assert found is not None
    assert found.limit == date(2026, 12, 27)
    assert found.kind is ReviewKind.CHECK_IN


@pytest.mark.parametrize(
    ("requested", "deadline"),
    [
        ("2026-11-23T10:00", "2026-11-30T17:00"),  # Monday to Monday
        ("2026-11-20T18:30", "2026-11-27T17:00"),  # after hours on a Friday: still day 0
        ("2026-11-21T12:00", "2026-11-27T17:00"),  # Saturday
        ("2026-12-21T10:00", "2026-12-29T17:00"),  # over Christmas
    ],
)
def test_a_kickoff_is_held_by_the_close_of_the_fifth_business_day(requested: str, deadline: str) -> None:
    calendar = Calendar.weekly("Europe/Berlin", HOURS, {date(2026, 12, 25): "Christmas Day"})
    zone = ZoneInfo("Europe/Berlin")
    found = kickoff_deadline(calendar, datetime.fromisoformat(requested).replace(tzinfo=zone))
    assert found == datetime.fromisoformat(deadline).replace(tzinfo=zone)
