"""How figures read."""

from unicodedata import east_asian_width

import pytest

from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.figures import (
    arrow,
    format_against,
    format_goal,
    format_target,
    format_value,
    percent,
    seconds,
    shortfall,
    state_glyph,
    state_text,
    state_word,
)
from amtui.domain.vocabulary import Comparator, KpiKey, KpiState

MISSED = definition(KpiKey.MISSED_CALL_RATE)
RESPONSE = definition(KpiKey.FIRST_RESPONSE)


@pytest.mark.parametrize(
    ("fraction", "expected"),
    [
        (0, "0.0 %"),
        (0.0001, "< 0.1 %"),
        (0.0005, "0.1 %"),
        (0.052, "5.2 %"),
        (0.9994, "99.9 %"),
        (0.9999, "> 99.9 %"),
        (1, "100.0 %"),
    ],
)
def test_a_percentage_never_shows_something_as_nothing(fraction: float, expected: str) -> None:
    assert percent(fraction) == expected


@pytest.mark.parametrize(
    ("duration", "expected"),
    [
        (0, "0 s"),
        (12, "12 s"),
        (12.5, "12.5 s"),
        (59.96, "1 m 00 s"),
        (68, "1 m 08 s"),
        (114.9, "1 m 55 s"),
        (3599.6, "1 h 00 m"),
        (7500, "2 h 05 m"),
    ],
)
def test_a_duration_reads_as_people_say_it(duration: float, expected: str) -> None:
    assert seconds(duration) == expected


def test_each_unit_has_its_form_and_nothing_is_no_data() -> None:
    assert format_value(MISSED, 0.052) == "5.2 %"
    assert format_value(RESPONSE, 68) == "1 m 08 s"
    assert format_value(MISSED, None) == "no data"


def test_a_target_has_no_needless_digits() -> None:
    assert format_target(MISSED, 0.05) == "5 %"
    assert format_target(MISSED, 0.9995) == "99.95 %"
    assert format_goal(RESPONSE, Comparator.BELOW, 30) == "< 30 s"


def test_the_way_from_baseline_to_target() -> None:
    way = arrow(MISSED, baseline=0.123, now=0.071, target=0.05)

    assert way.text == "12.3 % → 7.1 % → ≤ 5 %"


def test_what_is_unknown_is_left_out_of_the_way() -> None:
    assert arrow(MISSED, baseline=None, now=0.071, target=None).text == "7.1 %"
    assert arrow(MISSED, baseline=0.1, now=None, target=0.05).text == "10.0 % → no data → ≤ 5 %"


@pytest.mark.parametrize("state", list(KpiState))
def test_every_state_has_a_glyph_one_cell_wide_and_a_word(state: KpiState) -> None:
    assert len(state_glyph(state)) == 1
    assert east_asian_width(state_glyph(state)) not in {"W", "F"}
    assert state_text(state) == f"{state_glyph(state)} {state_word(state)}"


def test_no_two_states_look_the_same_without_colour() -> None:
    assert len({state_glyph(state) for state in KpiState}) == len(KpiState)
    assert state_text(KpiState.OFF_TARGET) == "▼ off target"


def test_a_shortfall_says_which_kpi_and_by_how_much() -> None:
    words = shortfall(MISSED, KpiState.OFF_TARGET, 0.123, 0.05)

    assert words == "KPI off target: missed-call rate 12.3 % against 5 %"


@pytest.mark.parametrize(
    ("value", "sign", "target", "shown"),
    [
        (0.0504, Comparator.AT_MOST, 0.05, "5.04 %"),
        (0.05004, Comparator.AT_MOST, 0.05, "5.004 %"),
        (0.0496, Comparator.BELOW, 0.05, "4.96 %"),
        (0.0496, Comparator.AT_MOST, 0.05, "5.0 %"),
        (0.06, Comparator.AT_MOST, 0.05, "6.0 %"),
        (0.98996, Comparator.AT_LEAST, 0.99, "98.996 %"),
        (0.0504, None, None, "5.0 %"),
        (None, Comparator.AT_MOST, 0.05, "no data"),
    ],
)
def test_a_figure_shows_on_which_side_of_its_target_it_is(
    value: float | None, sign: Comparator | None, target: float | None, shown: str
) -> None:
    assert format_against(MISSED, value, sign, target) == shown


def test_a_shortfall_is_not_rounded_away() -> None:
    words = shortfall(MISSED, KpiState.OFF_TARGET, 0.0504, 0.05, Comparator.AT_MOST)
    assert words == "KPI off target: missed-call rate 5.04 % against 5 %"
