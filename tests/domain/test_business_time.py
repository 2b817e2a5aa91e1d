"""Business time as people count it on their fingers."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from amtui.domain.business_time import (
    ALWAYS_OPEN,
    Calendar,
    NeverOpen,
    add,
    between,
    business_days_after,
    close_of,
    country_calendar,
    explain,
    is_business_day,
    is_open,
    next_business_day,
    office_hours,
    open_intervals,
    previous_business_day,
)
from amtui.domain.errors import Invalid, UsageError

BERLIN = "Europe/Berlin"
NINE_TO_FIVE = Calendar.weekly(BERLIN, office_hours(time(9), time(17)))
NINE_TO_SIX = Calendar.weekly(BERLIN, office_hours(time(9), time(18)))
LUNCH = Calendar.weekly(BERLIN, {day: [(time(9), time(12)), (time(13), time(17))] for day in range(5)})
XMAS = Calendar.weekly(
    BERLIN,
    office_hours(time(9), time(17)),
    {date(2026, 12, 25): "Christmas Day", date(2026, 12, 26): "Boxing Day"},
)
NIGHT = Calendar.weekly(BERLIN, {day: [(time(0), time(6)), (time(22), time(0))] for day in range(7)})
HOUR = timedelta(hours=1)


def at(text: str, zone: str = BERLIN) -> datetime:
    """Return the local moment that a text gives."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("calendar", "start", "hours", "due"),
    [
        (NINE_TO_FIVE, "2026-11-20T16:30", 1, "2026-11-23T09:30"),  # Friday to Monday
        (NINE_TO_FIVE, "2026-11-23T16:00", 4, "2026-11-24T12:00"),
        (NINE_TO_SIX, "2026-11-23T16:00", 8, "2026-11-24T15:00"),
        (NINE_TO_FIVE, "2026-11-21T13:00", 1, "2026-11-23T10:00"),  # logged on a Saturday
        (NINE_TO_FIVE, "2026-11-23T05:00", 1, "2026-11-23T10:00"),  # logged before opening
        (NINE_TO_FIVE, "2026-11-23T09:00", 8, "2026-11-23T17:00"),  # due at closing, not at opening
        (NINE_TO_FIVE, "2026-11-23T17:00", 1, "2026-11-24T10:00"),
        (LUNCH, "2026-11-23T11:30", 1, "2026-11-23T13:30"),
        (XMAS, "2026-12-24T16:00", 2, "2026-12-28T10:00"),
        (NIGHT, "2026-11-23T05:00", 2, "2026-11-23T23:00"),
        (NIGHT, "2026-11-23T23:00", 3, "2026-11-24T02:00"),  # open across midnight
        (NINE_TO_FIVE, "2026-03-27T16:00", 2, "2026-03-30T10:00"),  # over the start of summer time
        (NINE_TO_FIVE, "2026-10-23T16:00", 2, "2026-10-26T10:00"),  # over its end
        (NINE_TO_FIVE, "2026-01-01T09:00", 8 * 261, "2026-12-31T17:00"),  # every weekday of a year
    ],
)
def test_time_is_added_and_found_again(calendar: Calendar, start: str, hours: int, due: str) -> None:
    amount = hours * HOUR
    assert add(calendar, at(start), amount) == at(due)
    assert between(calendar, at(start), at(due)) == amount
    assert between(calendar, at(due), at(start)) == -amount
    assert explain(calendar, at(start), amount).due == at(due)


def test_a_pause_of_two_business_hours_moves_the_due_time_by_two_business_hours() -> None:
    held = between(NINE_TO_SIX, at("2026-11-23T17:00"), at("2026-11-24T10:00"))
    assert held == 2 * HOUR
    assert add(NINE_TO_SIX, at("2026-11-23T16:00"), 8 * HOUR + held) == at("2026-11-24T17:00")


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 7), (date(2026, 10, 25), 9)])
def test_a_night_in_which_the_clocks_change_is_as_long_as_it_was(day: date, hours: int) -> None:
    night = Calendar.weekly(BERLIN, {6: [(time(0), time(8))]})
    ((opens, closes),) = open_intervals(night, day)
    assert closes - opens == hours * HOUR
    assert add(night, opens, hours * HOUR) == closes


def test_hours_that_the_clocks_skip_are_not_open() -> None:
    skipped = Calendar.weekly(BERLIN, {6: [(time(2), time(3))]})
    assert open_intervals(skipped, date(2026, 3, 29)) == ()
    assert add(skipped, at("2026-03-28T12:00"), HOUR) == at("2026-04-05T03:00")


def test_two_offices_on_one_moment() -> None:
    tokyo = Calendar.weekly("Asia/Tokyo", office_hours(9 * 60, 17 * 60))
    moment = at("2026-11-23T09:30")
    assert is_open(NINE_TO_FIVE, moment)
    assert not is_open(tokyo, moment)
    assert add(tokyo, moment, HOUR) == at("2026-11-24T10:00", "Asia/Tokyo")


@pytest.mark.parametrize(
    ("moment", "opened"),
    [
        ("2026-11-23T08:59", False),
        ("2026-11-23T09:00", True),
        ("2026-11-23T16:59", True),
        ("2026-11-23T17:00", False),
    ],
)
def test_open_from_the_first_minute_and_closed_at_the_last(moment: str, opened: bool) -> None:
    assert is_open(NINE_TO_FIVE, at(moment)) is opened


def test_midnight_passed_twice_belongs_to_the_day_that_has_begun() -> None:
    havana = Calendar.weekly("America/Havana", {6: [(0, 60)]})
    assert is_open(havana, datetime(2026, 11, 1, 4, 30, tzinfo=UTC))


def test_a_calendar_that_never_opens_says_so() -> None:
    shut = Calendar("UTC", ((),) * 7, name="Ghost office")
    with pytest.raises(NeverOpen, match="“Ghost office” has no open hours") as refused:
        add(shut, at("2026-11-23T09:00"), HOUR)
    assert "opening hours" in refused.value.next
    with pytest.raises(NeverOpen):
        next_business_day(shut, date(2026, 11, 23))
    assert between(shut, at("2026-11-23T09:00"), at("2027-11-23T09:00")) == timedelta()


def test_no_time_at_all_passes_anywhere() -> None:
    sunday = at("2026-11-22T12:00")
    assert add(NINE_TO_FIVE, sunday, timedelta()) == sunday
    assert explain(NINE_TO_FIVE, sunday, timedelta()).used == ()


def test_time_is_not_added_backwards() -> None:
    for calendar in (NINE_TO_FIVE, ALWAYS_OPEN):
        with pytest.raises(ValueError, match="forwards"):
            add(calendar, at("2026-11-23T09:00"), -HOUR)


def test_always_open_is_the_clock_itself() -> None:
    start = at("2026-03-28T12:00")
    assert add(ALWAYS_OPEN, start, 1000 * HOUR) == start.astimezone(UTC) + 1000 * HOUR
    assert is_open(ALWAYS_OPEN, start)
    assert ALWAYS_OPEN.always
    assert not XMAS.always


def test_an_explanation_names_the_intervals_and_the_holidays_passed() -> None:
    told = explain(XMAS, at("2026-12-24T16:00"), 2 * HOUR)
    assert told.used == (
        (at("2026-12-24T16:00"), at("2026-12-24T17:00")),
        (at("2026-12-28T09:00"), at("2026-12-28T10:00")),
    )
    assert told.holidays == ((date(2026, 12, 25), "Christmas Day"),), "the 26th is a Saturday anyway"


def test_business_days_pass_over_weekends_and_holidays() -> None:
    christmas_eve = date(2026, 12, 24)
    assert next_business_day(XMAS, christmas_eve) == date(2026, 12, 28)
    assert previous_business_day(XMAS, date(2026, 12, 28)) == christmas_eve
    assert business_days_after(XMAS, christmas_eve, 0) == christmas_eve
    assert business_days_after(XMAS, christmas_eve, 5) == date(2027, 1, 1)
    assert not is_business_day(XMAS, date(2026, 12, 25))
    assert close_of(LUNCH, christmas_eve) == at("2026-12-24T17:00")
    with pytest.raises(ValueError, match="2026-12-25"):
        close_of(XMAS, date(2026, 12, 25))


def test_public_holidays_come_by_country_and_region() -> None:
    hours = office_hours(time(9), time(17))
    bavaria = country_calendar("DE", BERLIN, range(2026, 2028), hours, "BY")
    germany = country_calendar("DE", BERLIN, range(2026, 2028), hours)
    assert bavaria.name == "DE-BY"
    assert bavaria.holiday(date(2026, 1, 6)), "Epiphany is kept in Bavaria"
    assert germany.holiday(date(2026, 1, 6)) is None
    assert add(germany, at("2026-10-02T16:30"), HOUR) == at("2026-10-05T09:30")
    with pytest.raises(UsageError, match="“ZZ”"):
        country_calendar("ZZ", BERLIN, [2026], hours)


@pytest.mark.parametrize("pair", [(540, 540), (600, 540), (-1, 60), (0, 1441)])
def test_impossible_hours_are_refused_with_their_day(pair: tuple[int, int]) -> None:
    with pytest.raises(Invalid, match="Tuesday"):
        Calendar.weekly("UTC", {1: [pair]})


def test_a_week_has_seven_days() -> None:
    with pytest.raises(Invalid, match="seven"):
        Calendar("UTC", ((),) * 6)


def test_overlapping_hours_are_counted_once() -> None:
    calendar = Calendar.weekly("UTC", {0: [(600, 720), (540, 660), (720, 780)]})
    assert calendar.week[0] == ((540, 780),)
    assert calendar == Calendar.weekly("UTC", {0: [(540, 780)]})
