"""Time set aside: free or not, inside the hours or not, and where there is room."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from amtui.domain.business_time import Calendar
from amtui.domain.day_plan import (
    Busy,
    business_days_until,
    first_free,
    free_spans,
    problems,
    quadrant,
    same_time,
)
from amtui.domain.task_records import Quadrant

ZONE = ZoneInfo("Europe/Berlin")
WEEK = {day: [(540, 720), (780, 1080)] for day in range(5)}
OFFICE = Calendar.weekly("Europe/Berlin", WEEK, {date(2026, 12, 25): "Christmas"}, "Office")
WEDNESDAY = date(2026, 11, 25)


def at(text: str, day: date = WEDNESDAY) -> datetime:
    return datetime.fromisoformat(f"{day}T{text}").replace(tzinfo=ZONE).astimezone(UTC)


def span(text: str) -> tuple[datetime, datetime]:
    begins, ends = text.split("-")
    return at(begins), at(ends)


MEETING = Busy(span("10:00-10:45"), "check-in with Northwind")


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("09:00-10:00", ()),
        ("10:45-12:00", ()),
        ("10:30-11:00", ("overlaps check-in with Northwind, 10:00–10:45",)),
        ("09:30-11:30", ("overlaps check-in with Northwind, 10:00–10:45",)),
        ("08:30-09:30", ("outside business hours",)),
        ("11:30-13:30", ("outside business hours",)),
        ("17:30-18:00", ()),
        ("17:45-18:15", ("outside business hours",)),
        ("08:00-10:15", ("outside business hours", "overlaps check-in with Northwind, 10:00–10:45")),
    ],
)
def test_a_block_says_what_speaks_against_it(block: str, said: tuple[str, ...]) -> None:
    assert problems(span(block), OFFICE.spans(WEDNESDAY), [MEETING], ZONE) == said


@pytest.mark.parametrize(
    ("now", "minutes", "starts"),
    [
        ("08:00", 60, "09:00"),
        ("09:05", 45, "09:15"),
        ("09:20", 45, "10:45"),
        ("09:20", 90, "13:00"),
        ("17:40", 15, "17:45"),
        ("17:50", 15, None),
        ("08:00", 301, None),
    ],
)
def test_the_first_room_is_the_first_that_is_long_enough(now: str, minutes: int, starts: str | None) -> None:
    found = first_free(OFFICE.spans(WEDNESDAY), [MEETING.span], minutes, at(now))
    assert found == (None if starts is None else at(starts))


def test_free_time_is_what_meetings_leave_of_the_hours() -> None:
    taken = [span("08:00-09:30"), span("09:20-10:00"), span("10:10-12:30"), span("17:00-19:00")]
    assert list(free_spans(OFFICE.spans(WEDNESDAY), taken, at("00:00"))) == [span("13:00-17:00")]
    assert list(free_spans(OFFICE.spans(date(2026, 12, 25)), [], at("00:00"))) == []


@pytest.mark.parametrize(
    ("due", "important", "where"),
    [
        (date(2026, 11, 20), False, Quadrant.SOON),
        (date(2026, 11, 25), True, Quadrant.NOW),
        (date(2026, 11, 27), True, Quadrant.NOW),
        (date(2026, 11, 28), True, Quadrant.PLAN),
        (date(2026, 11, 30), False, Quadrant.LATER),
        (None, True, Quadrant.PLAN),
        (None, False, Quadrant.LATER),
    ],
)
def test_urgent_is_due_within_two_business_days(due: date | None, important: bool, where: Quadrant) -> None:
    assert quadrant(due, WEDNESDAY, OFFICE, important=important) is where


def test_over_a_weekend_and_christmas_monday_and_tuesday_are_urgent() -> None:
    eve = date(2026, 12, 24)
    assert quadrant(date(2026, 12, 29), eve, OFFICE, important=False) is Quadrant.SOON
    assert quadrant(date(2026, 12, 30), eve, OFFICE, important=False) is Quadrant.LATER


@pytest.mark.parametrize(("due", "days"), [(25, 0), (20, -5), (26, 1), (27, 2), (28, 3), (30, 3)])
def test_a_day_is_so_many_business_days_after_today(due: int, days: int) -> None:
    assert business_days_until(date(2026, 11, due), WEDNESDAY, OFFICE) == days
    assert business_days_until(date(2026, 11, due), WEDNESDAY, Calendar.weekly("UTC", {})) == due - 25


def test_the_same_time_of_another_day_is_what_the_clock_shows() -> None:
    before, after = date(2026, 10, 23), date(2026, 10, 26)
    moved = same_time(at("10:00", before), after, ZONE)
    assert moved == at("10:00", after)
    assert moved - at("10:00", before) == timedelta(days=3, hours=1)
