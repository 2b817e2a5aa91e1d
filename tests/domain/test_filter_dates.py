"""Which moments a filter's dates mean, in the viewer's zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.domain.filter_dates import Named, named_bounds
from amtui.domain.filters import REQUESTS, asks_for_none, bounds, parse

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)  # already Thursday the 26th, 00:30, in Berlin


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("due:<2d", None, "2026-11-27T23:30"),
        ("due:>1w", "2026-12-02T23:30", None),
        ("due:<1mo", None, "2026-12-25T23:30"),
        ("due:today", "2026-11-25T23:00", "2026-11-26T23:00"),
        ("due:tomorrow", "2026-11-26T23:00", "2026-11-27T23:00"),
        ("due:yesterday", "2026-11-24T23:00", "2026-11-25T23:00"),
        ("due:week", "2026-11-22T23:00", "2026-11-29T23:00"),
        ("due:overdue", None, "2026-11-25T23:30"),
        ("due:2026-12-01", "2026-11-30T23:00", "2026-12-01T23:00"),
        ("due:<2026-12-01", None, "2026-11-30T23:00"),
        ("due:<=2026-12-01", None, "2026-12-01T23:00"),
        ("due:>2026-12-01", "2026-12-01T23:00", None),
        ("due:>=today", "2026-11-25T23:00", None),
        ("created:<2d", "2026-11-23T23:30", None),  # younger than two days
        ("created:>1w", None, "2026-11-18T23:30"),  # older than a week
        ("created:>1y", None, "2025-11-25T23:30"),
        ("created:<2026-11-01", None, "2026-10-31T23:00"),
    ],
)
def test_dates_become_stretches_of_time(text: str, begin: str | None, end: str | None) -> None:
    (term,) = parse(text).terms
    expected = tuple(datetime.fromisoformat(one).replace(tzinfo=UTC) if one else None for one in (begin, end))
    assert bounds(term, NOW, BERLIN, REQUESTS) == (expected,)


@given(
    st.sampled_from(["due", "created"]),
    st.sampled_from(["<", ">", "<=", ">="]),
    st.sampled_from(["9999h", "9999d", "9999w", "9999mo", "999y", "1900-01-01", "2999-12-31", "week"]),
    st.sampled_from(sorted(available_timezones())),
)
def test_no_date_is_too_far_away_for_any_zone(field: str, op: str, value: str, zone: str) -> None:
    (term,) = parse(f"{field}:{op}{value}").terms
    (found,) = bounds(term, NOW, ZoneInfo(zone))
    assert sum(edge is not None for edge in found) == 1


def test_several_dates_are_several_stretches_and_none_is_told_apart() -> None:
    (term,) = parse("due:today,none,tomorrow").terms
    today, tomorrow = bounds(term, NOW, BERLIN)
    assert today[1] == tomorrow[0]
    assert asks_for_none(term)
    assert not asks_for_none(parse("due:today").terms[0])
    with pytest.raises(ValueError, match="without a date"):
        named_bounds(Named.NONE, NOW, BERLIN)
