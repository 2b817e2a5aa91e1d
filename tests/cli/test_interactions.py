"""Contacts with clients from the command line."""

import pytest

from tests.cli.conftest import Amtui


@pytest.mark.usefixtures("db")
def test_contacts_are_logged_listed_and_added_up(amtui: Amtui) -> None:
    assert amtui("interaction", "log", "Northwind").code == 0
    logged = amtui("interaction", "log", "northwind", "--by", "client", "--channel", "email", "--json").json
    assert logged["done"] == "Email with Northwind logged"
    assert amtui("interaction", "log", "Northwind", "--unanswered").code == 0
    rows = amtui("interaction", "list", "--account", "Northwind", "--json").json
    assert [row["summary"] for row in rows] == ["Called, nobody answered", "They wrote a mail", "We called"]
    assert amtui("interaction", "edit", rows[0]["id"], "--answered", "--summary", "They rang back").code == 0
    by_them = amtui("interaction", "list", "--by", "client", "--json").json
    assert [row["summary"] for row in by_them] == ["They wrote a mail"]
    calls = amtui("interaction", "list", "--channel", "call", "--json").json
    assert [row["id"] for row in calls] == [rows[0]["id"], rows[2]["id"]]
    assert amtui("interaction", "log", "Northwind", "--at", "2026-11-20T23:30").code == 0
    days = ("--from", "2026-11-20", "--to", "2026-11-20")
    (earlier,) = amtui("interaction", "list", *days, "--json").json
    assert earlier["at"].startswith("2026-11-20T23:30")
    assert amtui("interaction", "remove", earlier["id"]).code == 0
    assert amtui("interaction", "list", "--from", "2026-11-24", "--json").json == []
    assert amtui("interaction", "list", "--from", "2026-11-24", "--to", "2026-11-23").code == 2
    assert amtui("account", "add", "Contoso").code == 0
    wrong = amtui("interaction", "log", "Contoso", "--json").json["id"]
    moved = amtui("interaction", "edit", wrong, "--account", "northwind", "--json").json
    assert moved["done"] == "Call with Contoso moved to Northwind"
    assert amtui("interaction", "remove", wrong, "--json").json["done"] == "Call with Northwind taken off"
    assert amtui("interaction", "remove", wrong).code == 5
    assert amtui("account", "deactivate", "Contoso", "--reason", "A test").code == 0
    (whole,) = amtui("interaction", "balance", "--json").json
    assert (whole["contacts"], whole["started_by_client"], whole["flagged"]) == (3, 1, False)
    assert amtui("interaction", "balance", "Northwind", "--json").json == []
    assert "1 of 3 started by them" in amtui("interaction", "balance").out
    assert amtui("interaction", "log", "Northwind", "--contact", "Kim").code == 5
    assert amtui("interaction", "list", "--contact", "Kim").code == 2
    assert amtui("interaction", "log", "Northwind", "--channel", "pigeon").code == 2


@pytest.mark.usefixtures("demo")
def test_a_person_is_named_by_a_part_of_the_name(amtui: Amtui) -> None:
    account = amtui("interaction", "list", "--limit", "1", "--json").json[0]["account"]
    people = amtui("interaction", "balance", account, "--json").json
    name = people[0]["contact"]
    assert amtui("interaction", "log", account, "--contact", name.upper()).code == 0
    latest = amtui("interaction", "list", "--account", account, "--contact", name, "--json").json[0]
    assert (latest["contact"], latest["summary"]) == (name, "We called")
    assert amtui("interaction", "edit", latest["id"], "--contact", "none").code == 0
    rows = amtui("interaction", "list", "--account", account, "--limit", "1", "--json").json
    assert (rows[0]["id"], rows[0]["contact"]) == (latest["id"], None)
