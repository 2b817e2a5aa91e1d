"""What each way into the program loads: a session pays for it in time and memory."""

import re
import subprocess
import sys

import pytest

HEAVY = ("alembic", "icalendar", "pandas", "numpy", "plotext", "python_calamine", "xlsxwriter")
IMPORTED = re.compile(r"^import time:\s+\d+ \|\s+\d+ \|\s+([\w.]+)$", re.MULTILINE)


def loaded(*arguments: str) -> frozenset[str]:
    """Return the top-level packages that a run of Python imports, as the interpreter reports them."""
    command = [sys.executable, "-X", "importtime", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    names = IMPORTED.findall(done.stderr)
    assert done.returncode == 0, done.stderr[-2000:]
    assert names
    return frozenset(name.partition(".")[0] for name in names)


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("import", "--help"), ("demo", "--help")])
def test_asking_for_help_loads_no_screen_and_no_database(arguments: tuple[str, ...]) -> None:
    assert loaded("-m", "amtui", *arguments).isdisjoint({"textual", "rich", "sqlalchemy", *HEAVY})


def test_the_dashboard_paints_before_it_loads_the_database() -> None:
    found = loaded("-c", "import amtui.app")
    assert "textual" in found
    assert found.isdisjoint({"sqlalchemy", "psycopg", *HEAVY})


def test_the_services_load_nothing_that_only_imports_and_reports_need() -> None:
    assert loaded("-c", "import amtui.services.backend").isdisjoint({"textual", "rich", "click", *HEAVY})


def test_the_domain_loads_no_library_at_all_for_its_values() -> None:
    found = loaded("-c", "import amtui.domain.kpi_records, amtui.domain.changes, amtui.domain.clock")
    assert found.isdisjoint({"dateutil", "holidays", "sqlalchemy", "textual", *HEAVY})


def test_the_near_end_of_a_warm_session_loads_next_to_nothing() -> None:
    found = loaded("-c", "import amtui.__main__, amtui.cli.environment, amtui.cli.warm.client")
    bare = loaded("-c", "pass")
    assert found - bare <= {"amtui", "gc", "_signal", "_socket", "fcntl", "termios"}


def test_a_key_is_looked_up_on_a_server_without_a_search_for_its_library() -> None:
    found = loaded("-c", "import amtui.data.libpq as libpq; libpq._library()")
    assert "ctypes" in found
    assert found.isdisjoint({"psycopg", "psycopg_binary", "shutil", "subprocess", "tempfile"})
