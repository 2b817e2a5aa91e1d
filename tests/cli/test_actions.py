"""Improvement actions and playbooks from the command line."""

from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pytest

from tests.cli.conftest import Amtui

KESTREL = "Kestrel Logistics GmbH"


def actions(amtui: Amtui, *options: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = amtui("action", "list", *options, "--json").json
    return found


@pytest.mark.usefixtures("demo")
def test_an_action_goes_its_way_from_the_playbook_to_the_proof(amtui: Amtui) -> None:
    add = ("action", "add", KESTREL, "Callback workflow", "--goal", "missed_call_rate")
    done = amtui(*add, "--playbook", "high-missed-calls", "--hypothesis", "They call again", "--json")
    assert done.code == 0
    number = done.json["id"]
    assert amtui("action", "set", number, "--status", "implemented").code == 3
    both = amtui(
        "action", "set", number, "--status", "agreed", "--what", "Callback within the hour", "--json"
    )
    assert both.code == 0
    assert amtui("action", "set", number, "--status", "implemented", "--on", "2026-11-02").code == 0
    assert amtui("action", "step", number, 1).code == 0
    handed_in = amtui("action", "evidence", number, "--log-id", "no-such-call", "--note", "Tried twice")
    assert handed_in.code == 0
    assert "no-such-call not in the records" in handed_in.err
    shown = amtui("action", "show", number, "--json").json
    assert (shown["what"], shown["status"], shown["kpi"]) == (
        "Callback within the hour", "implemented", "missed_call_rate"
    )  # fmt: skip
    assert [step["done"] for step in shown["steps"]] == [True, False, False, False, False]
    assert shown["test_calls"] == [{"log_id": "no-such-call", "at": None}]
    assert shown["before_after"]["method"] == "Newcombe's hybrid score interval"
    assert "Confirmed by the client: by nobody yet" in shown["missing"]
    assert amtui("action", "undo", number).code == 0
    assert amtui("action", "show", number, "--json").json["log_ids"] == []
    assert amtui("action", "set", number, "--status", "dropped").code == 3
    assert amtui("action", "set", number, "--status", "dropped", "--reason", "too dear").code == 0
    assert [row["id"] for row in actions(amtui, "--account", KESTREL, "--status", "dropped")] == [number]


@pytest.mark.usefixtures("demo")
def test_validated_and_regressed_are_listed_but_never_set(amtui: Amtui) -> None:
    validated = [row for row in actions(amtui, "--account", KESTREL) if row["status"] == "validated"]
    assert any(row["playbook"] == "crm-mismatch" for row in validated)
    lost = actions(amtui, "--account", "Tidewater Travel", "--status", "regressed")
    assert {row["kpi"] for row in lost} == {"first_response"}
    for status in ("validated", "regressed"):
        refused = amtui("action", "set", validated[0]["id"], "--status", status, "--json")
        assert refused.code == 2
        assert "computed from the data" in refused.error["message"]
    text = amtui("action", "show", validated[0]["id"]).out
    assert "So it is validated" in text
    assert "95 %" in text


@pytest.mark.usefixtures("demo")
def test_what_is_not_there_and_what_is_stale_is_said(amtui: Amtui) -> None:
    assert amtui("action", "show", 9_999).code == 5
    unknown = amtui("action", "add", KESTREL, "x", "--goal", "service_level", "--json")
    assert unknown.code == 5
    assert "missed_call_rate" in unknown.error["next"]
    number = actions(amtui, "--account", KESTREL)[0]["id"]
    nobody = amtui("action", "evidence", number, "--contact", "Nobody", "--json")
    assert nobody.code == 5
    assert nobody.error["next"].startswith("There are ")
    assert amtui("action", "set", number, "--hypothesis", "Other", "--version", "7").code == 4
    assert amtui("action", "set", number).code == 2
    assert amtui("--read-only", "action", "step", number, 1).code == 3


@pytest.mark.usefixtures("demo")
def test_who_confirms_is_named_by_id_address_or_part_of_the_name(amtui: Amtui) -> None:
    number = actions(amtui, "--account", KESTREL)[0]["id"]
    people = amtui("account", "show", KESTREL, "--json").json["contacts"]
    names = [one["name"] for one in people]
    one = next(each for each in people if sum(each["name"].split()[-1] in name for name in names) == 1)
    for who in (one["id"], one["email"].upper(), one["name"].split()[-1].lower(), one["name"][:-1]):
        assert amtui("action", "evidence", number, "--contact", "none").code == 0
        assert amtui("action", "evidence", number, "--contact", who).code == 0
        assert amtui("action", "show", number, "--json").json["confirmed_by"] == one["name"], who
    plain = [name.casefold() for name in names]
    shared = next(
        each
        for each in ascii_lowercase
        if sum(each in name for name in plain) > 1 and not any(name.startswith(each) for name in plain)
    )
    several = amtui("action", "evidence", number, "--contact", shared, "--json")
    assert several.code == 2
    assert "may be" in several.error["message"]
    assert "an id of" in several.error["next"]
    assert amtui("action", "evidence", number, "--contact", " ").code == 5


@pytest.mark.usefixtures("demo")
def test_a_playbook_is_written_listed_rewritten_and_taken_away(amtui: Amtui) -> None:
    keys = [row["key"] for row in amtui("playbook", "list", "--json").json]
    assert keys == ["misrouted-ivr", "high-missed-calls", "crm-mismatch"]
    best = amtui("playbook", "list", "--kpi", "missed_call_rate", "--json").json
    assert best[0]["key"] == "high-missed-calls"
    new = ("playbook", "add", "Answer in pairs", "--kpi", "request_first_reply", "--step", "Pair up")
    assert amtui(*new, "--step", "Swap", "--evidence", "A week's rota").code == 0
    assert amtui(*new).code == 3
    assert amtui("playbook", "set", "answer-in-pairs", "--proof", "Half an hour").code == 0
    shown = amtui("playbook", "show", "answer in pairs", "--json").json
    assert (shown["steps"], shown["proof"], shown["own"], shown["version"]) == (
        ["Pair up", "Swap"], "Half an hour", True, 2
    )  # fmt: skip
    assert "2. Swap" in amtui("playbook", "show", "answer-in-pairs").out
    assert amtui("playbook", "set", "crm-mismatch", "--proof", "x").code == 3
    assert amtui("playbook", "add", "x", "--kpi", "luck", "--step", "y").code == 2
    assert amtui("playbook", "show", "luck").code == 5
    assert amtui("playbook", "set", "answer-in-pairs").code == 2


def test_nothing_is_listed_where_there_is_nothing(amtui: Amtui, db: Path) -> None:
    del db
    assert actions(amtui) == []
    assert amtui("action", "list", "--csv").out.startswith("id,account,kpi")
