"""Amounts of several currencies are compared at rates, and said to be where they cannot be."""

from dataclasses import replace
from datetime import UTC, date
from decimal import Decimal

import pytest

from amtui.domain.exchange import NO_RATES, Rates, rates_of, rates_text, read_rates
from amtui.domain.money_record import Money
from amtui.domain.today_rules import TodayRules
from amtui.domain.today_why import told_place
from amtui.domain.triage import rank
from amtui.screens.today_words import at_risk
from tests.domain.test_triage import NOW, PLAIN, days_until

TEXT = "EUR: USD 0.92, JPY 0.0061; as of 2026-11-01"
RATES = Rates("EUR", {"USD": Decimal("0.92"), "JPY": Decimal("0.0061")}, date(2026, 11, 1))
EURO = replace(PLAIN, ref="A", account="Acme", value_at_risk=Money(Decimal(11_520), "EUR"))
YEN = replace(PLAIN, ref="B", account="Bento", value_at_risk=Money(Decimal(499_200), "JPY"))
CROWN = replace(PLAIN, ref="C", account="Cirkel", value_at_risk=Money(Decimal(20_000), "SEK"))


def test_rates_are_read_and_kept_as_they_are_typed() -> None:
    assert rates_of(TEXT) == RATES
    assert read_rates(" eur : usd 0.92,JPY 0.0061 as of 2026-11-01 ") == TEXT
    assert read_rates("EUR: USD 1") == "EUR: USD 1"
    assert rates_of(rates_text(RATES)) == RATES
    assert (read_rates("  "), rates_of("")) == ("", NO_RATES)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("USD 0.92", "is a currency and what one unit of others is worth in it"),
        ("EUR: USD 0,92", "“USD 0” is|one USD is worth more than nothing"),
        ("EUR: USD -1", "“USD -1” is no currency with its worth"),
        ("EUR: USD 0", "one USD is worth more than nothing"),
        ("EUR: USD 1, usd 2", "names USD twice"),
        ("EUR: EUR 1", "names EUR twice"),
        ("EUR: USD nan", "“USD nan” is no currency"),
        ("EUR: USD 1; as of May", "“May” is no day"),
        ("EUR: USD 1; as of 0001-01-01", "is not between the years"),
    ],
)
def test_what_are_no_rates_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_rates(text)


def test_the_order_goes_by_what_amounts_are_worth_in_one_currency() -> None:
    plain = rank((EURO, YEN), NOW, days_until)
    assert [row.account for row in plain] == ["Bento", "Acme"]
    fair = rank((EURO, YEN), NOW, days_until, rates=RATES)
    assert [row.account for row in fair] == ["Acme", "Bento"]
    assert [row.value_at_risk for row in fair] == [EURO.value_at_risk, YEN.value_at_risk]


def test_an_amount_without_a_rate_stands_by_its_plain_number_and_says_so() -> None:
    rows = rank((EURO, CROWN, YEN), NOW, days_until, rates=RATES)
    assert [row.account for row in rows] == ["Cirkel", "Acme", "Bento"]
    assert ["no rate for SEK" in row.why for row in rows] == [True, False, False]
    assert not any("no rate" in why for row in rank((EURO, CROWN), NOW, days_until) for why in row.why)


def test_the_place_is_told_with_the_rates_that_it_rests_on() -> None:
    rows = rank((EURO, CROWN, YEN), NOW, days_until, rates=RATES)
    told = told_place(rows, rows[1], UTC, rates=RATES)
    assert told.below.endswith(
        "11,520.00 EUR at risk goes before 499,200 JPY, which is 3,045.12 EUR at the rates of 2026-11-01"
    )
    assert told.above.endswith(
        "20,000.00 SEK at risk goes before 11,520.00 EUR; no rate for SEK, so its plain number counts"
    )
    assert "Amounts are compared in EUR at the rates of 2026-11-01." in told.rules


def test_without_rates_currencies_are_said_to_be_compared_as_plain_numbers() -> None:
    rows = rank((EURO, YEN), NOW, days_until)
    told = told_place(rows, rows[0], UTC)
    assert told.below.endswith(
        "499,200 JPY at risk goes before 11,520.00 EUR; no rate between JPY and EUR is set"
    )
    assert any(
        rule.startswith("Amounts of several currencies are compared as plain numbers") for rule in told.rules
    )
    alone = told_place(rows[:1], rows[0], UTC)
    assert not any("plain numbers" in rule for rule in alone.rules)


def test_amounts_that_are_worth_the_same_are_in_no_order_of_worth() -> None:
    same = replace(EURO, ref="D", account="Dollar", value_at_risk=Money(Decimal(100), "USD"))
    other = replace(EURO, value_at_risk=Money(Decimal(92), "EUR"))
    rows = rank((same, other), NOW, days_until, rates=RATES)
    assert [row.ref for row in rows] == ["A", "D"]
    assert told_place(rows, rows[0], UTC, rates=RATES).below.endswith("so by kind and reference")


def test_an_amount_is_shown_with_what_it_is_compared_by() -> None:
    rules = TodayRules(exchange_rates=TEXT)
    assert at_risk(YEN.value_at_risk, rules) == "499,200 JPY (≈ 3,045.12 EUR)"
    assert at_risk(EURO.value_at_risk, rules) == "11,520.00 EUR"
    assert at_risk(YEN.value_at_risk, None) == "499,200 JPY"
    assert at_risk(None, rules) is None
