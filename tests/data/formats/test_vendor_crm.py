"""Accounts and contacts as the usual customer databases export them; the samples are made up."""

from pathlib import Path

import pytest

from amtui.data.formats import open_table, recognise
from tests.data.formats.reading import read_text

COMPANIES = """\
Record ID,Company name,Company owner,Create Date,Phone Number,City,Country/Region,Industry,\
Company Domain Name,Annual Revenue,Parent Company
901,Acme GmbH,Ann Ames,2024-03-04 09:00,,Bonn,Germany,RETAIL,https://www.acme.example/shop,"1,200,000.50",
902,Acme Sub,,2024-03-04 09:00,,Bonn,Germany,RETAIL,sub.example,,Acme GmbH
"""
PEOPLE = """\
Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Job Title,Associated Company
11,Eve,End,eve@acme.example,+49 228 1,Ann Ames,Open,CRM admin,Acme GmbH;Acme Sub
"""
TABLE = """\
id,is_deleted,property_name,property_createdate,property_annualrevenue
1,FALSE,Acme,2024-03-04 9:00:00,10
2,TRUE,Gone,2024-03-04 9:00:00,
"""
ZOHO_ACCOUNTS = """\
Record Id,Account Name,Account Owner,Website,Industry,Annual Revenue,Currency,Parent Account
zcrm_1,Acme GmbH,Ann Ames,www.acme.example,Retail,12000.50,eur,
"""
ZOHO_CONTACTS = """\
Record Id,Contact Owner,First Name,Last Name,Account Name,Email,Title,Mobile
zcrm_2,Ann Ames,Eve,End,Acme GmbH,eve@acme.example,CRM admin,+49 228 1
"""
SAMPLES = [
    ("hubspot", "accounts", COMPANIES), ("hubspot", "accounts", TABLE), ("hubspot", "contacts", PEOPLE),
    ("zoho", "accounts", ZOHO_ACCOUNTS), ("zoho", "contacts", ZOHO_CONTACTS),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kind", "text"), SAMPLES)
def test_a_database_is_known_by_its_header_and_by_its_name(
    tmp_path: Path, name: str, kind: str, text: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text)
    assert recognise(open_table(path), kind).format == name
    assert recognise(open_table(path), kind, format=name).format == name


def test_hubspot_s_companies(tmp_path: Path) -> None:
    result = read_text(tmp_path / "a.csv", COMPANIES, "accounts")
    assert result.rows("external_id", "name", "am", "sector", "domains", "parent") == [
        ("901", "Acme GmbH", "Ann Ames", "RETAIL", ("acme.example",), None),
        ("902", "Acme Sub", None, "RETAIL", ("sub.example",), "Acme GmbH"),
    ]
    assert str(result.columns["revenue"][0]) == "1200000.50"
    assert result.columns["custom"][0]["City"] == "Bonn"


def test_what_hubspot_has_deleted_stays_out(tmp_path: Path) -> None:
    result = read_text(tmp_path / "a.csv", TABLE, "accounts")
    assert (result.columns["name"], result.rejects) == (["Acme"], [])
    assert result.warnings == ("1 row is marked as deleted and was left out.",)


def test_hubspot_s_people_belong_to_their_first_company(tmp_path: Path) -> None:
    result = read_text(tmp_path / "a.csv", PEOPLE, "contacts")
    assert result.rows("name", "account", "email", "job") == [
        ("Eve End", "Acme GmbH", "eve@acme.example", "CRM admin")
    ]


def test_zoho_s_accounts_and_contacts(tmp_path: Path) -> None:
    accounts = read_text(tmp_path / "a.csv", ZOHO_ACCOUNTS, "accounts")
    assert accounts.rows("external_id", "name", "am", "currency", "domains") == [
        ("zcrm_1", "Acme GmbH", "Ann Ames", "EUR", ("acme.example",))
    ]
    people = read_text(tmp_path / "b.csv", ZOHO_CONTACTS, "contacts")
    assert people.rows("name", "account", "email", "phone", "job") == [
        ("Eve End", "Acme GmbH", "eve@acme.example", "+49 228 1", "CRM admin")
    ]
