"""Answers to surveys from the command line."""

import pytest

from tests.cli.conftest import Amtui


@pytest.mark.usefixtures("db")
def test_answers_are_logged_listed_shown_and_taken_off(amtui: Amtui) -> None:
    before = amtui("account", "show", "Northwind", "--json").json["satisfaction"]
    assert before == {
        "days": 90, "n": 0, "csat": None, "csat_n": 0, "nps": None, "nps_n": 0, "said_last": None
    }  # fmt: skip
    assert "no answers in 90 days" in amtui("account", "show", "Northwind").out
    assert amtui("request", "new", "Northwind", "Slow", "--type", "user_setup").code == 0
    ref = amtui("requests", "--json").json[0]["ref"]
    log = ("satisfaction", "log", "northwind")
    done = amtui(*log, "--csat", 2, "--nps", 6, "--comment", "Slow", "--request", ref.lower(), "--json").json
    assert done["done"] == "Answer of Northwind logged: CSAT 2, NPS 6"
    assert amtui(*log, "--csat", 5, "--at", "2026-11-01T10:00").code == 0
    assert amtui(*log, "--nps", 10, "--at", "2026-06-01T10:00").code == 0

    rows = amtui("satisfaction", "list", "--json").json
    assert [(row["csat"], row["nps"], row["request"]) for row in rows] == [
        (2, 6, ref), (5, None, None), (None, 10, None)
    ]  # fmt: skip
    assert [row["id"] for row in amtui("satisfaction", "list", "--low", "--json").json] == [done["id"]]
    november = ("--from", "2026-11-01", "--to", "2026-11-01")
    assert [row["csat"] for row in amtui("satisfaction", "list", *november, "--json").json] == [5]
    assert amtui("satisfaction", "list", "--account", "northwind", "--limit", "1").out.count("Northwind") == 1
    assert amtui("satisfaction", "list", "--csv").out.splitlines()[0].startswith("id,account,at,csat,nps")

    shown = amtui("account", "show", "Northwind", "--json").json
    told = shown["satisfaction"]
    assert (told["n"], told["csat"], told["nps"], told["nps_n"]) == (2, 0.5, -100, 1)
    assert (told["said_last"]["comment"], told["said_last"]["request"]) == ("Slow", ref)
    assert (
        "CSAT 50 % of 2 answers · NPS −100 of 1 answer in 90 days"
        in amtui("account", "show", "Northwind").out
    )
    parts = amtui("health", "--json").json[0]["parts"]
    # Of half a year: scores 2 and 5, which are 1/4 and 1.
    assert parts["satisfaction"]["value"] == pytest.approx((0.25 + 1) / 2)

    edited = amtui(
        "satisfaction", "edit", done["id"], "--csat", "none", "--nps", 3, "--comment", "No", "--json"
    )
    assert edited.json["done"] == "Answer of Northwind changed: NPS 3"
    assert amtui("satisfaction", "edit", done["id"]).code == 2
    assert amtui("satisfaction", "edit", done["id"], "--nps", "none").code == 3
    assert amtui("satisfaction", "edit", done["id"], "--csat", 9).code == 2
    assert amtui("satisfaction", "edit", done["id"], "--csat", 2, "--nps", 6, "--contact", "none").code == 0

    linked = amtui("satisfaction", "link", done["id"], "none", "--json").json
    assert linked["done"] == "Answer of Northwind is about no request: CSAT 2, NPS 6"
    assert amtui("satisfaction", "link", done["id"], "R-999999").code == 5
    assert amtui("satisfaction", "link", done["id"], ref).code == 0
    assert amtui("satisfaction", "list", "--low", "--json").json[0]["request"] == ref

    assert amtui("satisfaction", "remove", done["id"]).code == 0
    assert amtui("satisfaction", "remove", done["id"]).code == 5
    assert amtui("undo").code == 0
    assert len(amtui("satisfaction", "list", "--json").json) == 3


@pytest.mark.usefixtures("db")
def test_wrong_arguments_are_told(amtui: Amtui) -> None:
    log = ("satisfaction", "log", "Northwind")
    wrong = [
        (2, ()), (2, ("--csat", 0)), (2, ("--csat", 6)), (2, ("--nps", 11)), (2, ("--nps", -1)),
        (2, ("--csat", "good")), (5, ("--csat", 4, "--contact", "Kim")),
        (5, ("--csat", 4, "--request", "R-9")),
        (2, ("--csat", 4, "--at", "yesterday")), (3, ("--csat", 4, "--at", "2027-11-23T10:00")),
    ]  # fmt: skip
    for code, more in wrong:
        assert amtui(*log, *more).code == code, more
    assert amtui("satisfaction", "log", "Nobody", "--csat", 4).code == 5
    assert amtui("satisfaction", "list", "--from", "2026-11-24", "--to", "2026-11-23").code == 2
    assert amtui("satisfaction", "list", "--json").json == []


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("text", ["[red]x[/red]\x1b[31m\x07", "a\nb\u202e", "=1+1"])
def test_hostile_comments_do_nothing_in_a_terminal(amtui: Amtui, text: str) -> None:
    assert amtui("satisfaction", "log", "Northwind", "--csat", 4, "--comment", text).code == 0
    for out in (amtui("satisfaction", "list").out, amtui("account", "show", "Northwind").out):
        assert "\x1b" not in out
        assert "\u202e" not in out
    assert amtui("satisfaction", "list", "--json").json[0]["comment"] == text.strip()
