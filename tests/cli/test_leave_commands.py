"""Leave by command: entered, listed, handed over with a brief, called off."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Amtui


@pytest.mark.usefixtures("demo")
def test_leave_is_entered_and_handed_over_by_command(amtui: Amtui, tmp_path: Path) -> None:
    known = amtui("leave", "--json").json
    assert {row["state"] for row in known} == {"away", "ahead"}
    days = ("--from", "2026-12-07", "--to", "2026-12-11")
    note = ("--note", "Call me", "--json")
    others = [row for row in amtui("user", "list", "--json").json if row["role"] == "am"]
    cover = next(row["login"] for row in others if row["name"] not in {each["user"] for each in known})
    entered = amtui("leave", "add", "nora.lindqvist", "--cover", cover, *days, *note)
    done = entered.json
    assert done["done"].endswith("covers the book of Nora Lindqvist from 2026-12-07 to 2026-12-11")
    again = amtui("leave", "add", "nora.lindqvist", "--cover", cover, *days)
    assert (again.code, "is away from 2026-12-07" in again.err) == (3, True)
    assert amtui("leave", "add", cover, "--cover", "nora.lindqvist", *days).code == 3

    brief = amtui("leave", "brief", done["id"], "--json").json
    assert (brief["user"], brief["from"], brief["to"]) == ("Nora Lindqvist", "2026-12-07", "2026-12-11")
    assert brief["markdown"].count("\n### ") == brief["accounts"]
    assert "Call me" in brief["markdown"]
    file = tmp_path / "brief.md"
    assert amtui("leave", "brief", done["id"], "--out", file).code == 0
    assert file.read_text() == brief["markdown"]
    assert amtui("leave", "brief", 999).code == 5
    other = next(row["login"] for row in reversed(others) if row["login"] not in {cover, "nora.lindqvist"})
    edited = amtui("leave", "edit", done["id"], "--to", "2026-12-14", "--note", "", "--json").json
    assert edited["done"].endswith("covers the book of Nora Lindqvist from 2026-12-07 to 2026-12-14")
    now = next(row for row in amtui("leave", "--json").json if row["id"] == done["id"])
    assert (now["to"], now["note"], now["version"]) == ("2026-12-14", None, 2)
    assert "in place of" in amtui("leave", "edit", done["id"], "--cover", other).err
    assert amtui("leave", "edit", done["id"], "--cover", "nora.lindqvist").code == 3
    assert amtui("leave", "edit", done["id"], "--to", "2026-12-01").code == 3
    assert amtui("leave", "edit", done["id"], "--note", "No", "--version", 1).code == 4
    assert amtui("leave", "edit", done["id"]).code == 2
    assert amtui("leave", "edit", 999, "--note", "No").code == 5
    assert amtui("leave", "end", done["id"], "--version", 7).code == 4
    assert amtui("leave", "end", done["id"]).code == 0
    words = ("--from", "tomorrow", "--to", "+3d")
    spoken = amtui("leave", "add", "nora.lindqvist", "--cover", cover, *words, "--json").json
    days = amtui("leave", "brief", spoken["id"], "--json").json
    assert date.fromisoformat(days["to"]) - date.fromisoformat(days["from"]) == timedelta(days=2)
    assert amtui("leave", "end", spoken["id"]).code == 0
    wrong = amtui("leave", "add", "nora.lindqvist", "--cover", cover, "--from", "soon", "--to", "fri")
    assert (wrong.code, "is no day. Write it as tomorrow, fri, 2d or 2026-12-01." in wrong.err) == (2, True)
    assert len(amtui("leave", "--json").json) == len(known)
