"""What a key for the dashboard does not open: commands, files, tunnels, and anybody else's way in."""

import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench import processes
from tests.sessions.conftest import Line
from tests.sessions.server import free_port, tried
from tests.sessions.window import READY

pytestmark = pytest.mark.terminal


@pytest.fixture
def admitted(line: Line) -> Line:
    line.admit("anna")
    return line


def test_no_command_runs_and_no_file_moves(admitted: Line, tmp_path: Path) -> None:
    server, secret = admitted.server, tmp_path / "secret"
    secret.write_text("secret")
    there = f"{server.user}@127.0.0.1"
    attempts = {
        "command": [*server.ssh("anna"), "cat", str(secret)],
        "shell": [*server.ssh("anna"), "sh"],
        "subsystem": [*server.ssh("anna", "-s"), "sftp"],
        "sftp": [*server.copy("sftp", "anna"), f"{there}:{secret}", str(tmp_path / "got")],
        "scp": [*server.copy("scp", "anna"), f"{there}:{secret}", str(tmp_path / "got")],
        "scp -O": [*server.copy("scp", "anna"), "-O", f"{there}:{secret}", str(tmp_path / "got")],
        "scp to": [*server.copy("scp", "anna"), str(secret), f"{there}:{tmp_path / 'put'}"],
    }
    begun = {name: subprocess.Popen(command, **server.quiet()) for name, command in attempts.items()}
    codes = {name: one.wait(60) for name, one in begun.items()}
    said = {name: one.stdout.read() if one.stdout else b"" for name, one in begun.items()}
    assert all(codes.values()), codes
    assert not [name for name, text in said.items() if text.strip() == b"secret"]
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["office.db", "secret"]


@pytest.fixture
def socket_file(tmp_path: Path) -> Iterator[Path]:
    """A socket of the machine that takes whoever comes, as that of an agent or of a database server."""
    place = tmp_path / "heard"
    with socket.socket(socket.AF_UNIX) as heard:
        heard.bind(str(place))
        heard.listen()
        yield place


@pytest.mark.parametrize("kind", ["-L", "-L socket", "-R", "-D", "-W", "stream", "tunnel"])
def test_nothing_is_forwarded(admitted: Line, tmp_path: Path, socket_file: Path, kind: str) -> None:
    port, server = free_port(), admitted.server
    options = {
        "-L": ("-N", "-L", f"{port}:127.0.0.1:{server.port}"),
        "-L socket": ("-N", "-L", f"{port}:{socket_file}"),
        "-R": ("-N", "-o", "ExitOnForwardFailure=yes", "-R", f"{port}:127.0.0.1:{server.port}"),
        "-D": ("-N", "-D", str(port)),
        "-W": ("-W", f"127.0.0.1:{server.port}"),
        "stream": ("-N", "-o", "ExitOnForwardFailure=yes", "-R", f"{tmp_path}/s:127.0.0.1:{server.port}"),
        "tunnel": ("-N", "-o", "ExitOnForwardFailure=yes", "-w", "any:any"),
    }[kind]
    log = admitted.server.log()
    if kind in {"-L", "-L socket", "-D"}:
        assert admitted.through(port, options, socks=kind == "-D") == b""
    else:
        assert tried(server.ssh("anna", *options)).returncode != 0
    assert "forced-command" not in admitted.server.log()[len(log) :]


def test_neither_an_agent_nor_a_display_is_reached_from_a_session(admitted: Line, socket_file: Path) -> None:
    more = ("-Y", "-o", f"ForwardAgent={socket_file}")
    shown = admitted.open("anna", *more, env={"DISPLAY": "127.0.0.1:9"})
    shown.see(READY)
    around = [*processes.tree(admitted.server.children()), *admitted.members()]
    told = [processes.read(f"/proc/{pid}/environ") for pid in around]
    assert any("SSH_CONNECTION=" in one for one in told)
    assert not [one for one in told for name in ("SSH_AUTH_SOCK=", "DISPLAY=") if name in one]
    shown.type("q")
    assert shown.ended() == 0


def test_other_keys_other_users_and_withdrawn_keys_stay_outside(admitted: Line) -> None:
    server = admitted.server
    assert tried([*server.ssh("anna"), "id"]).returncode == 3
    for command in (server.ssh("bert"), server.ssh("anna", user="nobody")):
        done = tried(command)
        assert done.returncode == 255
        assert "Permission denied" in done.stderr
    server.revoke("anna")
    assert "Permission denied" in tried(server.ssh("anna")).stderr
    assert "revoked" in server.log()
