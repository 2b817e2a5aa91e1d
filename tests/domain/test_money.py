"""Amounts as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.domain.errors import UsageError
from amtui.domain.money import decimals, format_money, money, money_fields, parse_money, totals
from amtui.domain.money_record import Money


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("1,234.50 EUR", "1234.50", "EUR"),
        ("EUR 12", "12.00", "EUR"),
        ("€12.5", "12.50", "EUR"),
        ("  -3.20usd ", "-3.20", "USD"),
        ("1 234 567 JPY", "1234567", "JPY"),
        ("1\u202f234.00 CHF", "1234.00", "CHF"),
        ("1'234.00 CHF", "1234.00", "CHF"),
        ("1.234 KWD", "1.234", "KWD"),
        ("0 EUR", "0.00", "EUR"),
    ],
)
def test_amounts_are_read(text: str, amount: str, currency: str) -> None:
    assert parse_money(text) == Money(Decimal(amount), currency)


def test_a_decimal_comma_is_read_when_it_is_announced() -> None:
    assert parse_money("1.234,50 €", decimal_mark=",") == Money(Decimal("1234.50"), "EUR")
    assert parse_money("12,5", "EUR", decimal_mark=",") == Money(Decimal("12.50"), "EUR")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("12,5 EUR", "more than one way"),
        ("1.234,50 EUR", "more than one way"),
        ("1,23,456 EUR", "more than one way"),
        ("1,234 567 EUR", "more than one way"),
        ("1.234 EUR", "2 decimal places"),
        ("1.5 JPY", "no decimal places"),
        ("12", "no currency"),
        ("EUR 12 USD", "twice"),
        ("twelve EUR", "no amount"),
        ("", "no amount"),
        ("NaN EUR", "no amount"),
    ],
)
def test_what_is_not_clear_is_refused(text: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        parse_money(text)


@given(st.decimals(-(10**12), 10**12, places=3), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_what_is_printed_reads_back(amount: Decimal, currency: str) -> None:
    value = money(amount, currency)
    assert parse_money(format_money(value)) == value
    assert -int(value.amount.as_tuple().exponent) == decimals(currency)


def test_money_is_printed_in_its_own_places() -> None:
    assert format_money(Money(Decimal("1234.5"), "EUR")) == "1,234.50 EUR"
    assert format_money(Money(Decimal("1234.5"), "JPY")) == "1,234 JPY"
    assert format_money(None) == "–"
    assert money_fields(Money(Decimal("12.5000"), "EUR")) == {"amount": "12.50", "currency": "EUR"}


def test_sums_never_mix_currencies() -> None:
    values = [money("0.10", "USD"), money("0.20", "EUR"), None, money("0.20", "USD")]
    assert totals(values) == (money("0.20", "EUR"), money("0.30", "USD"))
    assert totals([]) == ()


def test_endless_amounts_are_refused() -> None:
    with pytest.raises(UsageError, match="no amount"):
        money(Decimal("Infinity"), "EUR")
