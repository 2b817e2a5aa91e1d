"""A private SSH server on this machine, set up by the program's own file, and clients of it."""

import getpass
import grp
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from amtui.cli.deploy import filled, helper, key_line
from tests.bench.terminal import now

SBIN = "/usr/sbin:/usr/local/sbin"
NEEDED = ("sshd", "ssh", "ssh-keygen")
START_SECONDS = 10
SEPARATION = Path("/run/sshd")
OF_ROOT = Path("/run")
"""Where only root may write, as sshd asks of the program that knows keys."""
BASE = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
PidFile none
UsePAM no
StrictModes no
PermitRootLogin prohibit-password
AllowUsers {user} nobody
Subsystem sftp internal-sftp
"""


def programs() -> dict[str, str]:
    """Return where the programs of OpenSSH are; the test skips where one is missing."""
    path = f"{os.environ['PATH']}:{SBIN}"
    found = {name: shutil.which(name, path=path) for name in NEEDED}
    if missing := [name for name, where in found.items() if where is None]:
        pytest.skip(f"no {', '.join(missing)} here")
    return {name: str(where) for name, where in found.items()}


def free_port() -> int:
    """Return a port that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """One server; keys are put into its list by the tests.

    Attributes:
        folder: holds its files, among them the keys `anna` and `bert` of its clients.
        port: that it listens at.
        process: of the server.
        where: the programs.
        asks: the program by which sshd asks whose a key is.
    """

    folder: Path
    port: int
    process: "subprocess.Popen[bytes]"
    where: dict[str, str]
    asks: Path

    def stop(self) -> None:
        """End the server."""
        self.process.terminate()
        self.process.wait()
        if self.asks.is_relative_to(OF_ROOT):
            shutil.rmtree(self.asks.parent)

    def ask_for_keys(self, config: Path, warm: str) -> None:
        """Let the database that a config file names say whose a key is, as on a server that was set up.

        The lines are the helper's own, but for where these tests keep their state.
        """
        found = f'{helper()} "$@"'
        ours = f's#command="exec #&env AMTUI_WARM={warm} #; s# session #&--state {config.parent}/state #'
        (self.folder / "keys").write_text("")
        (self.folder / "revoked").write_text("")
        (self.folder / "config.toml").write_text(config.read_text())
        (self.folder / "ask").write_text(f"{found} | sed '{ours}'\n")

    def admit(self, name: str, login: str, warm: str, *options: object) -> None:
        """Let one key in, and no other, to open sessions as somebody."""
        command = f"env AMTUI_WARM={warm} {sys.executable} -m amtui"
        line = key_line(login, self.public(name), command=command, options=" ".join(map(str, options)))
        (self.folder / "keys").write_text(f"{line}\n")
        (self.folder / "revoked").write_text("")

    def revoke(self, name: str) -> None:
        """Withdraw a key."""
        (self.folder / "revoked").write_text(self.public(name))

    def public(self, name: str) -> str:
        """Return a public key."""
        return (self.folder / f"{name}.pub").read_text()

    def ssh(self, key: str, *options: str, user: str = "", program: str = "ssh") -> list[str]:
        """Return a command that connects with a key, and with nothing of this user's own."""
        settings = (
            "BatchMode=yes", "IdentitiesOnly=yes", "IdentityAgent=none", "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null", "LogLevel=ERROR", "SendEnv=COLORTERM NO_COLOR LANG LC_*",
        )  # fmt: skip
        flags = [part for one in settings for part in ("-o", one)]
        target = f"{user or self.user}@127.0.0.1"
        where = self.where.get(program, program)
        return [
            where,
            "-F",
            "none",
            "-p",
            str(self.port),
            "-i",
            str(self.folder / key),
            *flags,
            *options,
            target,
        ]

    @property
    def user(self) -> str:
        """The one user that can log in."""
        return getpass.getuser()

    def copy(self, program: str, key: str) -> list[str]:
        """Return the beginning of a command that copies files with a key."""
        options = self.ssh(key)[5:-1]
        return [program, "-q", "-F", "none", "-P", str(self.port), "-S", self.where["ssh"], *options]

    def quiet(self) -> dict[str, Any]:
        """Return how a client is run whose output is looked at later."""
        return {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}

    def log(self) -> str:
        """Return what the server has told so far."""
        return (self.folder / "log").read_text(errors="replace")

    def children(self) -> list[int]:
        """Return the processes that serve connections now."""
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in found.split()]


def start(folder: Path) -> Server:
    """Start a server; the test skips where that is not possible."""
    where = programs()
    if os.geteuid() == 0:
        SEPARATION.mkdir(mode=0o755, exist_ok=True)
    for name in ("host", "anna", "bert"):
        make_key(where["ssh-keygen"], folder / name)
    for name in ("keys", "revoked", "ask"):
        (folder / name).touch()
    port, user = free_port(), getpass.getuser()
    places = {name: str(folder / name) for name in ("keys", "revoked")}
    asks = asking(folder)
    ours = filled("sshd.conf", user=user, config=str(folder / "config.toml"), asks=str(asks), **places)
    config = folder / "sshd.conf"
    config.write_text(BASE.format(port=port, folder=folder, user=user) + ours)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [where["sshd"], "-D", "-e", "-f", config], stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    until_listening(process, port, folder / "log")
    return Server(folder, port, process, where, asks)


def asking(folder: Path) -> Path:
    """Return a program, of root's where that is possible, that runs what lies in a folder."""
    mine = folder / "asks"
    if os.geteuid() == 0 and os.access(OF_ROOT, os.W_OK):
        mine = Path(tempfile.mkdtemp(prefix="amtui-keys-", dir=OF_ROOT)) / "asks"
    mine.write_text(f"#!/bin/sh\n. {folder}/ask\n")
    mine.chmod(0o755)
    return mine


def can_give_terminals() -> bool:
    """Tell whether a server of this user could: only root can hand one to the group that owns them."""
    if os.geteuid() == 0:
        return True
    ends = os.openpty()
    try:
        return os.fstat(ends[1]).st_gid == grp.getgrnam("tty").gr_gid
    except KeyError:
        return True
    finally:
        for end in ends:
            os.close(end)


def make_key(program: str, path: Path) -> None:
    """Make a pair of keys without a password."""
    subprocess.run([program, "-q", "-t", "ed25519", "-N", "", "-C", path.name, "-f", str(path)], check=True)


def until_listening(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Wait until a server answers at a port."""
    deadline = now() + START_SECONDS
    while now() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    pytest.skip(f"sshd does not start here: {log.read_text()[-300:]}")


def until_open(port: int) -> socket.socket:
    """Return a connection to a port, once somebody listens there."""
    deadline = now() + START_SECONDS
    while True:
        line = socket.socket()
        if line.connect_ex(("127.0.0.1", port)) == 0:
            return line
        line.close()
        assert now() < deadline


def tried(command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    """Run a client to its end, without a terminal."""
    return subprocess.run(
        command, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
    )
