"""Invoices: taken in by number, brought up to date by a later file, and what they do to an account."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from amtui.data.models import invoices
from amtui.data.queries.account_detail import account_detail
from amtui.data.queries.today import today
from amtui.domain.health import Cap
from amtui.domain.vocabulary import Source
from tests.services.imports.conftest import Desk
from tests.support.moment import NOW

Writer = Callable[..., Path]
HEADER = "Customer,Invoice number,Amount,Currency,Invoice date,Due date,Paid"


def test_a_later_file_tells_what_was_paid_and_the_same_again_changes_nothing(
    desk: Desk, file: Writer
) -> None:
    account = desk.account("Acme")
    one = file(
        "one.csv", HEADER,
        "Acme,2026-7,1200.50,eur,2026-08-01,2026-08-15,",
        "Acme,2026-8,300.00,,2026-11-01,2026-11-15,",
        "Acme,2026-9,300.00,,2026-11-20,2027-01-15,",
    )  # fmt: skip
    assert desk.take("invoices", one).imported == 3
    assert desk.take("invoices", one).unchanged == 3

    found = desk.backend.read(account_detail, account_id=account)
    assert [one.number for one in found.invoices] == ["2026-7", "2026-8", "2026-9"]
    assert Cap.OVERDUE_INVOICE in found.health.caps
    late = [row for row in desk.backend.read(today) if row.source is Source.INVOICE]
    assert [row.what for row in late] == [
        "1,200.50 EUR unpaid, invoice 2026-7",
        "300.00 EUR unpaid, invoice 2026-8",
    ]
    assert "more than 60 days overdue, which holds health down" in late[0].why
    days = [one.overdue_days(NOW.date()) for one in found.invoices[:2]]
    assert [row.why[0] for row in late] == [f"overdue by {number} days" for number in days]
    assert late[0].value_at_risk == found.invoices[0].amount

    two = file("two.csv", HEADER, "acme,2026-7,1200.50,EUR,2026-08-01,2026-08-15,2026-11-20")
    assert desk.take("invoices", two).updated == 1
    found = desk.backend.read(account_detail, account_id=account)
    assert Cap.OVERDUE_INVOICE not in found.health.caps
    assert [one.number for one in found.invoices] == ["2026-8", "2026-9", "2026-7"]


def test_a_status_of_paid_is_a_payment_though_nobody_says_when(desk: Desk, file: Writer) -> None:
    account = desk.account("Acme")
    path = file(
        "status.csv", "Customer,Invoice number,Amount,Currency,Invoice date,Due date,Status",
        "Acme,1,10,EUR,2026-07-01,2026-07-15,Paid",
        "Acme,2,10,EUR,2026-07-01,2027-07-15,PAID",
        "Acme,3,10,EUR,2026-11-01,2026-11-15,Overdue",
        "Acme,4,10,EUR,2026-07-01,2026-07-15,Void",
        "Acme,5,10,EUR,2026-07-01,2026-07-15,Draft",
    )  # fmt: skip
    report = desk.take("invoices", path)
    assert (report.imported, report.rejected) == (3, 2)
    assert any("2 invoices are said to be paid, but not when" in text for text in report.warnings)
    paid = {row["number"]: row["paid_on"] for row in desk.rows(invoices)}
    assert paid == {"1": date(2026, 7, 15), "2": NOW.date(), "3": None}
    assert Cap.OVERDUE_INVOICE not in desk.backend.read(account_detail, account_id=account).health.caps
    assert desk.at(NOW + timedelta(days=3)).take("invoices", path).unchanged == 3


def test_rows_that_make_no_sense_stay_out_with_the_reason(desk: Desk, file: Writer) -> None:
    desk.account("Acme")
    path = file(
        "bad.csv", HEADER,
        "Acme,1,10,EUR,2026-11-01,2026-11-15,",
        "Acme,1,11,EUR,2026-11-01,2026-11-15,",
        "Acme,2,-10,EUR,2026-11-01,2026-11-15,",
        "Acme,3,10,EURO,2026-11-01,2026-11-15,",
        "Acme,4,10,EUR,2026-11-20,2026-11-15,",
        "Acme,5,10,EUR,2026-11-01,2026-11-15,2027-11-15",
        "Acme,6,10,EUR,2026-11-01,,",
        "Nobody,7,10,EUR,2026-11-01,2026-11-15,",
    )  # fmt: skip
    report = desk.take("invoices", path)
    assert (report.imported, report.rejected, desk.count(invoices)) == (1, 7, 1)
    assert report.rejects_file is not None
    told = report.rejects_file.read_text(encoding="utf-8")
    for reason in (
        "line 2 has the same account and number",
        "it is a credit note",
        "“EURO” is no currency code",
        "due before it was issued",
        "still to come",
        "there is no account “Nobody”",
    ):
        assert reason in told
