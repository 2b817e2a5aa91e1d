"""Targets are read as people type them, and never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.domain.kpi.definitions import Unit, custom, definition
from amtui.domain.kpi.figures import format_target
from amtui.domain.kpi.target_text import parse_target
from amtui.domain.vocabulary import Comparator, KpiKey

MISSED, RESPONSE = definition(KpiKey.MISSED_CALL_RATE), definition(KpiKey.FIRST_RESPONSE)
TICKETS = custom("tickets", "tickets", Unit.NUMBER, Comparator.AT_MOST)


@pytest.mark.parametrize(
    ("text", "known", "value"),
    [
        ("5 %", MISSED, 0.05),
        ("5%", MISSED, 0.05),
        ("99,95 %", MISSED, 0.9995),
        ("0.05", MISSED, 0.05),
        ("30", RESPONSE, 30.0),
        ("30 s", RESPONSE, 30.0),
        ("1 m 30 s", RESPONSE, 90.0),
        ("2 min", RESPONSE, 120.0),
        ("1 h 05 m", RESPONSE, 3900.0),
        ("12.5", TICKETS, 12.5),
    ],
)
def test_a_target_is_read(text: str, known: object, value: float) -> None:
    found = parse_target(text, known)  # type: ignore[arg-type]
    assert (found.value, found.by) == (value, None)


@pytest.mark.parametrize(
    ("text", "known", "value", "comparator"),
    [
        ("< 4 %", MISSED, 0.04, Comparator.BELOW),
        ("<=30 s", RESPONSE, 30.0, Comparator.AT_MOST),
        ("≤ 30 s", RESPONSE, 30.0, Comparator.AT_MOST),
        ("≥ 12.5", TICKETS, 12.5, Comparator.AT_LEAST),
        ("30 s", RESPONSE, 30.0, None),
    ],
)
def test_a_sign_before_a_target_says_how_it_is_compared(
    text: str, known: object, value: float, comparator: Comparator | None
) -> None:
    found = parse_target(text, known)  # type: ignore[arg-type]
    assert (found.value, found.comparator) == (value, comparator)


@pytest.mark.parametrize(
    ("text", "by"),
    [("-20 %", -0.2), ("reduce by 20 %", -0.2), ("− 20%", -0.2), ("+5 %", 0.05), ("Raise by 2.5 %", 0.025)],
)
@pytest.mark.parametrize("known", [MISSED, RESPONSE, TICKETS])
def test_a_change_is_read_for_any_unit(text: str, by: float, known: object) -> None:
    found = parse_target(text, known)  # type: ignore[arg-type]
    assert found.value is None
    assert found.by == pytest.approx(by)


@pytest.mark.parametrize(
    ("text", "known", "example"),
    [
        ("5", MISSED, "as 5 % or -20 %"),
        ("< ", MISSED, "as 5 % or -20 %"),
        ("< -20 %", MISSED, "as 5 % or -20 %"),
        ("", MISSED, "as 5 % or -20 %"),
        ("few", MISSED, "as 5 % or -20 %"),
        ("5 %", RESPONSE, "as 30 s or -20 %"),
        ("", RESPONSE, "as 30 s or -20 %"),
        ("soon", RESPONSE, "as 30 s or -20 %"),
        ("5 s", TICKETS, "as 12.5 or -20 %"),
    ],
)
def test_what_could_mean_two_things_is_asked_again(text: str, known: object, example: str) -> None:
    with pytest.raises(ValueError, match=example):
        parse_target(text, known)  # type: ignore[arg-type]


@given(st.integers(0, 10_000))
def test_what_is_shown_can_be_typed(ten_thousandths: int) -> None:
    target = ten_thousandths / 10_000
    assert parse_target(format_target(MISSED, target), MISSED).value == pytest.approx(target)


@given(st.integers(0, 7200))
def test_lengths_that_are_shown_can_be_typed(seconds: int) -> None:
    shown = format_target(RESPONSE, float(seconds))
    known = parse_target(shown, RESPONSE).value
    assert known is not None
    assert format_target(RESPONSE, known) == shown
