from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from amtui.domain.errors import Refused
from tests.data.formats.reading import read_text


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


def test_an_account_with_everything(file: Path) -> None:
    text = (
        "Company Name,Parent Company,Plan,Segment,Active,Currency,MRR,Time zone,Website,Owner,"
        "Contract start,Notes\n"
        "Northwind,Holding,Pro,Enterprise,yes,eur,1.250.50,Europe/Berlin,"
        "https://www.Northwind.com/x; nw.de,Ann,"
        "2024-02-29,likes tea\n"
    ).replace("1.250.50", '"1,250.50"')
    result = read_text(file, text, "accounts")
    row = {name: values[0] for name, values in result.columns.items()}
    assert row["monthly_value"] == Decimal("1250.50")
    assert row["domains"] == ("northwind.com", "nw.de")
    assert row["agreement_start"] == date(2024, 2, 29)
    assert (row["tier"], row["status"], row["currency"], row["am"]) == ("top", "active", "EUR", "Ann")
    assert row["custom"] == {"Notes": "likes tea"}


def test_dates_of_accounts_are_settled_by_the_whole_column(file: Path) -> None:
    result = read_text(file, "account,contract end\nA,03/04/2025\nB,25/12/2025\n", "accounts")
    assert result.columns["agreement_end"] == [date(2025, 4, 3), date(2025, 12, 25)]
    with pytest.raises(Refused, match="'contract end'"):
        read_text(file, "account,contract end\nA,03/04/2025\n", "accounts")


def test_accounts_without_a_name_are_rejected_and_unknown_tiers_left_out(file: Path) -> None:
    result = read_text(file, "account,segment\n,Gold\nA,Cosmic\n", "accounts")
    assert result.reasons() == {2: "account is blank"}
    assert result.columns["tier"] == [None]
    assert result.warnings == ("The tier 'Cosmic' has no counterpart here and was left out.",)


def test_an_amount_that_could_be_two_is_rejected(file: Path) -> None:
    result = read_text(file, 'account,mrr\nA,"1,234"\nB,99\n', "accounts")
    assert "thousands or decimals" in result.reasons()[2]


def test_contacts(file: Path) -> None:
    text = (
        "First name,Last name,Email,Company,Job title,Admin,Approved\nAda,Byron,ada@x.org,Acme,CTO,TRUE,no\n"
        ",,bob@x.org,Acme,,,\n,,,Acme,,,\nEve,,eve@x.org,Acme,,maybe,\n"
    )
    result = read_text(file, text, "contacts")
    assert result.rows("name", "email", "is_admin", "is_approved") == [
        ("Ada Byron", "ada@x.org", True, False),
        ("bob@x.org", "bob@x.org", False, False),
    ]
    assert result.reasons() == {
        4: "it has neither a name nor an e-mail address",
        5: "Admin: 'maybe' is neither yes nor no",
    }


def test_reviews(file: Path) -> None:
    text = (
        "account,type,start,end,title,attendees,status\n"
        "Acme,,2026-07-01 10:00,2026-07-01 10:30,Quarterly business review,Ada; Bob,done\n"
        "Acme,Training,2026-07-02 10:00,,x,,\nAcme,,2026-07-03 10:00,2026-07-03 09:00,x,,\n"
    )
    result = read_text(file, text, "reviews")
    assert result.rows("kind", "minutes", "status", "attendees") == [
        ("qbr", 30, "held", ("Ada", "Bob")),
        ("training", 45, "planned", ()),
    ]
    assert result.reasons() == {4: "it ends before it begins"}
    assert result.warnings == ("1 appointment says no length; 45 minutes were taken.",)


def test_sync_events_with_records_and_retries(file: Path) -> None:
    text = (
        "integration,record id,attempted at,result,error message\n"
        "CRM,7,2026-07-01T10:00Z,failed,no such field\n"
        "CRM,7,2026-07-01T10:05Z,success,\nCRM,8,2026-07-01T10:00Z,queued,\nCRM,9,2026-07-01T10:00Z,skipped,\n"
    )
    result = read_text(file, text, "sync")
    assert result.rows("record_id", "outcome", "error") == [
        ("7", "failed", "no such field"),
        ("7", "succeeded", None),
        ("8", "pending", None),
        ("9", "halted", None),
    ]
    assert len(set(result.columns["external_id"])) == 4


def test_numbers_of_http_are_errors_in_words(file: Path) -> None:
    rows = (f"CRM,2026-07-01T10:0{at}Z,{result},{code}\n" for at, (result, code) in enumerate(CODES))
    result = read_text(file, f"integration,at,status,http code\n{''.join(rows)}", "sync")
    assert result.columns["error"] == ["HTTP 502", "no answer (0)", None, "E17", None]


CODES = (("down", "502"), ("down", "0"), ("up", "0"), ("down", "E17"), ("down", ""))


def test_a_sync_log_of_one_integration_needs_its_name(file: Path) -> None:
    with pytest.raises(Refused, match="integration"):
        read_text(file, "at,status\n2026-07-01T10:00Z,up\n", "sync")
