"""Changes from the command line, on both engines."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Amtui


@pytest.fixture
def ours(amtui: Amtui, empty_database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database that this test has set up, on each of the engines."""
    monkeypatch.setenv("AMTUI_DB", empty_database_url)
    assert amtui("db", "init").code == 0
    assert amtui("account", "add", "Northwind", "--tz", "Europe/Berlin", "--value", "1,200 EUR").code == 0
    return empty_database_url


@pytest.mark.usefixtures("ours")
def test_whoever_makes_the_database_is_its_administrator(amtui: Amtui) -> None:
    (user,) = amtui("user", "list", "--json").json
    assert user["role"] == "admin"
    again = amtui("db", "init")
    assert (again.code, again.out) == (3, "")
    assert "set up already" in again.err


@pytest.mark.usefixtures("ours")
def test_an_account_is_entered_changed_handed_over_and_closed(amtui: Amtui) -> None:
    added = amtui("user", "add", "ida", "--email", "ida@example.com", "--tz", "Europe/Paris", "--json")
    assert added.json["changed"] is True
    both = amtui("account", "set", "northwind", "--am", "ida", "--plan", "Premium", "--json")
    assert both.code == 0
    shown = amtui("account", "show", "Northwind", "--json").json
    assert (shown["am"], shown["plan"], shown["time_zone"]) == ("ida", "Premium", "Europe/Berlin")
    assert shown["monthly_value"] == {"amount": "1200.00", "currency": "EUR"}
    assert amtui("account", "deactivate", "Northwind", "--reason", "moved away").code == 0
    assert amtui("account", "list", "--json").json == []
    assert amtui("account", "list", "--status", "inactive", "--json").json[0]["account"] == "Northwind"
    assert amtui("account", "activate", "Northwind").code == 0
    assert amtui("account", "assign", "Northwind", "none").code == 0
    assert amtui("account", "list", "--filter", "is:unassigned", "--json").json[0]["account"] == "Northwind"


@pytest.mark.usefixtures("ours")
def test_an_old_version_is_a_conflict_and_nothing_is_overwritten(amtui: Amtui) -> None:
    assert amtui("account", "set", "Northwind", "--plan", "Premium").code == 0
    late = amtui("account", "set", "Northwind", "--plan", "Basic", "--version", "1", "--json")
    assert late.code == 4
    assert late.error["kind"] == "conflict"
    assert amtui("account", "show", "Northwind", "--json").json["plan"] == "Premium"


@pytest.mark.usefixtures("ours")
def test_a_review_is_planned_in_the_zone_of_the_viewer_and_held(amtui: Amtui) -> None:
    plan = (
        "review",
        "plan",
        "Northwind",
        "--kind",
        "check-in",
        "--at",
        "2026-12-01T10:00",
        "--minutes",
        "30",
    )
    assert amtui(*plan, "--tz", "Europe/Berlin").code == 0
    (row,) = amtui("review", "list", "--json", "--tz", "UTC").json
    assert (row["starts_at"], row["minutes"], row["kind"]) == ("2026-12-01T09:00:00+00:00", 30, "check_in")
    assert amtui("review", "move", row["id"], "--at", "2026-12-02T10:00:00+00:00").code == 0
    stale = amtui("review", "move", row["id"], "--at", "2026-12-03T10:00", "--version", row["version"])
    assert stale.code == 4
    assert amtui("review", "cancel", row["id"], "--reason", "they are away").code == 0
    assert amtui("reviews", "--json").json == []
    assert amtui("reviews", "--status", "cancelled", "--json").json[0]["id"] == row["id"]
    assert amtui("review", "cancel", 999, "--reason", "x").code == 5


@pytest.mark.usefixtures("ours")
def test_what_a_rule_forbids_is_refused_with_the_rule(amtui: Amtui) -> None:
    done = amtui("account", "add", "NORTHWIND", "--json")
    assert done.code == 3
    assert done.error["kind"] == "refused"
    assert "name" in done.error["message"]
    assert amtui("--read-only", "account", "add", "Other").code == 3
    assert amtui("account", "add", "Other", "--am", "ghost").code == 5
    assert amtui("account", "set", "Northwind").code == 2


@pytest.mark.usefixtures("demo")
def test_a_request_is_changed_commented_and_taken_back(amtui: Amtui) -> None:
    ref = amtui("requests", "--status", "in_progress", "--limit", "1", "--json").json[0]["ref"]
    before = amtui("request", "show", ref, "--json").json
    done = amtui(
        "request", "set", ref, "--status", "waiting_client", "--reason", "asked for a file", "--json"
    )
    assert (done.code, done.json["version"]) == (0, before["version"] + 1)
    assert amtui("request", "show", ref, "--json").json["status"] == "waiting_client"
    late = amtui("request", "set", ref, "--status", "in_progress", "--version", before["version"])
    assert late.code == 4
    assert amtui("request", "undo", ref).code == 0
    assert amtui("request", "show", ref, "--json").json["status"] == "in_progress"
    assert amtui("request", "comment", ref, "we are on it", "--shared").code == 0
    assert amtui("request", "show", ref, "--json").json["timeline"][-1]["shared"] is True
    assert amtui("request", "show", "R-0").code == 5


@pytest.mark.usefixtures("demo")
def test_fields_of_a_request_change_together_or_not_at_all(amtui: Amtui) -> None:
    ref = amtui("requests", "--filter", "status:in_progress p:3", "--limit", "1", "--json").json[0]["ref"]
    before = amtui("request", "show", ref, "--json").json
    refused = amtui("request", "set", ref, "--priority", "2", "--reason", "louder", "--status", "closed")
    assert refused.code == 3
    assert amtui("request", "show", ref, "--json").json["priority"] == before["priority"]
    both = amtui(
        "request", "set", ref, "--priority", "2", "--reason", "louder", "--ticket", "SUP-1", "--json"
    )
    assert both.code == 0
    after = amtui("request", "show", ref, "--json").json
    assert (after["priority"], after["external_ticket"]) == ("P2", "SUP-1")
    same = amtui("request", "set", ref, "--priority", "P2")
    assert "nothing was changed" in same.err
    assert amtui("request", "set", ref).code == 2


@pytest.mark.usefixtures("demo")
def test_a_goal_is_agreed_and_shows_with_the_figure(amtui: Amtui) -> None:
    name = amtui("portfolio", "--limit", "1", "--json").json[0]["account"]
    goal = ("kpi", "goal", name, "missed_call_rate", "--target", "0.04")
    assert amtui(*goal, "--baseline-from", "2026-10-01", "--baseline-to", "2026-10-31").code == 0
    (figure,) = amtui("kpi", "--account", name, "--kpi", "missed_call_rate", "--json").json
    assert (figure["target"], figure["comparator"]) == (0.04, "<=")
    assert figure["baseline"] is not None
    assert amtui("kpi", "goal", name, "missed_call_rate", "--target", "7").code == 3


def test_a_list_is_written_to_a_file_of_ones_own(amtui: Amtui, demo: Path, tmp_path: Path) -> None:
    del demo
    for name in ("rows.csv", "rows.json", "rows.xlsx"):
        done = amtui("export", "requests", "--filter", "p:1,2", "--out", tmp_path / name)
        assert (done.code, done.out) == (0, "")
        assert (tmp_path / name).stat().st_size > 100
        assert (tmp_path / name).stat().st_mode & 0o077 == 0
    assert amtui("export", "requests", "--out", tmp_path / "rows.doc").code == 2
    assert amtui("export", "requests", "--out", tmp_path / "none" / "rows.csv").code == 3


def test_reviews_go_to_other_calendars(amtui: Amtui, demo: Path) -> None:
    del demo
    text = amtui("calendar", "export", "--kind", "qbr").out
    rows = amtui("reviews", "--kind", "qbr", "--json").json
    assert len(re.findall(r"^BEGIN:VEVENT\r?$", text, re.MULTILINE)) == len(rows) > 0
