"""Business days until a moment: counted on from an earlier one, the same as counted from now."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.data.queries.business_days import BusinessDays
from amtui.data.queries.calendars import Calendars

SINCE = datetime(2026, 10, 23, 7, 30, tzinfo=UTC)
CALENDARS = Calendars(
    {1: SimpleNamespace(name="Office", zone=None, country=None, region=None)},  # type: ignore[dict-item]
    {1: {day: [(540, 720), (780, 1080)] for day in range(5)}},
    {1: {date(2026, 10, 26): "A day off"}},
    (2026, 2027),
)
ACCOUNTS: Any = {7: SimpleNamespace(account=SimpleNamespace(calendar_id=1, zone="Europe/Berlin"))}
MOMENTS = st.timedeltas(min_value=timedelta(), max_value=timedelta(days=30))


def days(kept: BusinessDays, now: datetime, moment: datetime) -> float:
    return kept.until(ACCOUNTS, now)(moment, 7)


@given(st.lists(st.tuples(st.timedeltas(timedelta(), timedelta(hours=23)), MOMENTS), min_size=1, max_size=8))
def test_what_is_kept_is_what_is_counted_anew(asked: list[tuple[timedelta, timedelta]]) -> None:
    kept = BusinessDays(CALENDARS, SINCE)
    for after, ahead in asked:
        now = SINCE + after
        moment = now + ahead
        assert days(kept, now, moment) == days(BusinessDays(CALENDARS, now), now, moment)


@pytest.mark.parametrize(
    ("now", "moment", "n"),
    [
        ("2026-10-23T07:30", "2026-10-23T11:30", 3 / 8),
        ("2026-10-23T16:00", "2026-10-27T17:00", 1.0),  # over a weekend, a day off and a change of clocks
        ("2026-10-23T18:00", "2026-10-24T18:00", 0.0),
    ],
)
def test_lunch_weekends_and_days_off_do_not_count(now: str, moment: str, n: float) -> None:
    kept = BusinessDays(CALENDARS, SINCE)
    assert days(kept, *(datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (now, moment))) == n


def test_other_hours_and_another_day_are_counted_from_a_new_beginning() -> None:
    kept = BusinessDays(CALENDARS, SINCE)
    other = Calendars(CALENDARS.rows, {1: office_minutes()}, CALENDARS.holidays, CALENDARS.years)
    same = Calendars(CALENDARS.rows, dict(CALENDARS.weeks), CALENDARS.holidays, CALENDARS.years)
    assert kept.serves(same, SINCE + timedelta(hours=1))
    assert not kept.serves(other, SINCE)
    assert not kept.serves(same, SINCE + timedelta(days=1))
    assert not kept.serves(same, SINCE - timedelta(seconds=1))


def office_minutes() -> dict[int, list[tuple[int, int]]]:
    return {day: [(480, 960)] for day in range(5)}
