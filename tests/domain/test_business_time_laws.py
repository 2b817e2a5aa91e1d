"""Laws of business time, tried on calendars, zones and moments that nobody would think of."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from amtui.domain.business_time import Calendar, add, between, explain, is_open, open_intervals

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Sao_Paulo",
    "America/Havana",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
)
MINUTE = timedelta(minutes=1)
FIRST_DAY = date(2011, 11, 1)

_edges = st.lists(st.integers(0, 96).map(lambda n: n * 15), max_size=6, unique=True).map(sorted)


def _pairs(edges: Sequence[int]) -> tuple[tuple[int, int], ...]:
    return tuple(zip(edges[::2], edges[1::2], strict=False))


_holidays = st.sets(st.integers(0, 400), max_size=4).map(
    lambda days: tuple((FIRST_DAY + timedelta(days=n), f"holiday {n}") for n in days)
)
calendars = st.builds(
    Calendar,
    st.sampled_from(ZONES),
    st.tuples(*[_edges.map(_pairs)] * 7).filter(any),
    _holidays,
)
moments = st.datetimes(datetime(2011, 11, 1), datetime(2012, 12, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moment.replace(second=0, microsecond=0)
)
amounts = st.integers(0, 60 * 200).map(lambda n: n * MINUTE)


@given(calendars, moments, amounts)
def test_what_was_added_is_what_lies_between(calendar: Calendar, start: datetime, amount: timedelta) -> None:
    assert between(calendar, start, add(calendar, start, amount)) == amount


@given(calendars, moments, amounts, amounts)
def test_adding_twice_is_adding_the_sum(
    calendar: Calendar, start: datetime, one: timedelta, other: timedelta
) -> None:
    assert add(calendar, add(calendar, start, one), other) == add(calendar, start, one + other)


@given(calendars, moments, moments, amounts)
def test_who_starts_later_is_due_no_sooner(
    calendar: Calendar, a: datetime, b: datetime, amount: timedelta
) -> None:
    early, late = sorted((a, b))
    assert add(calendar, early, amount) <= add(calendar, late, amount)


@given(calendars, moments, moments, moments)
def test_the_parts_make_the_whole(calendar: Calendar, a: datetime, b: datetime, c: datetime) -> None:
    assert between(calendar, a, b) + between(calendar, b, c) == between(calendar, a, c)


@given(calendars, moments, amounts)
def test_the_explanation_adds_up(calendar: Calendar, start: datetime, amount: timedelta) -> None:
    told = explain(calendar, start, amount)
    assert told.due == add(calendar, start, amount)
    assert sum((end - begin for begin, end in told.used), timedelta()) == amount
    assert all(before[1] <= after[0] for before, after in pairwise(told.used))
    assert all(is_open(calendar, begin) for begin, _ in told.used)


@given(calendars, st.integers(0, 400))
def test_the_intervals_of_days_never_overlap(calendar: Calendar, n: int) -> None:
    day = FIRST_DAY + timedelta(days=n)
    spans = [span for step in range(3) for span in open_intervals(calendar, day + timedelta(days=step))]
    assert all(begin < end for begin, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def by_the_minute(calendar: Calendar, start: datetime, end: datetime) -> int:
    """Count the minutes whose wall-clock reading lies in an open interval, one by one."""
    zone, minutes = ZoneInfo(calendar.zone), int((end - start) / MINUTE)
    walls = ((start + n * MINUTE).astimezone(zone) for n in range(minutes))
    return sum(
        any(first <= wall.hour * 60 + wall.minute < last for first, last in calendar.hours(wall.date()))
        for wall in walls
    )


@settings(max_examples=60)
@given(calendars, moments, st.integers(0, 60 * 30))
def test_counting_minute_by_minute_finds_the_same(calendar: Calendar, start: datetime, length: int) -> None:
    end = start + length * MINUTE
    zone = ZoneInfo(calendar.zone)
    # In an hour that comes twice an edge counts once, which a reading of the clock cannot tell.
    offsets = {(start + n * timedelta(minutes=30)).astimezone(zone).utcoffset() for n in range(-3, 65)}
    assume(len(offsets) == 1)
    assert between(calendar, start, end) == by_the_minute(calendar, start, end) * MINUTE


@settings(max_examples=30)
@given(
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
    st.integers(16, 32),
    st.integers(33, 96),
    st.sampled_from(
        [date(2012, 3, 11), date(2012, 3, 25), date(2012, 4, 1), date(2012, 10, 7), date(2012, 10, 28)]
    ),
)
def test_minutes_agree_on_days_when_clocks_change(zone: str, first: int, last: int, day: date) -> None:
    calendar = Calendar(zone, (((first * 15, last * 15),),) * 7)
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=12)
    end = start + timedelta(hours=48)
    assert between(calendar, start, end) == by_the_minute(calendar, start, end) * MINUTE
