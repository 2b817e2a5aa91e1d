import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from amtui.cli.main import run
from tests.support.moment import NOW
from tests.support.once import made_once

DEMO = ("--accounts", "40", "--requests", "120", "--calls", "3000")


@dataclass(frozen=True)
class Done:
    """How a run of the program ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self.err)["error"]
        return found


Amtui = Callable[..., Done]


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMTUI_NOW", NOW.isoformat())


@pytest.fixture
def amtui(capsys: pytest.CaptureFixture[str]) -> Amtui:
    """Run a command line in this process."""

    def command(*arguments: object) -> Done:
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Done(code, out, err)

    return command


@pytest.fixture
def process() -> Amtui:
    """Run a command line in a process of its own, without a terminal."""

    def command(*arguments: object, env: Mapping[str, str] | None = None) -> Done:
        argv = [sys.executable, "-m", "amtui", *map(str, arguments)]
        done = subprocess.run(
            argv, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
            env={**os.environ, **(env or {})}, timeout=60,
        )  # fmt: skip
        return Done(done.returncode, done.stdout, done.stderr)

    return command


@pytest.fixture
def db(amtui: Amtui, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of one's own, set up, with one account."""
    path = tmp_path / "own.db"
    monkeypatch.setenv("AMTUI_DB", str(path))
    assert amtui("db", "init").code == 0
    assert amtui("account", "add", "Northwind", "--tz", "Europe/Berlin").code == 0
    return path


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demo that tests only read."""
    from amtui.services.demo_file import DemoWish, fill_demo

    def fill(path: Path) -> None:
        fill_demo(str(path), DemoWish(now=NOW, accounts=40, requests=120, calls=3_000, exact=True))

    return made_once("demo.db", fill, alone=tmp_path_factory.mktemp("demo"))


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the demo that the test may change, named by the environment."""
    path = tmp_path / "demo.db"
    path.write_bytes(demo_file.read_bytes())
    monkeypatch.setenv("AMTUI_DB", str(path))
    return path
