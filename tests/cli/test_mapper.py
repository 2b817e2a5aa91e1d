"""Saying which column is which from the command line: with a mapping file, or on a terminal."""

import re
import sys
from contextlib import closing
from pathlib import Path

import pytest
import xlsxwriter

from amtui.data.formats.recognise import FORMATS
from tests.cli.conftest import Amtui
from tests.sessions.window import Window

KNOWN = "Call ID,Started,Status\n1,2026-02-03 09:00,answered\n"
UNKNOWN = "Nr;Ergebnis;Wann\n1;answered;2026-02-03 09:00\n2;missed;2026-02-03 09:05\n"

KEYS = (("jj", "▌ *Wann"), ("\r", "▌ *started_at"), ("\r", "2 rows would go in"))
"""The column of the start, the field that is needed, taken; with what is then on the screen."""


def test_what_was_recognised_is_kept_and_taken_again(amtui: Amtui, db: Path, tmp_path: Path) -> None:
    file, saved = tmp_path / "calls.csv", tmp_path / "m.toml"
    file.write_text(KNOWN)
    done = amtui("import", "calls", file, "--account", "Northwind", "--save-mapping", saved)
    assert (done.code, str(saved) in done.err) == (0, True)
    again = amtui("import", "calls", file, "--account", "Northwind", "--mapping", saved, "--json")
    assert (again.json["unchanged"], again.json["mapping"]["columns"]["Started"]) == (1, "started_at")


def test_the_help_lists_the_formats_that_can_be_named(amtui: Amtui) -> None:
    told = " ".join(amtui("import", "--help").out.split())
    assert all(re.search(rf"\b{name}\b", told) for name in FORMATS)
    assert "zoho, hubspot for accounts" in told


def test_the_options_that_notes_name_are_there(amtui: Amtui, db: Path, tmp_path: Path) -> None:
    file = tmp_path / "calls.csv"
    file.write_bytes("id,started,status,queue\n1,2026-02-03 09:00,answered,Žižkov\n".encode("cp1250"))
    command = ("import", "calls", file, "--account", "Northwind", "--dry-run", "--json")
    assert "(--encoding)" in amtui(*command).json["warnings"][0]
    said = amtui(*command, "--encoding", "cp1250").json
    assert (said["mapping"]["encoding"], said["warnings"], said["imported"]) == ("cp1250", [], 1)
    with xlsxwriter.Workbook(tmp_path / "calls.xlsx") as book:
        for name, day in (("Old", "2026-01-03 09:00"), ("New", "2026-02-03 09:00")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ("id", "started", "status"))
            sheet.write_row(1, 0, (1, day, "answered"))
    workbook = ("import", "calls", tmp_path / "calls.xlsx", "--account", "Northwind", "--json")
    assert "(--sheet)" in amtui(*workbook, "--dry-run").json["warnings"][0]
    assert amtui(*workbook, "--sheet", "New").json["mapping"]["sheet"] == "New"
    behind = amtui(
        "kpi",
        "calls",
        "Northwind",
        "missed_call_rate",
        "--from",
        "2026-02-03",
        "--to",
        "2026-02-03",
        "--json",
    )
    assert [row["at"][:10] for row in behind.json] == ["2026-02-03"]


def test_without_a_terminal_a_file_that_is_not_understood_is_refused(
    amtui: Amtui, db: Path, tmp_path: Path
) -> None:
    file, saved = tmp_path / "calls.csv", tmp_path / "m.toml"
    file.write_text(UNKNOWN)
    done = amtui("import", "calls", file, "--account", "Northwind", "--save-mapping", saved, "--json")
    assert (done.code, done.error["kind"], saved.exists()) == (3, "refused", False)
    assert "--mapping" in done.error["next"]


@pytest.mark.terminal
def test_on_a_terminal_it_is_mapped_by_hand_and_imported(db: Path, tmp_path: Path) -> None:
    file, saved = tmp_path / "calls.csv", tmp_path / "m.toml"
    file.write_text(UNKNOWN)
    argv = [sys.executable, "-m", "amtui", "import", "calls", str(file), "--account", "Northwind"]
    with closing(Window([*argv, "--save-mapping", str(saved)], {}, columns=120, rows=34)) as shown:
        shown.see("09:05")
        assert "no column for started_at" in shown.shown()
        for keys, seen in KEYS:
            shown.type(keys)
            shown.see(seen)
            shown.wait_quiet(0.4)  # which list has the keys is no text that could be waited for
        shown.type("i")
        code = shown.ended()
        assert (code, "2 imported" in shown.shown()) == (0, True)
    assert '"Wann" = "started_at"' in saved.read_text()


def test_a_dry_run_says_why_rows_would_not_go_in(amtui: Amtui, db: Path, tmp_path: Path) -> None:
    file = tmp_path / "calls.csv"
    bad = "".join(f"{n},never \x1b[2J,answered\n" for n in range(2, 7))
    file.write_text(f"{KNOWN}{bad}")
    done = amtui("import", "calls", file, "--account", "Northwind", "--dry-run")
    assert done.code == 7
    assert [line for line in done.err.splitlines() if line.startswith("Rejected")] == [
        *(f"Rejected: line {line}: Started: 'never \\x1b[2J' is not a date" for line in (3, 4, 5)),
        "Rejected: 2 more",
    ]
    both = amtui("import", "calls", file, file, "--account", "Northwind", "--dry-run").err
    assert "Rejected: calls.csv, line 3: Started" in both
