import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from amtui.domain.clock import SystemClock
from tests.sessions.window import Window
from tests.support.source import ROOT

AMTUI = (sys.executable, "-m", "amtui")
Open = Callable[..., Window]


@pytest.fixture(autouse=True)
def no_snapshots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away the variable by which the snapshot plugin would make every session plain."""
    monkeypatch.delenv("TEXTUAL_SNAPSHOT_TEMPDIR", raising=False)


@pytest.fixture(scope="session")
def office_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demo of today, as sessions go by the clock of the machine."""
    from amtui.services.demo_file import DemoWish, fill_demo

    path = tmp_path_factory.mktemp("sessions") / "demo.db"
    fill_demo(str(path), DemoWish(now=SystemClock().now(), accounts=20, requests=80, calls=400))
    return path


@pytest.fixture
def office(office_file: Path, tmp_path: Path) -> Path:
    """A copy of the demo that the test may change."""
    path = tmp_path / "office.db"
    path.write_bytes(office_file.read_bytes())
    path.chmod(0o600)
    return path


class Parent:
    """A warm parent in a folder of its own."""

    def __init__(self, folder: Path, *, env: dict[str, str] | None = None) -> None:
        self.place = folder / "amtui" / "warm.sock"
        self.process = subprocess.Popen(
            [*AMTUI, "warm"], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, env=os.environ | {"AMTUI_WARM": str(self.place)} | (env or {}),
        )  # fmt: skip

    def until_ready(self) -> None:
        """Wait for the line that says so, each time it does."""
        assert self.process.stderr is not None
        said = []
        while line := self.process.stderr.readline():
            if line.startswith("Ready"):
                return
            said.append(line)
        pytest.fail("the parent ended: " + "".join(said))

    def end(self) -> int:
        """Tell it to end; return its exit code."""
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(20)
        assert self.process.stderr is not None
        self.process.stderr.close()
        return code


@pytest.fixture(scope="session")
def short_folder() -> Iterator[Path]:
    """A folder whose path leaves room for the name of a socket."""
    with tempfile.TemporaryDirectory(prefix="amtui-") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def parent(short_folder: Path) -> Iterator[Parent]:
    """A warm parent, started when the first test wants one."""
    if sys.platform != "linux":
        pytest.skip("a warm parent needs Linux")
    made = Parent(short_folder)
    made.until_ready()
    yield made
    assert made.end() == 0


@pytest.fixture(params=["plain", "warm"])
def mode(request: pytest.FixtureRequest) -> str:
    """The value of AMTUI_WARM with which a session begins plainly, or from a warm parent."""
    if request.param == "plain":
        return "off"
    return str(request.getfixturevalue("parent").place)


@pytest.fixture
def window() -> Iterator[Open]:
    """Open programs in windows that are gone after the test."""
    opened: list[Window] = []

    def open_(argv: Any, env: dict[str, str], **size: int) -> Window:
        opened.append(Window([str(part) for part in argv], env, **size))
        return opened[-1]

    yield open_
    for one in opened:
        with closing(one):
            pass
