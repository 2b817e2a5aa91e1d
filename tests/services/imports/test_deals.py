"""Deals: taken in by id, followed by a later file, and added up on the account."""

import json
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from amtui.cli.account_text import account_document, account_lines
from amtui.data.models import deals
from amtui.data.queries.account_detail import account_detail
from amtui.domain.deals import DealState, days_to_win, how_many, weighted, win_rate, worth
from amtui.domain.money_record import Money
from amtui.screens.account_words import money
from tests.services.imports.conftest import Desk
from tests.support.moment import NOW

Writer = Callable[..., Path]
Folder = Callable[[str], Path]
HEADER = "Record ID,Deal Name,Deal Stage,Amount,Create Date,Close Date,Associated Company"


def test_a_later_file_tells_what_became_of_a_deal(desk: Desk, file: Writer) -> None:
    account = desk.account("Acme")
    one = file(
        "one.csv", HEADER,
        "1,Licences,Contract sent (Sales Pipeline),1200.50,2026-08-01,2026-09-15,Acme;Beta",
        "2,Add-on,Closed lost (Sales Pipeline),300,2026-08-01,2026-08-31,acme",
        "3,Menu,Offer,-5,2026-08-01,,Acme", "4,Menu,Offer,5,2026-08-01,,Ghost",
    )  # fmt: skip
    first = desk.take("deals", one)
    assert (first.imported, first.rejected, desk.take("deals", one).unchanged) == (2, 2, 2)

    two = file("two.csv", HEADER, "1,Licences,Closed won (Sales Pipeline),1100,2026-08-01,2026-09-10,Acme")
    assert desk.take("deals", two).updated == 1
    found = desk.backend.read(account_detail, account_id=account).deals
    assert [(one.state, one.count) for one in found] == [(DealState.WON, 1), (DealState.LOST, 1)]
    assert (win_rate(found), days_to_win(found)) == (0.5, 40)
    assert [money.amount for money in worth(found, DealState.WON)] == [Decimal(1100)]


def test_a_year_of_deals_gives_its_reference_figures(desk: Desk, real_data: Folder) -> None:
    folder = real_data("crm_maven")
    reference = json.loads((folder / "reference.json").read_text())
    desk.take("accounts", folder / "accounts.csv")
    done = desk.take("deals", folder / "sales_pipeline.csv")
    blank = reference["by_account"]["(blank)"]["opportunities"]
    overall = reference["overall"]
    assert (done.imported, done.rejected) == (overall["opportunities"] - blank, blank)
    rows = desk.rows(deals)
    states = Counter(row["state"] for row in rows)
    assert (states["won"], states["lost"]) == (overall["won"], overall["lost"])
    assert sum(row["value"] for row in rows if row["state"] == "won") == overall["won_value"]
    quarters: Counter[str] = Counter()
    for row in rows:
        if row["state"] == "won":
            quarters[f"{row['closes_on'].year}Q{(row['closes_on'].month + 2) // 3}"] += int(row["value"])
    assert quarters == reference["by_close_quarter_won_value"]
    for name, told in reference["by_product"].items():
        of_product = Counter(row["state"] for row in rows if row["product"] == name)
        assert (of_product["won"], of_product["lost"]) == (told["won"], told["lost"])
    for name in ("Kan-code", "Hottechi", "Isdom"):
        found, told = desk.backend.read(account_detail, name=name).deals, reference["by_account"][name]
        assert round(win_rate(found) or 0, 6) == told["win_rate"]
        assert days_to_win(found) == told["won_days_median"]
        assert sum(money.amount for money in worth(found, DealState.WON)) == told["won_value"]
        assert how_many(found, DealState.OPEN) == told["engaging"] + told["prospecting"]


def test_the_account_s_money_says_how_deals_stand(desk: Desk, file: Writer) -> None:
    account = desk.account("Acme")
    desk.take(
        "deals",
        file("a.csv", HEADER, "1,A,Offer,,2026-08-01,,Acme", "2,B,Won,1200.50,2026-08-01,2026-08-09,Acme"),
    )
    detail = desk.backend.read(account_detail, account_id=account)
    shown = " ".join(money(detail, NOW, 76).plain.split())
    assert "Deals Open 1 Won 1 · 1,200.50 EUR Lost 0 Win rate 100.0 % Median time to win 8 days" in shown


@pytest.mark.parametrize(
    ("header", "cell", "kept"),
    [
        ("Probability (%)", "60", "0.6"),
        ("Probability (%)", "1", "0.01"),
        ("Probability (%)", "0,5", "0.005"),
        ("Probability", "60 %", "0.6"),
        ("Probability", "60", "0.6"),
        ("Probability", "0.6", "0.6"),
        ("Probability", "0", "0"),
        ("Probability", "1.0", "1"),
        ("Deal probability", "1", "1"),
        ("Deal probability", "0.35", "0.35"),
        ("Wahrscheinlichkeit", "", None),
    ],
)
def test_a_probability_is_a_share_or_a_percentage(
    desk: Desk, file: Writer, header: str, cell: str, kept: str | None
) -> None:
    desk.account("Acme")
    row = f'1,Offer,1000,Acme,"{cell}"'
    done = desk.take("deals", file("a.csv", f"Record ID,Deal Stage,Amount,Account,{header}", row))
    assert (done.imported, done.reasons) == (1, ())
    assert [one["probability"] for one in desk.rows(deals)] == [None if kept is None else Decimal(kept)]


@pytest.mark.parametrize(
    ("header", "cell", "reason"),
    [
        ("Probability", "1", "“1” may be 1 % or 100 %: write the sign, or 1.0"),
        ("Probability", "150", "“150” is no probability between 0 and 100 %"),
        ("Probability (%)", "-5", "“-5” is no probability between 0 and 100 %"),
        ("Deal probability", "60", "“60” is no share between 0 and 1"),
        ("Probability", "high", "“high” is no probability between 0 and 100 %"),
    ],
)
def test_a_probability_that_may_be_two_or_none_is_refused(
    desk: Desk, file: Writer, header: str, cell: str, reason: str
) -> None:
    desk.account("Acme")
    row = f"1,Offer,1000,Acme,{cell}"
    done = desk.take("deals", file("a.csv", f"Record ID,Deal Stage,Amount,Account,{header}", row))
    assert done.reasons == (f"line 2: {header}: {reason}",)


def test_open_deals_are_weighted_by_their_probability(desk: Desk, file: Writer) -> None:
    account = desk.account("Acme")
    rows = (
        "1,Licences,Portal,Offer,1000,60 %,2026-12-15", "2,Menu,,Offer,500.50,20 %,2026-11-30",
        "3,Queue,,Talks,,90 %,", "4,Seats,,Talks,700,,", "5,Done,,Won,9000,100 %,2026-09-01",
    )  # fmt: skip
    path = file("a.csv", "Record ID,Deal,Product,Stage,Amount,Probability,Close date,Account",
                *(f"{row},Acme" for row in rows))  # fmt: skip
    assert desk.take("deals", path).imported == 5
    detail = desk.backend.read(account_detail, account_id=account)
    assert weighted(detail.deals) == ((2, Money(Decimal("700.10"), "EUR")),)
    assert [one.name for one in detail.open_deals] == ["Menu", "Licences", "Queue", "Seats"]
    shown = " ".join(money(detail, NOW, 76).plain.split())
    assert "Open 4 · 2,200.50 EUR Weighted 700.10 EUR, by the probability of 2 of 4" in shown
    assert "Menu Offer · 500.50 EUR, 20 % · closes 2026-11-30" in shown
    assert "Licences Portal · Offer · 1,000.00 EUR, 60 % · closes 2026-12-15" in shown
    found = account_document(detail, "UTC")
    assert found["deals"][0]["weighted"] == {"amount": "700.10", "currency": "EUR"}
    assert [(one["name"], one["probability"]) for one in found["open_deals"]][:2] == [
        ("Menu", 0.2), ("Licences", 0.6)
    ]  # fmt: skip
    lines = account_lines(detail, "UTC")
    assert "Deals open: 4, worth 2,200.50 EUR, weighted 700.10 EUR (2 of 4)" in lines
    assert "Open deal: Licences, Portal, Offer, 1,000.00 EUR, 60 %, closes 2026-12-15" in lines

    stays = file("b.csv", "Record ID,Stage,Account", "1,Contract,Acme")
    assert desk.take("deals", stays).updated == 1
    kept = {row["external_id"]: row["probability"] for row in desk.rows(deals)}
    assert kept["1"] == Decimal("0.6")
