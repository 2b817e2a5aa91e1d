"""When two parties could meet."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.domain.business_calendar import Span
from amtui.domain.business_time import Calendar, office_hours
from amtui.domain.free_slots import free_slots, nearest_first, shared

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
HOURS = office_hours(time(9), time(17))
HERE, THERE = Calendar.weekly("Europe/Berlin", HOURS), Calendar.weekly("America/New_York", HOURS)
TUESDAY = date(2026, 12, 1)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-12-{text}").replace(tzinfo=BERLIN)


def found(days: list[date], busy: list[Span] = [], **also: object) -> list[str]:  # noqa: B006 - never changed
    settings = {"zone": BERLIN, "wanted": 600, "not_before": LONG_AGO, "minutes": 60} | also
    hours = settings.pop("hours", (HERE,))
    starts = free_slots(hours, busy, days=days, **settings)  # type: ignore[arg-type]
    return [f"{start.astimezone(BERLIN):%d %H:%M}" for start in starts]


def test_a_free_day_gives_the_time_that_is_wanted() -> None:
    assert found([TUESDAY]) == ["01 10:00"]


@pytest.mark.parametrize(
    ("busy", "start"),
    [
        ([("01T10:00", "01T10:30")], "01 10:30"),  # nearer than nine
        ([("01T09:00", "01T10:30")], "01 10:30"),  # the end of one is the start of another
        ([("01T09:00", "01T12:00")], "01 12:00"),
        ([("01T08:00", "01T16:30")], None),  # no whole hour is left
        ([("01T00:00", "02T00:00")], None),
    ],
)
def test_what_anybody_has_already_is_left_alone(busy: list[tuple[str, str]], start: str | None) -> None:
    taken = [(at(a), at(b)) for a, b in busy]
    assert found([TUESDAY], taken) == ([start] if start else [])


def test_only_hours_in_which_both_are_open_count() -> None:
    assert shared((HERE, THERE), TUESDAY)[1] == (at("01T15:00"), at("01T17:00"))
    assert found([TUESDAY], hours=(HERE, THERE)) == ["01 15:00"]
    assert found([TUESDAY], [(at("01T15:00"), at("01T15:30"))], hours=(HERE, THERE)) == ["01 15:30"]
    assert found([TUESDAY], hours=(HERE, THERE), minutes=121) == []


def test_closed_days_and_the_past_are_passed_over() -> None:
    week = [date(2026, 12, day) for day in (5, 6, 7)]
    assert found(week) == ["07 10:00"]
    assert found([TUESDAY], not_before=at("01T12:10")) == ["01 12:30"]


def test_days_nearest_to_the_target_come_first_the_later_of_two_before() -> None:
    days = nearest_first(TUESDAY, date(2026, 11, 30), date(2026, 12, 4))
    assert [day.isoformat()[5:] for day in days] == ["12-01", "12-02", "11-30", "12-03", "12-04"]


@given(
    st.lists(st.tuples(st.integers(0, 60 * 24), st.integers(5, 300)), max_size=8),
    st.integers(5, 240),
    st.integers(0, 1439),
)
def test_a_slot_is_free_and_inside_the_hours_of_both(
    taken: list[tuple[int, int]], minutes: int, wanted: int
) -> None:
    midnight = datetime(2026, 12, 1, tzinfo=BERLIN).astimezone(UTC)
    busy = [
        (midnight + timedelta(minutes=a), midnight + timedelta(minutes=a + length)) for a, length in taken
    ]
    starts = free_slots(
        (HERE, THERE), busy, minutes, [TUESDAY], zone=BERLIN, wanted=wanted, not_before=LONG_AGO
    )
    for start in starts:
        end = start + timedelta(minutes=minutes)
        assert any(a <= start and end <= b for a, b in shared((HERE, THERE), TUESDAY))
        assert all(end <= a or b <= start for a, b in busy)
