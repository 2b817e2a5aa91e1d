"""Saying which column is which from the command line: with a mapping file, or on a terminal."""

import os
import pty
import struct
import subprocess
import sys
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

import pytest

from tests.cli.conftest import Amtui
from tests.cli.test_bad_days import until

KNOWN = "Call ID,Started,Status\n1,2026-02-03 09:00,answered\n"
UNKNOWN = "Nr;Ergebnis;Wann\n1;answered;2026-02-03 09:00\n2;missed;2026-02-03 09:05\n"

KEYS = (
    (b"jj", "Wann"), (b"\r", "external_id"), (b"jj", "started_at"), (b"\r", "2 rows would go in"),
)  # fmt: skip
"""The column of the start, the fields, the field of the start, taken; with what is then drawn anew."""


def test_what_was_recognised_is_kept_and_taken_again(amtui: Amtui, db: Path, tmp_path: Path) -> None:
    file, saved = tmp_path / "calls.csv", tmp_path / "m.toml"
    file.write_text(KNOWN)
    done = amtui("import", "calls", file, "--account", "Northwind", "--save-mapping", saved)
    assert (done.code, str(saved) in done.err) == (0, True)
    again = amtui("import", "calls", file, "--account", "Northwind", "--mapping", saved, "--json")
    assert (again.json["unchanged"], again.json["mapping"]["columns"]["Started"]) == (1, "started_at")


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
    master, slave = pty.openpty()
    ioctl(slave, TIOCSWINSZ, struct.pack("HHHH", 34, 120, 0, 0))
    argv = [sys.executable, "-m", "amtui", "import", "calls", str(file), "--account", "Northwind"]
    started = subprocess.Popen(
        [*argv, "--save-mapping", str(saved)], stdin=slave, stdout=slave, stderr=slave,
        env={**os.environ, "TERM": "xterm-256color"},
    )  # fmt: skip
    os.close(slave)
    assert "no column for started_at" in until(started, master, "09:05")
    for keys, seen in KEYS:
        os.write(master, keys)
        assert seen in until(started, master, seen)
    os.write(master, b"i")
    told = until(started, master, "of 2 rows")
    code = started.wait(timeout=20)
    os.close(master)
    assert (code, "2 imported" in told) == (0, True)
    assert '"Wann" = "started_at"' in saved.read_text()
