"""An onboarding by command, from the request of the kickoff to a part of the set-up taken off."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Amtui


def sheet(amtui: Amtui) -> dict[str, Any]:
    found: dict[str, Any] = amtui("onboarding", "show", "Northwind", "--json").json
    return found


@pytest.mark.usefixtures("db")
def test_an_onboarding_is_led_by_command(amtui: Amtui, db: Path) -> None:
    assert amtui("onboarding", "--json").json == []
    asked = amtui("onboarding", "request", "northwind", "--at", "2026-11-20T15:00", "--json").json
    assert "by 2026-11-27 17:00" in asked["done"]
    (row,) = amtui("onboarding", "--json").json
    assert (row["step"], row["steps_done"], row["steps"], row["late"]) == ("gates", 0, 8, False)
    (kept,) = amtui("onboarding", "--filter", "step:gates due:<2w -is:late north", "--json").json
    assert kept == row
    assert amtui("onboarding", "--filter", "is:held", "--json").json == []
    assert amtui("onboarding", "--filter", "colour:red").code == 2
    assert amtui("onboarding", "due", "Northwind", "2026-12-15").code == 3
    assert amtui("onboarding", "due", "Northwind", "2026-12-15", "--reason", "Contract").code == 0
    assert sheet(amtui)["due_reason"] == "Contract"
    assert amtui("onboarding", "due", "Northwind", "usual").code == 0
    assert sheet(amtui)["kickoff_due_at"].startswith("2026-11-27T16:00")

    assert amtui("onboarding", "agenda", "Northwind", "current-ivr", "--done", "--note", "Old").code == 0
    assert amtui("onboarding", "agenda", "Northwind", "weather", "--done").code == 2
    assert amtui("onboarding", "agenda", "Northwind", "numbers").code == 2
    assert [point for point in sheet(amtui)["agenda"] if point["done"]] == [
        {"item": "current_ivr", "done": True, "note": "Old"}
    ]

    port = ("milestone", "add", "Northwind", "Port", "--due", "2026-12-20", "--state", "amber")
    row_id = amtui(*port, "--json").json["id"]
    assert amtui("milestone", "edit", row_id).code == 2
    assert amtui("milestone", "edit", row_id, "--blocker", "a decision").code == 0
    (told,) = amtui("milestone", "list", "--account", "Northwind", "--json").json
    assert (told["rag"], told["blocker"], told["due_on"]) == ("amber", "a decision", "2026-12-20")
    assert any(row["kind"] == "milestone" for row in amtui("today", "--json").json)
    assert amtui("milestone", "reached", row_id).code == 0
    assert amtui("milestone", "reached", row_id).code == 3
    assert amtui("milestone", "drop", 99).code == 5
    assert sheet(amtui)["milestones"][0]["reached_on"] == "2026-11-23"

    more = ("--detail", "Cloud", "--approval", "asked")
    assert amtui("onboarding", "technical", "Northwind", "PBX", *more).code == 0
    assert amtui("onboarding", "technical", "Northwind", "pbx", "--approval", "approved").code == 0
    assert amtui("onboarding", "technical", "Northwind", "PBX", "--detail", "x", "--version", "1").code == 4
    (part,) = sheet(amtui)["technical"]
    assert (part["topic"], part["approval"], part["decided_on"]) == ("PBX", "approved", "2026-11-23")
    text = amtui("onboarding", "show", "Northwind").out
    assert "[x] Agenda: current IVR: Old" in text
    assert "PBX: Cloud; approval approved" in text
    assert amtui("onboarding", "technical", "Northwind", "PBX", "--remove").code == 0
    assert amtui("onboarding", "technical", "Northwind", "PBX", "--remove").code == 5
    assert amtui("onboarding", "request", "Northwind", "--read-only").code == 3
