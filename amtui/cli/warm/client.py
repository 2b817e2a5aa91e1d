"""The near end of a session in a warm parent: hands its terminal over, passes signals on, ends as it ends.

It stands for the program in the process list and in the shell's job, so it must cost nothing. It takes the C
parts of `socket` and `signal`, whose Python halves would take as long to load as the rest of it together.
"""

import _signal as signal  # type: ignore[import-not-found]
import _socket as socket
import fcntl
import os
import sys
import termios

from amtui.cli.warm.eligible import may_be_carried
from amtui.cli.warm.place import make, places
from amtui.cli.warm.wire import GO, LENGTH, YES, encoded

ABRUPT = 128 + 9
"""The exit code when the session was killed, as a shell would see it."""
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

PEER = 12
"""Bytes that tell process, user and group of the other end."""
PASSED_ON = (signal.SIGWINCH, signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
LEAVE = b"\x1b[?1049l\x1b[?25h\x1b[?7h\x1b[?1000;1003;1004;1006;1015;2004;2048l\x1b[<u\r\n"
"""Brings back what a killed session has left of the terminal."""


def hand_over(arguments: list[str]) -> None:
    """Let a warm parent run the program, and end as it ends; return only where no parent does."""
    for place in places() if may_be_carried(arguments) else ():
        if (line := _connected(place)) is not None:
            if _attempt(_accepted, line, arguments):
                # Nothing was begun here that an orderly end of the interpreter would have to close.
                os._exit(_accompany(line))
            line.close()


def _connected(place: str) -> "socket.socket | None":
    """Return a line to the parent, if one of the same user listens."""
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
    try:
        line.connect(place)
        peer = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, PEER)
    except OSError:
        line.close()
        return None
    if int.from_bytes(peer[4:8], sys.byteorder) != os.geteuid():
        line.close()
        return None
    return line


def _accepted(line: "socket.socket", arguments: list[str]) -> bool:
    os.umask(mask := os.umask(0))
    asked = encoded(make(), os.getcwd(), mask, arguments, dict(os.environ))  # noqa: PTH109 as in place
    size = len(asked).to_bytes(LENGTH, sys.byteorder)
    streams = b"".join(number.to_bytes(4, sys.byteorder) for number in (0, 1, 2))
    line.sendmsg([size], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, streams)])
    line.sendall(asked)
    return line.recv(1) == YES


def _accompany(line: "socket.socket") -> int:
    """Let go of the terminal, and wait for the end of the session; return its exit code."""
    before = termios.tcgetattr(0)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    if os.getsid(0) == os.getpid():
        _attempt(fcntl.ioctl, 0, termios.TIOCNOTTY)
    for number in PASSED_ON:
        signal.signal(number, lambda number, _frame: _pass_on(line, number))
    signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    _pass_on(line, GO[0])
    if heard := _attempt(line.recv, 1):
        return int(heard[0])
    _tidy(before)
    return ABRUPT


def _pass_on(line: "socket.socket", number: int) -> None:
    _attempt(line.send, bytes((number,)))


def _tidy(before: "list[Any]") -> None:
    """Give the terminal back as it was before a session that could not do so itself."""
    _attempt(termios.tcsetattr, 0, termios.TCSANOW, before)
    os.set_blocking(1, False)  # nobody may be reading any more
    _attempt(os.write, 1, LEAVE)
    os.set_blocking(1, True)


def _attempt(call: "Callable[..., Any]", *arguments: object) -> "Any":
    """Return what a call returns, or None where it fails, as it does when the other end has gone."""
    try:
        return call(*arguments)
    except (OSError, termios.error):
        return None
