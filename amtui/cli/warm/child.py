"""A forked session: it takes over its client's terminal and environment and runs the program in them."""

import fcntl
import gc
import os
import random
import signal
import socket
import sys
import termios
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

from amtui.cli.dashboard import ENDINGS
from amtui.cli.leaving import leave, tell_when_leaving
from amtui.cli.warm.place import make
from amtui.cli.warm.wire import DESCRIPTORS, GO, LENGTH, MOST, NO, YES, Asked, decoded

PATIENCE_SECONDS = 5.0
SIGNALS = frozenset({signal.SIGWINCH, signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT})
STREAMS = (("stdin", "r", "strict"), ("stdout", "w", "strict"), ("stderr", "w", "backslashreplace"))
Run = Callable[[list[str]], int]


def serve(line: socket.socket, run: Run) -> NoReturn:
    """Be one session of the client at the other end, and end with it.

    Args:
        line: the connection to the client, whose user has been checked.
        run: runs a command line and returns its exit code.
    """
    code = 1
    try:
        _settle_signals()
        line.settimeout(PATIENCE_SECONDS)
        asked, streams = _asked(line)
        if asked[0] != make():
            line.sendall(NO)
            os._exit(0)
        line.sendall(YES)
        if line.recv(1) != GO:
            os._exit(0)
        line.settimeout(None)
        _become(asked, streams)
        tell_when_leaving(lambda code: line.sendall(bytes((code & 0xFF,))))
        threading.Thread(target=_listen, args=(line,), name="amtui-client", daemon=True).start()
        code = run(asked[3])
        _flush()
    except (OSError, ValueError):
        pass
    finally:
        leave(code)


def _settle_signals() -> None:
    """Take back what the parent set; those that end a session wait for the thread that hears them."""
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)
    for number in (*ENDINGS, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _asked(line: socket.socket) -> tuple[Asked, list[int]]:
    """Return what is asked for, and the client's three standard streams.

    Raises:
        OSError: the client has gone, or says nothing.
        ValueError: it says nothing sensible.
    """
    head, streams, _flags, _address = socket.recv_fds(line, LENGTH, DESCRIPTORS)
    size = int.from_bytes(head, sys.byteorder)
    if len(head) != LENGTH or len(streams) != DESCRIPTORS or size > MOST:
        raise ValueError("no request")
    data = bytearray()
    while len(data) < size:
        if not (more := line.recv(size - len(data))):
            raise ValueError("an unfinished request")
        data += more
    return decoded(bytes(data)), streams


def _become(asked: Asked, streams: list[int]) -> None:
    """Stand where the client stands: its terminal, folder, mask and environment."""
    _make, folder, mask, arguments, environment = asked
    os.setsid()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    # A terminal that belongs to a shell stays the shell's; the client then passes signals on.
    with suppress(OSError):
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    for number, (name, mode, errors) in enumerate(STREAMS):
        file = open(number, mode, encoding="utf-8", errors=errors, closefd=False)  # noqa: SIM115 it stays open
        setattr(sys, name, file)
        setattr(sys, f"__{name}__", file)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(folder)
    os.umask(mask)
    sys.argv[1:] = arguments
    random.seed()
    gc.enable()


def _listen(line: socket.socket) -> None:
    """Raise the signals that the client passes on; its end is that of the session."""
    while True:
        try:
            numbers = line.recv(16) or bytes((signal.SIGHUP,))
        except OSError:
            numbers = bytes((signal.SIGHUP,))
        for number in numbers:
            if number in SIGNALS:
                os.kill(os.getpid(), number)
        if signal.SIGHUP in numbers:
            return


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
