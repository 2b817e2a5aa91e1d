"""The warm parent: whom it serves, what it leaves alone, and what happens when it or a session dies."""

import os
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from amtui.cli.warm import wire
from amtui.cli.warm.asking import answers, listener, state
from amtui.cli.warm.eligible import command_of
from amtui.cli.warm.place import make
from tests.sessions.conftest import AMTUI, Open, Parent
from tests.sessions.window import READY
from tests.support.source import PACKAGE

pytestmark = pytest.mark.terminal
NOBODY = 65534
HELD = """
import os, sys
def left():
    return len(os.listdir("/proc/self/task")), sorted(os.listdir("/proc/self/fd")), sys.stdout, sys.stderr
before = left()
from amtui.cli.warm.held import Held
held = Held()
assert left() == before, left()
held.app.state.put("place", "of nobody")
print("Today" in held.app.export_screenshot())
held.close()
"""


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("", ""),
        ("--db x --read-only", ""),
        ("--db=x session --as anna", "session"),
        ("session --as=session", "session"),
        ("--db", None),
        ("requests --json", None),
        ("requests", "requests"),
        ("session extra", None),
        ("--help", None),
        ("--version", None),
    ],
)
def test_only_what_opens_the_dashboard_is_carried(line: str, command: str | None) -> None:
    assert command_of(line.split()) == command


def test_what_is_asked_for_arrives_as_it_was_sent() -> None:
    environment = {"A": "x=y", "EMPTY": "", "ODD": "\udcff\n"}
    sent = wire.encoded("one", "/srv", 0o27, ["--db", "ä b"], environment)
    assert wire.decoded(sent) == ("one", "/srv", 0o27, ["--db", "ä b"], environment)


def test_what_stands_drawn_for_nobody_has_no_thread_and_no_file_that_a_fork_would_share() -> None:
    done = subprocess.run([sys.executable, "-c", HELD], check=False, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("True\n", "")


def test_its_socket_is_for_its_user_alone(parent: Parent) -> None:
    assert stat.S_IMODE(parent.place.stat().st_mode) == 0o600
    assert stat.S_IMODE(parent.place.parent.stat().st_mode) == 0o700
    second = subprocess.run(
        [*AMTUI, "warm"], env=os.environ | {"AMTUI_WARM": str(parent.place)},
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert second.returncode == 3
    assert "another parent listens" in second.stderr


def test_it_will_not_listen_where_others_may_enter(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o755)
    done = subprocess.run(
        [*AMTUI, "warm"], env=os.environ | {"AMTUI_WARM": str(folder / "warm.sock")},
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 3
    assert "others may enter" in done.stderr


def asked(place: Path, version: str) -> bytes:
    """Ask as a client of some version; return the answer."""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(place))
        data = wire.encoded(version, "/", 0, [], {})
        socket.send_fds(line, [len(data).to_bytes(4, "little")], [0, 1, 2])
        line.sendall(data)
        line.settimeout(20)
        return line.recv(1)


def test_a_client_of_another_make_is_refused(parent: Parent) -> None:
    assert asked(parent.place, make() + "?") == wire.NO
    assert asked(parent.place, make()) == wire.YES


def test_the_doctor_tells_a_parent_that_answers_from_one_that_does_not(
    parent: Parent, monkeypatch: pytest.MonkeyPatch, short_folder: Path
) -> None:
    monkeypatch.setenv("AMTUI_WARM", str(parent.place))
    assert state()[:2] == (True, f"answers at {parent.place}")
    deaf = short_folder / "asked.sock"
    monkeypatch.setenv("AMTUI_WARM", str(deaf))
    with socket.socket(socket.AF_UNIX) as line:
        line.bind(str(deaf))
        line.listen()
        assert listener() == (str(deaf), os.getpid())
        assert not answers(str(deaf), seconds=0.1)
    well, words, _process = state()
    assert not well
    assert words.startswith(f"nobody listens at {deaf}")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_another_user_is_not_served(parent: Parent) -> None:
    opened = [parent.place, parent.place.parent, parent.place.parent.parent]
    before = [path.stat().st_mode for path in opened]
    for path in opened:
        path.chmod(0o777)
    try:
        child = os.fork()
        if child == 0:
            os.setuid(NOBODY)
            with socket.socket(socket.AF_UNIX) as line:
                line.connect(str(parent.place))
                os._exit(0 if line.recv(1) == b"" else 1)
        assert os.waitpid(child, 0)[1] == 0
    finally:
        for path, mode in zip(opened, before, strict=True):
            path.chmod(mode)


def test_without_a_parent_it_opens_plainly(window: Open, office: Path, short_folder: Path) -> None:
    place = short_folder / "deaf.sock"
    with socket.socket(socket.AF_UNIX) as line:
        line.bind(str(place))  # nobody listens any more
    shown = window([*AMTUI, "--db", office], {"AMTUI_WARM": str(place)})
    shown.see(READY)
    assert len(shown.all()) == 1


def test_the_terminal_is_usable_after_a_session_was_killed(
    window: Open, parent: Parent, office: Path
) -> None:
    shown = window([*AMTUI, "--db", office], {"AMTUI_WARM": str(parent.place)})
    shown.see(READY)
    (session,) = set(shown.all()) - {shown.pid}
    os.kill(session, signal.SIGKILL)
    assert shown.ended() == 128 + signal.SIGKILL
    assert b"\x1b[?1049l" in shown.written[-120:]


def test_an_upgrade_starts_it_anew_and_leaves_sessions_alone(
    window: Open, office: Path, tmp_path: Path, short_folder: Path
) -> None:
    ours = tmp_path / "lib" / "amtui"
    ours.mkdir(parents=True)
    for path in PACKAGE.iterdir():
        if path.name not in {"__init__.py", "__pycache__"}:
            (ours / path.name).symlink_to(path)
    (ours / "__init__.py").write_bytes((PACKAGE / "__init__.py").read_bytes())
    env = {"PYTHONPATH": str(ours.parent), "PYTHONSAFEPATH": "1"}
    parent = Parent(short_folder / "upgraded", "--at-once", env=env)
    try:
        parent.until_ready()
        env["AMTUI_WARM"] = str(parent.place)
        before = window([*AMTUI, "--db", office], env)
        before.see(READY)
        os.utime(ours / "__init__.py", ns=(1, 1))
        meanwhile = window([*AMTUI, "--db", office], env)
        meanwhile.see(READY)
        parent.until_ready()
        after = window([*AMTUI, "--db", office], env)
        after.see(READY)
        assert [len(one.all()) for one in (before, meanwhile, after)] == [2, 1, 2]
        assert parent.end() == 0
        for one in (before, after):
            one.type("3")
            one.see(r"▌.*R-\d+")
            one.type("q")
            assert one.ended() == 0
    finally:
        parent.end()
