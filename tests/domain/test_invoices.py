"""Invoices: how long what is unpaid has been due, and what that does to health."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from amtui.domain.health import Cap
from amtui.domain.health_facts import HealthFacts, judged
from amtui.domain.health_parts import payments_part
from amtui.domain.invoices import Invoice, ageing, oldest_days
from amtui.domain.money_record import Money
from amtui.domain.vocabulary import BillingState

TODAY = date(2026, 11, 23)


def invoice(days: int, amount: str = "10.00", currency: str = "EUR", paid: date | None = None) -> Invoice:
    """An invoice that was due some days ago."""
    return Invoice(1, "A-1", Money(Decimal(amount), currency), None, TODAY - timedelta(days), paid)


def test_where_nothing_is_to_be_paid_nothing_is_overdue() -> None:
    assert [invoice(90, amount).overdue_days(TODAY) for amount in ("0.00", "-5.00", "0.01")] == [0, 0, 90]


@pytest.mark.parametrize(
    ("days", "age", "payments", "capped"),
    [
        (-3, "current", 1.0, False),
        (0, "current", 1.0, False),
        (1, "1-30 days", 0.75, False),
        (30, "1-30 days", 0.75, False),
        (31, "31-60 days", 0.5, False),
        (60, "31-60 days", 0.5, False),
        (61, "61-90 days", 0.25, True),
        (90, "61-90 days", 0.25, True),
        (91, "90+ days", 0.0, True),
    ],
)
def test_the_age_of_the_oldest_says_how_payments_stand(
    days: int, age: str, payments: float, capped: bool
) -> None:
    owed = [invoice(-10, paid=TODAY), invoice(days)]
    assert list(ageing(owed, TODAY)) == [age]
    late = oldest_days(owed, TODAY)
    assert payments_part(BillingState.UP_TO_DATE, late) == payments
    assert (Cap.OVERDUE_INVOICE in judged(HealthFacts(overdue_days=late)).caps) is capped


def test_a_state_that_was_written_down_counts_while_no_invoice_is_known() -> None:
    assert payments_part(BillingState.OVERDUE) == 0.5
    assert payments_part(BillingState.OVERDUE, 0) == 1.0
    assert payments_part(BillingState.BLOCKED, 0) == 0.0


def test_sums_never_mix_currencies() -> None:
    owed = [invoice(5), invoice(9, "2.50"), invoice(2, "7.00", "USD"), invoice(50, "1.00")]
    assert ageing(owed, TODAY) == {
        "1-30 days": (Money(Decimal("12.50"), "EUR"), Money(Decimal("7.00"), "USD")),
        "31-60 days": (Money(Decimal("1.00"), "EUR"),),
    }
    assert [one.state(TODAY) for one in (invoice(1), invoice(0), invoice(3, paid=TODAY))] == [
        "overdue", "open", "paid 2026-11-23",
    ]  # fmt: skip
