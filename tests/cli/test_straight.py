"""A start without a command means the same whether its command line is read or needs no reading."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from amtui.cli import dashboard
from amtui.cli.main import run
from amtui.cli.session import Session
from amtui.cli.straight import opens_dashboard, plain_session


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What dashboards were opened with, instead of opening them."""
    found: list[dict[str, Any]] = []

    def note(session: Session, *_: object, **_more: object) -> int:
        found.append({name: value for name, value in vars(session).items() if name != "clock"})
        return 7

    monkeypatch.setattr(dashboard, "open_dashboard", note)
    return found


@pytest.mark.parametrize("variable", [None, "team.db"])
@pytest.mark.parametrize("arguments", [[], ["--db", "own.db"], ["--db", "sqlite:///own.db"]])
def test_both_ways_ask_for_the_same(
    arguments: list[str], variable: str | None, opened: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    if variable:
        monkeypatch.setenv("AMTUI_DB", variable)
    session = plain_session(arguments)
    assert session is not None
    assert opens_dashboard(session) == 7
    assert run(arguments) == 7
    straight, read = opened
    assert straight == read
    assert straight["db"] == (arguments[1] if arguments else variable)


@pytest.mark.parametrize(
    "arguments",
    [
        ["today"], ["--json"], ["--db"], ["--db", ""], ["--db", "--json"], ["--db=own.db"], ["--d", "own.db"],
        ["--db", "own.db", "today"], ["--help"], ["--tz", "Europe/Berlin"], [""],
    ],
)  # fmt: skip
def test_any_other_line_is_read(arguments: list[str]) -> None:
    assert plain_session(arguments) is None


@pytest.mark.parametrize("name", ["AMTUI_CONFIG", "AMTUI_TZ", "_AMTUI_COMPLETE"])
def test_what_variables_say_is_read(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "something")
    assert plain_session([]) is None


def test_what_goes_wrong_is_told_as_ever(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for way in (lambda line: opens_dashboard(plain_session(line) or Session()), run):
        assert way(["--db", str(tmp_path / "own.db")]) == 2
    straight, read = capsys.readouterr().err.splitlines()
    assert straight == read
    assert straight.startswith("amtui: the dashboard needs a terminal")


def test_a_wrong_clock_is_refused_before_anything_opens(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, opened: list[dict[str, Any]]
) -> None:
    monkeypatch.setenv("AMTUI_NOW", "yesterday")
    assert opens_dashboard(plain_session([]) or Session()) == 2
    assert "AMTUI_NOW" in capsys.readouterr().err
    assert opened == []


def test_a_start_loads_no_reader_of_command_lines() -> None:
    script = "import sys, amtui.__main__ as m; m.main(); assert 'click' not in sys.modules, 'click'"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "needs a terminal" in done.stderr
