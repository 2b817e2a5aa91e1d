"""Reminders come in business hours, an hour of them before."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.domain.business_time import Calendar, between, is_open, office_hours
from amtui.domain.reminders import reminder_at

BERLIN = "Europe/Berlin"
OFFICE = Calendar.weekly(BERLIN, office_hours(time(9), time(17)), {}, "office")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE.tz)


@pytest.mark.parametrize(
    ("starts", "reminded"),
    [
        ("2026-03-03 14:00", "2026-03-03 13:00"),
        ("2026-03-02 09:00", "2026-02-27 16:00"),
        ("2026-03-03 09:30", "2026-03-02 16:30"),
        ("2026-03-03 20:00", "2026-03-03 16:00"),
        ("2026-03-08 11:00", "2026-03-06 16:00"),
        ("2026-03-30 09:15", "2026-03-27 16:15"),
    ],
    ids=["same day", "over a weekend", "half of it yesterday", "after hours", "on a Sunday", "clocks change"],
)
def test_the_hour_before_is_one_of_business(starts: str, reminded: str) -> None:
    assert reminder_at(OFFICE, at(starts)) == at(reminded)


def test_without_open_hours_plain_time_counts() -> None:
    shut = Calendar.weekly(BERLIN, {}, {}, "shut")
    assert reminder_at(shut, at("2026-03-03 09:00")) == at("2026-03-03 08:00")


@given(st.integers(0, 5_000_000), st.integers(1, 48))
def test_so_much_business_time_is_left_at_any_time(minutes: int, quarters: int) -> None:
    starts, ahead = (
        datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes),
        quarters * timedelta(minutes=15),
    )
    found = reminder_at(OFFICE, starts, ahead)
    assert between(OFFICE, found, starts) == ahead
    assert is_open(OFFICE, found)
