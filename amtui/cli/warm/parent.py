"""The far end: a process that has loaded the program once, and forks a session for each client.

It has one thread, no open database and no client's data; it reads nothing that a client sends, so no client
can hold it up or make it do anything but fork.
"""

import fcntl
import gc
import os
import signal
import socket
import stat
import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from amtui.cli.dashboard import ENDINGS
from amtui.cli.warm.child import Run, serve
from amtui.cli.warm.holes import fill
from amtui.cli.warm.place import make
from amtui.domain.errors import Refused

WAITING = 128
"""Clients that may wait for the fork before theirs."""
FOR_OTHERS = 0o077
PRIVATE_FOLDER = 0o700
UNMASKED = 0o177


def serve_all(place: Path, prepare: Callable[[Path], None], run: Run, ready: Callable[[], None]) -> None:
    """Fork a session for each client until the process is ended; an upgraded program is started anew.

    Args:
        place: of the socket, in a folder that is made for this user alone.
        prepare: loads the program; is given that folder for what it needs meanwhile.
        run: runs a command line in a session.
        ready: called once clients can come.

    Raises:
        Refused: another parent listens there, or others could.
    """
    made_of = make()
    with _only_one(place):
        prepare(place.parent)
        gc.unfreeze()
        gc.collect()
        fill()
        gc.disable()
        gc.freeze()
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # sessions end unattended, and leave nothing behind
        with _listening(place) as listener:
            ready()
            _serve(listener, made_of, run)


def _serve(listener: socket.socket, made_of: str, run: Run) -> NoReturn:
    while True:
        line, _address = listener.accept()
        with line:
            if make() != made_of:
                _start_anew()
            if _same_user(line):
                _fork(line, run)


def _fork(line: socket.socket, run: Run) -> None:
    if len(os.listdir("/proc/self/task")) != 1:  # noqa: PTH208 a count
        raise RuntimeError("the parent has threads, which a fork would lose")
    # A session must not run the parent's handlers, not even between its birth and its own ones.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)
    try:
        with suppress(OSError):  # no process is to be had: the client goes on by itself
            if os.fork() == 0:
                _let_go_of_all_but(line.fileno())
                serve(line, run)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _let_go_of_all_but(number: int) -> None:
    """Close what is the parent's: a session that kept the lock would keep the next parent out."""
    os.closerange(3, number)
    os.closerange(number + 1, os.sysconf("SC_OPEN_MAX"))


def _same_user(line: socket.socket) -> bool:
    peer = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _process, user, _group = struct.unpack("3i", peer)
    return bool(user == os.geteuid())


def _start_anew() -> NoReturn:
    """Become the program as it is now; sessions stay what they are."""
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 the program itself


@contextmanager
def _only_one(place: Path) -> Iterator[None]:
    """Keep a second parent away from a place, in a folder that nobody else may enter."""
    place.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    about = place.parent.stat()
    if about.st_uid != os.geteuid() or stat.S_IMODE(about.st_mode) & FOR_OTHERS:
        raise Refused(
            f"others may enter {place.parent}, so a session must not be handed over there",
            next="Make it a folder of this user with mode 0700.",
        )
    lock = os.open(place.with_suffix(".lock"), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise Refused(f"another parent listens at {place}", next="Stop that one, or let it serve.") from None
    try:
        yield
    finally:
        os.close(lock)


@contextmanager
def _listening(place: Path) -> Iterator[socket.socket]:
    place.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        mask = os.umask(UNMASKED)
        try:
            listener.bind(str(place))
        finally:
            os.umask(mask)
        listener.listen(WAITING)
        try:
            yield listener
        finally:
            place.unlink(missing_ok=True)
