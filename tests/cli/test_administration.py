"""Administration by command: people, books, settings, hours, and the record of it all."""

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Amtui

DAN = ("user", "add", "dan", "--name", "Dan Brown", "--email", "dan@example.org", "--phone", "+49 30 1234")


@pytest.fixture
def boss(demo: Path, amtui: Amtui) -> str:
    """The demo opens as its administrator; returns the login."""
    login = next(str(row["login"]) for row in amtui("user", "list", "--json").json if row["role"] == "admin")
    with sqlite3.connect(demo) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'opens_as'", (login,))
    return login


def test_people_and_books_are_looked_after_by_command(amtui: Amtui, boss: str, demo: Path) -> None:
    assert amtui(*DAN).code == 0
    again = amtui(*DAN)
    assert (again.code, "login: this login is taken" in again.err) == (3, True)
    assert amtui("user", "set", "dan", "--mobile", "+49 170 1", "--manager", boss).code == 0
    dan = next(row for row in amtui("user", "list", "--json").json if row["login"] == "dan")
    assert (dan["phone"], dan["mobile"], dan["manager"]) == ("+49 30 1234", "+49 170 1", boss)

    found = amtui("user", "list", "--filter", "mobile:170 role:am", "--manager", boss, "--json").json
    assert [row["login"] for row in found] == ["dan"]
    (first,) = amtui("user", "list", "--sort", "-accounts", "--limit", "1", "--json").json
    busy = amtui("user", "books", "--am", first["login"], "--status", "active,inactive", "--json").json
    assert (len(busy), set(busy[0]) >= {"account", "am", "parent", "planned_reviews"}) == (
        first["accounts"],
        True,
    )
    assert amtui("user", "list", "--filter", "colour:red").code == 2

    held = amtui("user", "transfer", "nora.lindqvist", "dan", "--dry-run", "--json").json
    assert held
    assert amtui("user", "transfer", "nora.lindqvist", "dan").code == 0
    left = amtui("user", "transfer", "nora.lindqvist", "dan")
    assert (left.code, "holds no account" in left.err) == (3, True)
    one, other = (row["account"] for row in held[:2])
    assert "2 accounts are managed by" in amtui("user", "associate", "nora.lindqvist", one, other).err
    kept = amtui("user", "deactivate", "dan")
    assert (kept.code, "takes them over" in kept.err) == (3, True)
    assert amtui("user", "deactivate", "dan", "--to", "nora.lindqvist").code == 0
    assert amtui("user", "activate", "dan").code == 0
    assert amtui("user", "delete", "dan").code == 0

    assert set(amtui("imports", "--json").json[0]) >= {"file", "who", "read", "rejected"}
    entries = amtui("audit", "--user", boss, "--entity", "users", "--filter", "dan", "--json").json
    assert [row["action"] for row in entries][-1] == "insert"
    assert amtui("audit", "--account", one, "--csv").out.startswith("id,at,login,who,entity")
    moved = amtui("audit", "--entity", "accounts", "--field", "am_id", "--at", "today", "--json").json
    assert {row["action"] for row in moved} == {"update"}
    file = demo.parent / "moved.md"
    assert amtui("audit", "--filter", "entity:accounts field:am_id", "--out", str(file)).code == 0
    assert len(file.read_text().splitlines()) == len(moved) + 2
    assert amtui("audit", "--filter", "colour:red").code == 2
    assert amtui("audit", "--user", "nobody").code == 5


@pytest.mark.usefixtures("boss")
def test_settings_and_hours_are_changed_by_command(amtui: Amtui) -> None:
    assert amtui("settings", "set", "custom_fields", "contract text, seats number").code == 0
    assert amtui("settings", "set", "routes", "training boss").code == 3
    assert amtui("settings", "set", "routes", "training support").code == 0
    tried = amtui("settings", "route", "user-setup", "engineering", "--open-too", "--dry-run")
    assert "open requests go along" in tried.err
    moved = amtui("settings", "route", "user-setup", "engineering", "--open-too", "--dry-run", "--json").json
    assert moved["open_requests_moved"] > 0
    assert amtui("settings", "route", "user-setup", "engineering", "--open-too").err == tried.err
    assert amtui("settings", "route", "user-setup", "usual").code == 0
    assert amtui("settings", "route", "user-setup", "nobody").code == 2
    rows = {row["key"]: row for row in amtui("settings", "list", "--json").json}
    assert (rows["routes"]["value"], rows["routes"]["is_set"]) == ("training support", True)
    assert all(row["does"] for row in rows.values())
    name = amtui("account", "list", "--json").json[0]["account"]
    assert amtui("account", "set", name, "--field", "seats=12", "--field", "contract=C-9").code == 0
    custom = amtui("account", "show", name, "--json").json["custom"]
    assert (custom["seats"], custom["contract"]) == (12, "C-9")
    assert amtui("account", "add", "Fresh", "--field", "seats=3", "--field", "contract=C-1").code == 0
    assert amtui("account", "show", "Fresh", "--json").json["custom"] == {"seats": 3, "contract": "C-1"}
    wrong = amtui("account", "set", name, "--field", "seats=many")
    assert (wrong.code, "is no number" in wrong.err) == (3, True)

    assert amtui("hours", "set", "Shop", "--hours", "Mon-Sat 10:00-20:00").code == 0
    assert "Shop" in {row["name"] for row in amtui("hours", "list", "--json").json}
    assert amtui("hours", "delete", "Shop").code == 0
    assert amtui("hours", "level", "*", "p3", "--respond", "2h", "--resolve", "1d").code == 3
    assert amtui("hours", "level", "*", "p3", "--respond", "2h", "--resolve", "9h").code == 0
    found = amtui("hours", "levels", "--json").json
    assert ("*", "2h", "9h", "set") in {(r["plan"], r["respond"], r["resolve"], r["origin"]) for r in found}


@pytest.mark.usefixtures("boss")
def test_what_an_account_takes_along_to_another_plan_is_tried_first(amtui: Amtui) -> None:
    name = amtui("requests", "--limit", "1", "--filter", "p:3 is:open", "--json").json[0]["account"]
    assert amtui("hours", "level", "gold", "p3", "--respond", "10m", "--resolve", "20m").code == 0
    before = amtui("account", "show", name, "--json").json["plan"]
    tried = amtui("account", "set", name, "--plan", "gold", "--dry-run")
    assert (tried.code, "another due time" in tried.err) == (0, True)
    assert amtui("account", "show", name, "--json").json["plan"] == before
    assert amtui("account", "set", name, "--plan", "gold").err == tried.err


def test_a_field_of_the_teams_own_is_shown_as_it_is_typed(amtui: Amtui, boss: str) -> None:
    assert boss
    assert amtui("settings", "set", "custom_fields", "vip yes_no").code == 0
    (name,) = (row["account"] for row in amtui("portfolio", "--limit", "1", "--json").json)
    assert amtui("account", "set", name, "--field", "vip=yes").code == 0
    assert "Vip: yes" in amtui("account", "show", name).out
    assert amtui("account", "show", name, "--json").json["custom"]["vip"] is True
