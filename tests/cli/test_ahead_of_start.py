"""The process that reads the first list beside a session: what it answers, and that nothing of it is left."""

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from amtui.cli.ahead_of_start import has_free_core
from amtui.services.first_look import first_look
from tests.flows.office import NOW, Office

SCRIPT = """
import json, os, sys, time
from datetime import datetime

from amtui.cli import ahead_of_start
from amtui.domain.clock import FrozenClock

def open_it():
    from amtui.services.wiring import open_backend
    print("nothing of this is seen")
    return open_backend(sys.argv[1], clock=FrozenClock(datetime.fromisoformat(sys.argv[2])))

def wait_for_ever():
    time.sleep(3600)

def find_nothing():
    return None

def break_off():
    raise RuntimeError("nothing of this is seen")

ahead = ahead_of_start.begin(globals()[sys.argv[3]], float(sys.argv[4]))
unloaded = "sqlalchemy" not in sys.modules
look = ahead.look()
ahead.end()
ahead.end()
try:
    os.waitpid(-1, os.WNOHANG)
    left = True
except ChildProcessError:
    left = False
shown = look and {
    "who": look.identity.login,
    "read_only": look.read_only,
    "remembered": look.board.remembered,
    "rows": [[row.ref, row.what, list(row.why)] for row in look.board.rows],
}
print(json.dumps({"look": shown, "left": left, "unloaded": unloaded and "sqlalchemy" not in sys.modules}))
"""
LONG, SHORT = "60", "0.2"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def begun(office: Office, how: str, patience: str = LONG) -> "dict[str, object]":
    """Have the first list read ahead in a program of its own; return what came of it."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(office.path), NOW.isoformat(), how, patience],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )
    assert done.stderr == ""
    (line,) = done.stdout.splitlines()
    found: dict[str, object] = json.loads(line)
    assert found.pop("left") is False
    assert found.pop("unloaded") is True
    return found


def test_the_first_list_is_read_without_loading_what_reads_it(office: Office) -> None:
    with closing(office.backend()) as backend:
        expected = first_look(backend)
    look = begun(office, "open_it")["look"]
    assert look == {
        "who": expected.identity.login,
        "read_only": False,
        "remembered": True,
        "rows": [[row.ref, row.what, list(row.why)] for row in expected.board.rows],
    }


@pytest.mark.parametrize(
    ("how", "patience"),
    [("break_off", LONG), ("find_nothing", LONG), ("wait_for_ever", SHORT)],
)
def test_a_list_that_does_not_come_is_done_without(office: Office, how: str, patience: str) -> None:
    assert begun(office, how, patience) == {"look": None}


@pytest.mark.parametrize(
    ("load", "cores", "expected"),
    [
        ("0.10 0.20 0.30 1/312 4242\n", 2, True),
        ("9.10 4.20 0.30 1/312 4242\n", 2, True),
        ("0.10 0.20 0.30 2/312 4242\n", 2, False),
        ("0.10 0.20 0.30 3/312 4242\n", 4, True),
        ("0.10 0.20 0.30 1/312 4242\n", 1, False),
        ("unreadable\n", 8, False),
    ],
)
def test_a_core_is_free_where_fewer_run_than_there_are(
    tmp_path: Path, load: str, cores: int, expected: bool
) -> None:
    told = tmp_path / "loadavg"
    told.write_text(load)
    assert has_free_core(told, cores) is expected


def test_no_core_is_known_to_be_free_where_nothing_tells(tmp_path: Path) -> None:
    assert not has_free_core(tmp_path / "missing", 8)
