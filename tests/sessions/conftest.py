import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from amtui.domain.clock import SystemClock
from tests.bench import processes
from tests.bench.terminal import now
from tests.sessions.people import asked
from tests.sessions.server import Server, can_give_terminals, start, until_open
from tests.sessions.window import PATIENCE, Window
from tests.support.once import made_once
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

    def fill(path: Path) -> None:
        fill_demo(str(path), DemoWish(now=SystemClock().now(), accounts=20, requests=80, calls=400))

    return made_once("sessions.db", fill, alone=tmp_path_factory.mktemp("sessions"))


@pytest.fixture
def office(office_file: Path, tmp_path: Path) -> Path:
    """A copy of the demo that the test may change."""
    path = tmp_path / "office.db"
    path.write_bytes(office_file.read_bytes())
    path.chmod(0o600)
    return path


class Parent:
    """A warm parent in a folder of its own."""

    def __init__(self, folder: Path, *more: str, env: dict[str, str] | None = None) -> None:
        self.place = folder / "amtui" / "warm.sock"
        self.process = subprocess.Popen(
            [*AMTUI, "warm", *more], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
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


@dataclass
class Line:
    """A way to a database over SSH.

    Attributes:
        server: that is logged in to.
        office: the database.
        mode: how sessions begin, by the value of AMTUI_WARM.
        window: opens clients.
        parent: that sessions begin from, if they do.
    """

    server: Server
    office: Path
    mode: str
    window: Open
    parent: "Parent | None" = None

    @property
    def is_plain(self) -> bool:
        """Whether sessions begin in a process of their own."""
        return self.parent is None

    def admit(self, key: str, login: str = "") -> None:
        """Let a key in, as the person that the demo opens as or as another one."""
        person = login or asked(self.office, "SELECT value FROM meta WHERE key = 'opens_as'")[0][0]
        state = self.office.with_name("state")
        self.server.admit(key, person, self.mode, "--db", self.office, "--state", state)

    def open(
        self, key: str, *options: str, env: dict[str, str] | None = None, more: tuple[str, ...] = ()
    ) -> Window:
        """Log in."""
        return self.window([*self.server.ssh(key, "-tt", *options), *more], {"LC_ALL": ""} | (env or {}))

    def members(self) -> list[int]:
        """Return the processes of sessions: those on this database, and those forked from the parent."""
        own = [pid for pid in processes.tree(self.server.children()) if self._is_client(pid)]
        forked = [] if self.parent is None else processes.tree([self.parent.process.pid])[1:]
        return own + forked

    def drawing(self) -> int:
        """Return the process that draws a session: not the one beside it that reads its first list."""
        members = self.members()
        return next(pid for pid in reversed(members) if not self._is_beside(pid, members))

    @staticmethod
    def _is_beside(pid: int, members: list[int]) -> bool:
        """Tell whether a process was forked from a member of the same command, other than the warm parent."""
        if not (known := processes.fields(pid)):
            return True  # it has gone meanwhile, as that process soon does
        parent = int(known[1])
        commands = {processes.read(f"/proc/{one}/cmdline") for one in (pid, parent)}
        return parent in members and len(commands) == 1

    def all_leave(self, shown: Window) -> None:
        """Wait until no process of a session is there any more, nor one that its parent has to bury."""
        deadline = now() + PATIENCE
        while left := self.members():
            assert now() < deadline, left
            shown.pump(0.02)

    def _is_client(self, pid: int) -> bool:
        return f"{self.office.parent}" in processes.read(f"/proc/{pid}/cmdline")

    def through(self, port: int, options: tuple[str, ...], *, socks: bool) -> bytes:
        """Return what comes through a tunnel of a client that listens at a port."""
        client = subprocess.Popen(self.server.ssh("anna", *options), **self.server.quiet())
        try:
            with until_open(port) as line:
                if socks:
                    line.sendall(b"\x04\x01" + self.server.port.to_bytes(2, "big") + b"\x7f\0\0\x01\0")
                line.settimeout(20)
                with suppress(ConnectionError):
                    return line.recv(64)
                return b""
        finally:
            client.kill()
            client.wait()
            assert client.stdout is not None
            client.stdout.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A private SSH server, shared by all tests of a worker."""
    made = start(tmp_path_factory.mktemp("sshd"))
    yield made
    made.stop()


@pytest.fixture
def line(server: Server, office: Path, mode: str, window: Open, request: pytest.FixtureRequest) -> Line:
    """A way in for keys, plain and warm."""
    if not can_give_terminals():
        pytest.skip("an SSH server of this user cannot give terminals: they belong to another group than tty")
    parent = None if mode == "off" else request.getfixturevalue("parent")
    return Line(server, office, mode, window, parent)


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
