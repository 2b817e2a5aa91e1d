"""Clocks that jump, repeat an hour or skip a day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from amtui.domain.errors import Invalid
from amtui.domain.local_time import day_span, instant, plus_months, utc, zone_named


@pytest.mark.parametrize(
    ("zone", "wall", "moment"),
    [
        ("Europe/Berlin", "2026-06-01T09:00", "2026-06-01T07:00"),
        ("Europe/Berlin", "2026-03-29T02:00", "2026-03-29T01:00"),  # the clock jumps from 02:00 to 03:00
        ("Europe/Berlin", "2026-03-29T02:45", "2026-03-29T01:00"),
        ("Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00"),
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30"),  # 02:30 comes twice; the first counts
        ("America/Sao_Paulo", "2018-11-04T00:00", "2018-11-04T03:00"),  # midnight itself is skipped
        ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00"),  # a whole day is skipped
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30"),  # a jump of half an hour
    ],
)
def test_a_wall_clock_reading_is_one_moment(zone: str, wall: str, moment: str) -> None:
    found = instant(datetime.fromisoformat(wall), ZoneInfo(zone))
    assert found == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 28), 24), (date(2026, 3, 29), 23), (date(2026, 10, 25), 25)],
)
def test_days_are_as_long_as_the_clocks_make_them(day: date, hours: int) -> None:
    begin, end = day_span(day, ZoneInfo("Europe/Berlin"))
    assert end - begin == timedelta(hours=hours)


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../etc/passwd", "Europe"])
def test_an_unknown_zone_is_named(name: str) -> None:
    with pytest.raises(Invalid, match=r"no IANA time zone"):
        zone_named(name)


def test_a_moment_without_a_zone_is_no_moment() -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        utc(datetime(2026, 1, 1))  # noqa: DTZ001 the case itself


@pytest.mark.parametrize(
    ("months", "day"),
    [(1, date(2026, 2, 28)), (13, date(2027, 2, 28)), (25, date(2028, 2, 29)), (-2, date(2025, 11, 30))],
)
def test_months_end_where_they_end(months: int, day: date) -> None:
    assert plus_months(date(2026, 1, 31), months) == day
