"""What goes wrong is said in one clear sentence, with the right exit code."""

import fcntl
import os
import pty
import select
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from amtui.cli.main import cli
from tests.cli.conftest import DEMO, Amtui


def one_sentence(text: str) -> bool:
    return text.startswith("amtui: ") and text.count("\n") == 1 and "Traceback" not in text


def test_without_a_database_every_command_says_how_to_begin(amtui: Amtui) -> None:
    for command in ("requests", "today", "portfolio", "reviews", "kpi"):
        done = amtui(command)
        assert (done.code, done.out) == (6, "")
        assert one_sentence(done.err)
        assert "amtui db init" in done.err


def test_a_database_without_the_schema_says_how_to_make_it(amtui: Amtui, tmp_path: Path) -> None:
    path = tmp_path / "bare.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE other (id int)")
    for command in (("requests",), ("db", "current"), ("db", "upgrade"), ("user", "list")):
        done = amtui(*command, "--db", path, "--json")
        assert done.code == 6
        assert "amtui db init" in done.error["next"]


def empty(path: Path) -> str:
    path.write_bytes(b"")
    return "is empty"


def wrong_file(path: Path) -> str:
    path.write_text("name,account\nA,B\n")
    return "is not a database"


def folder(path: Path) -> str:
    path.unlink()
    path.mkdir()
    return "cannot be read"


def damaged(path: Path) -> str:
    data = bytearray(path.read_bytes())
    data[100:] = b"\xff" * (len(data) - 100)
    path.write_bytes(data)
    return "damaged"


def newer(path: Path) -> str:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    return "newer than this program"


def older(path: Path) -> str:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    return "older than this program"


@pytest.mark.parametrize("spoil", [empty, wrong_file, folder, damaged, newer, older])
def test_a_database_that_cannot_be_used_is_named_with_what_to_do(
    amtui: Amtui, db: Path, spoil: Callable[[Path], str]
) -> None:
    for side in ("-wal", "-shm"):
        Path(f"{db}{side}").unlink(missing_ok=True)
    words = spoil(db)
    done = amtui("requests")
    assert (done.code, done.out) == (6, "")
    assert one_sentence(done.err)
    assert words in done.err
    assert amtui("requests", "--json").error["next"]


def test_a_file_that_may_not_be_read_is_named(amtui: Amtui, db: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the administrator of the system may read everything")
    db.chmod(0)
    done = amtui("requests")
    assert done.code == 6
    assert "cannot be read" in done.err


def test_a_locked_database_is_waited_for_and_then_named(
    amtui: Amtui, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amtui.data.engine.BUSY_MILLISECONDS", 50)
    other = sqlite3.connect(db, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    done = amtui("account", "add", "Second")
    other.close()
    assert done.code == 6
    assert "busy" in done.err
    assert amtui("account", "add", "Second").code == 0


def test_the_list_of_the_day_is_read_though_nothing_can_be_written(
    amtui: Amtui, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amtui.data.engine.BUSY_MILLISECONDS", 50)
    other = sqlite3.connect(db, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    done = amtui("today")
    other.close()
    assert (done.code, done.err) == (0, "")
    assert "1 thing needs you" in done.out


def test_the_tables_of_another_program_are_left_alone(amtui: Amtui, tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    with sqlite3.connect(path) as theirs:
        theirs.execute("CREATE TABLE recipes (name TEXT)")
    for command in (("db", "init"), ("demo", "--no-open", *DEMO)):
        done = amtui(*command, "--db", path)
        assert done.code == 3
        assert "holds tables of another program" in done.err
    with sqlite3.connect(path) as theirs:
        assert theirs.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]


def test_a_check_of_an_older_database_says_to_upgrade_it(amtui: Amtui, db: Path) -> None:
    older(db)
    done = amtui("db", "check")
    assert done.code == 6
    assert "older than this program" in done.err
    assert "amtui db upgrade" in done.err


def test_a_read_only_session_reads_and_changes_nothing(amtui: Amtui, db: Path) -> None:
    before = db.read_bytes()
    assert amtui("portfolio", "--read-only", "--json").json[0]["account"] == "Northwind"
    for command in (("account", "add", "B"), ("db", "check", "--repair"), ("db", "upgrade"), ("db", "init")):
        assert amtui("--read-only", *command).code == 3
    assert db.read_bytes() == before


def test_somebody_who_is_no_user_is_refused(amtui: Amtui, sqlite_url: str) -> None:
    done = amtui("requests", "--db", sqlite_url)
    assert done.code == 3
    assert "is not a user of this database" in done.err


def test_a_fault_of_the_program_is_one_line_and_goes_to_the_log(
    amtui: Amtui, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_arguments: object) -> None:
        secret = "hunter2"
        raise RuntimeError(len(secret))

    monkeypatch.setattr(cli.get_command(None, "keys"), "callback", fail)  # type: ignore[arg-type]
    done = amtui("keys")
    log = tmp_path / "xdg" / "state" / "amtui" / "amtui.log"
    assert done.code == 1
    assert one_sentence(done.err)
    assert str(log) in done.err
    assert ("RuntimeError" in log.read_text(), "hunter2" in log.read_text()) == (True, False)
    assert log.stat().st_mode & 0o077 == 0
    assert amtui("keys", "--json").error["kind"] == "fault"


@pytest.mark.parametrize(
    "arguments",
    [("nonsense",), ("requests", "--nonsense"), ("import", "calls"), ("requests", "--tz", "Mars")],
)
def test_a_wrong_command_line_exits_2(amtui: Amtui, arguments: tuple[str, ...]) -> None:
    plain, told = amtui(*arguments), amtui(*arguments, "--json")
    assert (plain.code, told.code) == (2, 2)
    assert one_sentence(plain.err)
    assert told.error["kind"] == "usage"


@pytest.mark.parametrize("moment", ["yesterday", "2026-11-23T09:30:00", "2026-11-23"])
def test_a_frozen_moment_without_an_offset_is_refused(
    amtui: Amtui, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    monkeypatch.setenv("AMTUI_NOW", moment)
    done = amtui("keys")
    assert done.code == 2
    assert "AMTUI_NOW" in done.err


def test_without_a_terminal_the_dashboard_names_a_command_instead(process: Amtui) -> None:
    for arguments in ((), ("demo",)):
        done = process(*arguments)
        assert (done.code, done.out) == (2, "")
        assert one_sentence(done.err)
        assert "needs a terminal" in done.err


def in_terminal(term: str, *arguments: str) -> tuple[subprocess.Popen[bytes], int]:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 34, 120, 0, 0))
    argv = [sys.executable, *(arguments or ("-m", "amtui"))]
    env = {**os.environ, "TERM": term}
    started = subprocess.Popen(argv, stdin=slave, stdout=slave, stderr=slave, env=env)
    os.close(slave)
    return started, master


def test_a_terminal_for_lines_only_is_refused() -> None:
    started, master = in_terminal("dumb")
    told = until(started, master, "another terminal.\r\n").replace("\r\n", "\n")
    assert started.wait(timeout=10) == 2
    os.close(master)
    assert one_sentence(told)
    assert "TERM=dumb" in told


@pytest.mark.terminal
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_ends_the_dashboard(number: signal.Signals, demo: Path) -> None:
    del demo
    started, master = in_terminal("xterm-256color")
    assert "Requests" in until(started, master, "Requests")
    started.send_signal(number)
    until(started, master, "nothing like this", seconds=8)
    code = started.poll()
    started.kill()
    os.close(master)
    assert code == 128 + number


BREAKING = """
import sys
from amtui.cli import main
from amtui.services import wiring

def open_backend(*_args, **_more):
    raise RuntimeError("the mailbox is upside down")

wiring.open_backend = open_backend
sys.exit(main.run([]))
"""


@pytest.mark.terminal
def test_a_fault_of_the_program_at_opening_ends_it_in_one_sentence(demo: Path, tmp_path: Path) -> None:
    del demo
    started, master = in_terminal("xterm-256color", "-c", BREAKING)
    told = until(started, master, "details are in", seconds=20)
    assert started.wait(timeout=10) == 1
    os.close(master)
    assert "a fault of the program, not yours" in told
    assert "Traceback" not in told
    assert "upside down" not in told
    assert "the mailbox is upside down" in (tmp_path / "xdg" / "state" / "amtui" / "amtui.log").read_text()


def until(started: "subprocess.Popen[bytes]", master: int, wanted: str, seconds: float = 20) -> str:
    """Return what a program wrote until it wrote `wanted`, ended, or took too long."""
    seen, deadline = "", time.perf_counter() + seconds
    while wanted not in seen and started.poll() is None and time.perf_counter() < deadline:
        if select.select([master], [], [], 0.1)[0]:
            try:
                seen += os.read(master, 65536).decode(errors="replace")
            except OSError:
                time.sleep(0.05)
    return seen


def test_nobody_reading_the_output_is_no_fault(demo: Path) -> None:
    del demo
    argv = [sys.executable, "-m", "amtui", "requests", "--json"]
    started = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert started.stdout is not None
    assert started.stderr is not None
    started.stdout.close()
    told = started.stderr.read()
    assert (started.wait(timeout=30), told) == (0, b"")
    started.stderr.close()
