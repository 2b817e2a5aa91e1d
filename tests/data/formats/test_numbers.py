from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.data.formats.amounts import decimal_sign, parse_decimal
from amtui.data.formats.durations import parse_duration


@pytest.mark.parametrize(
    "text",
    [
        "75", "75.0", "75,0", "00:01:15", "1:15", "0:01:15.000", "12:01:15 AM", "0.000868055555555556",
        "1m 15s",
        "PT1M15S", "75 s", "75s", "75 sec", "1 min 15 sec", "1m15s", "1.25 min", " 75 ", "0 days, 0:01:15",
    ],
)  # fmt: skip
def test_seventy_five_seconds_in_every_spelling(text: str) -> None:
    assert parse_duration(text) == 75


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30:00:00", 108_000),
        ("1 day, 6:00:00", 108_000),
        ("P1DT6H", 108_000),
        ("0.5", 1),
        ("0", 0),
        ("2 h", 7200),
    ],
)
def test_other_lengths(text: str, seconds: int) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["-3", "−3", "-1:15", "1:75", "soon", "1:15 x", "5 parsecs", "P", "1:2:3"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="duration"):
        parse_duration(text)


def test_a_length_with_one_group_of_three_says_that_it_could_be_two() -> None:
    with pytest.raises(ValueError, match="thousands or decimals"):
        parse_duration("1,234")
    assert parse_duration("1,234", decimal=".") == 1234


def test_the_header_s_unit_counts_for_bare_numbers_only() -> None:
    assert parse_duration("1500", 0.001) == 2
    assert parse_duration("1:15", 60) == 75


@given(st.integers(0, 10**6))
def test_a_clock_and_a_count_of_seconds_are_the_same(seconds: int) -> None:
    hours, rest = divmod(seconds, 3600)
    assert (
        parse_duration(f"{hours}:{rest // 60:02}:{rest % 60:02}") == parse_duration(str(seconds)) == seconds
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.100,04", "1100.04"), ("1,100.04", "1100.04"), ("251,41", "251.41"), ("12.345.678,90",
        "12345678.90"),
        ("-5,00", "-5.00"), ("€ 12.50", "12.50"), ("12,50 EUR", "12.50"), ("1'234.5", "1234.5"), ("0.125",
        "0.125"),
        ("1 234 567", "1234567"), ("1234.567", "1234.567"), ("1e5", "1E+5"), ("1,234,567", "1234567"),
    ],
)  # fmt: skip
def test_numbers_show_their_decimal_sign(text: str, value: str) -> None:
    assert parse_decimal(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1.234", "-9,999", "12abc", "", "1.2.3", "1,23,4.5", "five"])
def test_what_is_no_number_or_two_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"number|thousands"):
        parse_decimal(text)


def test_the_column_settles_what_one_cell_leaves_open() -> None:
    assert decimal_sign(["1.234", "251,41"]) == ","
    assert decimal_sign(["1,5", "1.5"]) is None
    assert parse_decimal("1.234", ",") == 1234
    assert parse_decimal("1.234", ".") == Decimal("1.234")
    with pytest.raises(ValueError, match="decimal sign"):
        parse_decimal("12.5", ",")
