"""Contacts with clients from the command line."""

from typing import Any

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


@pytest.mark.usefixtures("demo")
def test_contacts_are_filtered_and_sorted_as_other_lists_are(amtui: Amtui) -> None:
    def rows(*words: str, limit: str = "9999") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = amtui("interaction", "list", *words, "--limit", limit, "--json").json
        return found

    whole = rows()
    assert [row["at"] for row in whole] == sorted((row["at"] for row in whole), reverse=True)
    assert rows("--filter", "is:mine") == rows("--am", "nora.lindqvist") == whole
    assert rows("--am", "none") == rows("--filter", "-is:mine") == []
    by_mail = rows("--filter", "channel:email began:client")
    assert by_mail == [row for row in whole if (row["channel"], row["direction"]) == ("email", "client")]
    assert rows("--filter", "is:unanswered") == [row for row in whole if not row["completed"]]
    first = rows("--sort", "at", limit="3")
    assert [row["id"] for row in first] == [row["id"] for row in sorted(whole, key=lambda row: row["at"])][:3]
    names = [row["account"].casefold() for row in rows("--sort", "-account")]
    assert names == sorted(names, reverse=True)
    wrong = amtui("interaction", "list", "--filter", "health:red")
    assert (wrong.code, "no filter “health:”" in wrong.err) == (2, True)


@pytest.mark.usefixtures("demo")
def test_who_starts_the_contacts_is_filtered_and_sorted(amtui: Amtui) -> None:
    def rows(*words: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = amtui("interaction", "balance", *words, "--json").json
        return found

    whole = rows()
    flagged = rows("--filter", "is:reactive")
    assert flagged == [row for row in whole if row["flagged"]] != []
    ratios = [row["reactive_ratio"] for row in rows("--sort", "-reactive")]
    known = [ratio for ratio in ratios if ratio is not None]
    assert known == sorted(known, reverse=True)
    assert ratios[len(known) :] == [None] * (len(ratios) - len(known))
    assert rows("--filter", "touch:none") == [row for row in whole if row["last_touch_at"] is None]
    assert (rows("--am", "nora"), rows("--am", "none")) == (whole, [])
    assert rows("--limit", "2") == whole[:2]
    people = rows(flagged[0]["account"], "--sort", "-touch")
    moments = [row["last_touch_at"] for row in people if row["last_touch_at"]]
    assert moments == sorted(moments, reverse=True)
