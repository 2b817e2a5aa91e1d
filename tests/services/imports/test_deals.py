"""Deals: taken in by id, followed by a later file, and added up on the account."""

import json
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from amtui.data.models import deals
from amtui.data.queries.account_detail import account_detail
from amtui.domain.deals import DealState, days_to_win, how_many, win_rate, worth
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
