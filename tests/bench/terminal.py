"""A program in a pseudo-terminal; each piece of its output carries the moment at which it was read.

Nothing is interpreted while output may still come: pieces are stamped and put aside, and replayed on the
screen when the program is quiet, so that looking neither slows the program nor delays a stamp.
"""

import codecs
import fcntl
import math
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections import deque

from tests.bench import processes, replies
from tests.bench.program import Program
from tests.bench.screen import Screen, split_unfinished

now = time.perf_counter
NO_STAMP = float("nan")


class Terminal:
    """One program in one pseudo-terminal.

    Attributes:
        started: when the program was started, on the clock of `now`.
        painted: when the first visible character was there; not a number until then.
        last: when the youngest output was read.
        size_written: bytes that the program has written.
    """

    def __init__(self, program: Program, *, columns: int = 120, rows: int = 40) -> None:
        self.size = rows, columns
        self.screen = Screen(columns, rows)
        self.painted = self.last = NO_STAMP
        self.size_written = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._unfinished = ""
        self._pending: deque[tuple[float, str]] = deque()
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, columns * 10, rows * 20))
        terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
        self.started = now()
        self._process = subprocess.Popen(
            program.argv,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**os.environ, **terminal, **program.env},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 no threads here
        )
        os.close(slave)
        self.pid = self._process.pid

    @property
    def gone(self) -> bool:
        """Whether the program has ended."""
        return self._process.poll() is not None

    def press(self, key: str) -> float:
        """Send a key; return the moment just before it."""
        stamp = now()
        os.write(self._master, key.encode())
        return stamp

    def pump(self, seconds: float) -> bool:
        """Read one piece of output if one comes within `seconds`, and answer the questions in it."""
        if not select.select([self._master], [], [], max(0.0, seconds))[0]:
            return False
        stamp = now()
        try:
            data = os.read(self._master, 65536)
        except OSError:  # the program has closed the terminal
            time.sleep(0.001)
            return False
        self.last = stamp
        self.size_written += len(data)
        text, self._unfinished = split_unfinished(self._unfinished + self._decoder.decode(data))
        self._pending.append((stamp, text))
        if reply := replies.answers(text, self.size, self._cursor):
            os.write(self._master, reply.encode())
        return True

    def wait_quiet(self, quiet: float, *, most: float = 5.0) -> None:
        """Read until nothing has come for `quiet` seconds, `most` seconds at most."""
        begin = now()
        while not self.gone and now() < begin + most:
            if not self.pump(quiet):
                return

    def wait_until_written(self, size: int, most: float) -> None:
        """Read until the program has written more than `size` bytes in all, `most` seconds at most."""
        deadline = now() + most
        while self.size_written <= size and not self.gone and now() < deadline:
            self.pump(deadline - now())

    def wait_until(self, moment: float) -> None:
        """Read whatever comes until a moment."""
        while not self.gone and (left := moment - now()) > 0:
            self.pump(left)

    def replay(self, wanted: re.Pattern[str] | None = None, unlike: str | None = None) -> float:
        """Show what was put aside; return when `wanted` matched something unlike `unlike`, if it did."""
        while self._pending:
            stamp, text = self._pending.popleft()
            self.screen.feed(text)
            shown = self.screen.text()
            if math.isnan(self.painted) and shown.strip():
                self.painted = stamp
            found = wanted.search(shown) if wanted else None
            if found and found[0] != unlike:
                return stamp
        return NO_STAMP

    def wait_for(self, pattern: str, seconds: float) -> float:
        """Return the moment at which a pattern was on the screen.

        Raises:
            TimeoutError: it was not, within `seconds` or before the program ended.
        """
        wanted = re.compile(pattern)
        if not self._pending and wanted.search(self.screen.text()):
            return now()
        deadline = now() + seconds
        while now() < deadline:
            if self.pump(0.02):
                continue
            if not math.isnan(stamp := self.replay(wanted)):
                return stamp
            if wanted.search(self.screen.text()):
                return self.last
            if self.gone:
                break
        message = f"{pattern!r} never appeared on:\n{self.shown()}"
        raise TimeoutError(message)

    def shown(self) -> str:
        """Return what the screen shows now."""
        self.replay()
        return self.screen.text()

    def close(self) -> None:
        """End what is left of the program."""
        processes.end(self.pid)
        self._process.wait()
        os.close(self._master)

    def _cursor(self) -> tuple[int, int]:
        self.replay()
        return self.screen.cursor
