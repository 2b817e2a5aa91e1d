"""A moment ahead as people say it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from amtui.domain.errors import Invalid
from amtui.domain.when_words import day_ahead, day_named, moment_ahead, wall_time, wall_time_behind

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 27, 9, 30, tzinfo=UTC)
"""A Friday, half past ten in Berlin, two days before the clocks go forward."""


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("tomorrow", datetime(2026, 3, 28, 8, 0, tzinfo=UTC)),
        ("mon", datetime(2026, 3, 30, 7, 0, tzinfo=UTC)),
        ("Monday 14:00", datetime(2026, 3, 30, 12, 0, tzinfo=UTC)),
        ("fri", datetime(2026, 4, 3, 7, 0, tzinfo=UTC)),
        ("today 17", datetime(2026, 3, 27, 16, 0, tzinfo=UTC)),
        ("16:30", datetime(2026, 3, 27, 15, 30, tzinfo=UTC)),
        ("2h", datetime(2026, 3, 27, 11, 30, tzinfo=UTC)),
        ("2d", datetime(2026, 3, 29, 7, 0, tzinfo=UTC)),
        ("1w", datetime(2026, 4, 3, 7, 0, tzinfo=UTC)),
        ("1mo 8:15", datetime(2026, 4, 27, 6, 15, tzinfo=UTC)),
        ("2026-12-01", datetime(2026, 12, 1, 8, 0, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_in_the_viewers_zone(text: str, moment: datetime) -> None:
    assert moment_ahead(text, NOW, BERLIN) == moment


@pytest.mark.parametrize("text", ["", "soon", "mo", "monkey", "25:00", "mon 99", "2h 14:00", "1d 2d 3d"])
def test_what_names_no_moment_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="write a day"):
        moment_ahead(text, NOW, BERLIN)


@pytest.mark.parametrize("text", ["today", "9:00", "2026-03-01", "yesterday 10:00"])
def test_what_is_past_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        moment_ahead(text, NOW, BERLIN)


def test_a_day_may_be_today_but_not_before() -> None:
    assert day_ahead("today", NOW, BERLIN) == date(2026, 3, 27)
    assert day_ahead("wed", NOW, BERLIN) == date(2026, 4, 1)
    with pytest.raises(Invalid, match="past"):
        day_ahead("2026-03-26", NOW, BERLIN)


def test_a_day_that_is_named_in_full_may_be_past_and_one_in_words_is_ahead() -> None:
    assert day_named(" 2026-03-25 ", NOW, BERLIN) == date(2026, 3, 25)
    assert day_named("tue", NOW, BERLIN) == date(2026, 3, 31)
    with pytest.raises(Invalid, match="write a day"):
        day_named("2026-02-30", NOW, BERLIN)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2026-12-01 10:00", "2026-12-01T10:00:00"),
        (" 2020-01-01T10:00", "2020-01-01T10:00:00"),
        ("2026-12-01T10:00+00:00", "2026-12-01T11:00:00"),
        ("2026-12-01", "2026-12-01T09:00:00"),
        ("mon 14:00", "2026-03-30T14:00:00"),
    ],
)
def test_a_time_is_read_off_the_clocks_of_a_zone(text: str, shown: str) -> None:
    assert wall_time(text, NOW, BERLIN).isoformat() == shown


@pytest.mark.parametrize("text", ["2026-12-01 25:00", "2026-01-01", "whenever", ""])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        wall_time(text, NOW, BERLIN)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("yesterday 15:00", "2026-03-26T15:00"),
        ("yesterday", "2026-03-26T09:00"),
        ("9:15", "2026-03-27T09:15"),
        ("today 10", "2026-03-27T10:00"),
        ("2h", "2026-03-27T08:30"),
        ("1d 8:00", "2026-03-26T08:00"),
        ("Thursday 14:00", "2026-03-26T14:00"),
        ("fri 9:00", "2026-03-20T09:00"),
        ("sat", "2026-03-21T09:00"),
        ("2026-03-20", "2026-03-20T09:00"),
        ("2026-03-20 10:00", "2026-03-20T10:00"),
        ("2026-03-20T10:00+05:30", "2026-03-20T05:30"),
        ("2026-03-20 10:00Z", "2026-03-20T11:00"),
    ],
)
def test_a_time_that_was_is_read_back_from_now(text: str, shown: str) -> None:
    assert wall_time_behind(text, NOW, BERLIN).isoformat(timespec="minutes") == shown


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("tomorrow", "write 14:30, yesterday"),
        ("", "write"),
        ("whenever", "write"),
        ("2026-03-20 25:00", "write"),
        ("11:00", "lies ahead"),
        ("2026-03-27 10:31", "lies ahead"),
        ("2026-03-27T10:31+01:00", "lies ahead"),
        ("2026-12-01", "lies ahead"),
    ],
)
def test_what_is_no_time_that_was_is_refused(text: str, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        wall_time_behind(text, NOW, BERLIN)


def test_an_hour_that_comes_twice_was_once_already() -> None:
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert wall_time_behind("2026-10-25 02:45", second, BERLIN).isoformat() == "2026-10-25T02:45:00"
