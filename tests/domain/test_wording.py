"""Words for figures and states."""

import unicodedata
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amtui.domain import vocabulary
from amtui.domain.kpi.figures import state_glyph, state_text, state_word
from amtui.domain.vocabulary import KpiState, RequestStatus, ReviewKind, Route
from amtui.domain.wording import (
    count,
    counted,
    duration,
    label,
    listed,
    moment,
    one_of,
    rate,
    relative,
    title,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (8, "8 s"),
        (4.25, "4.2 s"),
        (59.94, "59.9 s"),
        (59.96, "1 m 00 s"),
        (68, "1 m 08 s"),
        (114.9, "1 m 55 s"),
        (3599.7, "1 h 00 m"),
        (7500, "2 h 05 m"),
        (86_399, "1 d 00 h"),
        (3 * 86_400 + 4 * 3_600, "3 d 04 h"),
        (-68, "-1 m 08 s"),
        (None, "no data"),
    ],
)
def test_durations(seconds: float | None, words: str) -> None:
    assert duration(seconds) == words


def test_a_duration_may_be_a_timedelta() -> None:
    assert duration(timedelta(hours=2, minutes=5)) == "2 h 05 m"


@given(st.floats(0, 10**8))
@example(60 * 86_400.0)
def test_no_duration_shows_sixty_of_a_smaller_unit(seconds: float) -> None:
    words = duration(seconds)
    assert " 60 " not in words
    assert not words.startswith("60 ") or words.startswith("60 d ")  # of days there may be any number
    assert " 24 h" not in words


@pytest.mark.parametrize(
    ("delta", "words"),
    [
        (timedelta(hours=2, minutes=59), "in 2 h"),
        (timedelta(days=-3, hours=-5), "3 d ago"),
        (timedelta(seconds=59), "now"),
        (timedelta(minutes=-1), "1 m ago"),
        (timedelta(days=59), "in 59 d"),
        (timedelta(days=-61), "2 mo ago"),
        (timedelta(days=800), "in 2 y"),
    ],
)
def test_relative_times(delta: timedelta, words: str) -> None:
    assert relative(NOW + delta, NOW) == words


def test_a_moment_is_told_in_the_zone_of_whoever_looks() -> None:
    at = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
    assert moment(at, NOW) == "in 1 d (2026-11-24 13:30)"
    assert moment(at, NOW.astimezone(ZoneInfo("Asia/Tokyo"))) == "in 1 d (2026-11-24 22:30)"


@pytest.mark.parametrize(
    ("fraction", "words"),
    [
        (0.123, "12.3 %"),
        (0, "0.0 %"),
        (1, "100.0 %"),
        (0.9997, "> 99.9 %"),
        (0.0003, "< 0.1 %"),
        (1.2, "120.0 %"),
        (None, "no data"),
    ],
)
def test_rates(fraction: float | None, words: str) -> None:
    assert rate(fraction) == words


def test_counts_and_lists() -> None:
    assert count(1_234_567) == "1,234,567"
    assert counted(1, "request") == "1 request"
    assert counted(2_000, "entry", "entries") == "2,000 entries"
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"], "or") == "a, b or c"


def test_stored_words_are_said_as_people_say_them() -> None:
    assert label(RequestStatus.WAITING_CLIENT) == "waiting for client"
    assert title("waiting_client") == "Waiting for client"
    assert title(ReviewKind.QBR) == "QBR"
    assert label(Route.AM) == "account manager"
    assert label("in_progress") == "in progress"


def words_of_the_domain() -> list[StrEnum]:
    """Return every member of every closed set of words."""
    sets = [one for one in vars(vocabulary).values() if isinstance(one, type) and issubclass(one, StrEnum)]
    return [member for one in sets for member in one]


@pytest.mark.parametrize("member", words_of_the_domain())
def test_no_stored_word_shows_raw(member: StrEnum) -> None:
    assert "_" not in label(member)
    assert label(member).strip()


def test_each_state_has_its_own_sign_and_word() -> None:
    for part in (state_glyph, state_word):
        assert len({part(state) for state in KpiState}) == len(KpiState)
    signs = [state_glyph(state) for state in KpiState]
    assert all(len(sign) == 1 and unicodedata.east_asian_width(sign) not in "WF" for sign in signs)


def test_states_read_as_the_screens_show_them() -> None:
    assert state_text(KpiState.OFF_TARGET) == "▼ off target"
    assert state_text(KpiState.ON_TRACK) == "● on track"
    assert state_text(KpiState.NO_DATA) == "◌ no data"


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        ("accounts", "account"),
        ("review_series", "review series"),
        ("sla_policies", "sla policy"),
        ("leaves", "leave"),
        ("technical_context", "technical context"),
    ],
)
def test_one_row_of_a_table_is_named_in_the_singular(entity: str, words: str) -> None:
    assert one_of(entity) == words
