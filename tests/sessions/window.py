"""A program in a pseudo-terminal, watched until the screen shows what is waited for."""

import fcntl
import os
import re
import struct
import termios
from collections.abc import Mapping, Sequence

from tests.bench import processes
from tests.bench.program import Program
from tests.bench.screen import Screen
from tests.bench.terminal import Terminal, now

PATIENCE = 30.0
PAINTED = "1 Today"
READY = r"▌.*(now|soon|plan|later)"


class Window(Terminal):
    """One program in one window; what it shows is looked at, never slept for."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str], **size: int) -> None:
        super().__init__(Program("test", tuple(argv), READY, READY, env=env), **size)
        self.written = b""

    def see(self, pattern: str) -> str:
        """Wait until a pattern is on the screen; return the screen."""
        self.wait_for(pattern, PATIENCE)
        return self.screen.text()

    def type(self, keys: str) -> None:
        """Send keys."""
        os.write(self._master, keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self.replay()
        self.size = rows, columns
        self.screen = Screen(columns, rows)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def pump(self, seconds: float) -> bool:
        """Read one piece of output, and keep its bytes."""
        before = self.size_written
        if (came := super().pump(seconds)) and self.size_written > before:
            self.written += self._last_piece.encode()
        return came

    @property
    def _last_piece(self) -> str:
        return self._pending[-1][1] if self._pending else ""

    def stall(self, keys: str) -> None:
        """Press keys that draw much and read nothing of it, until the program cannot write any more."""
        for _ in range(60):
            self.type(keys)
        deadline = now() + PATIENCE
        while not self._stuck():
            assert now() < deadline

    def _stuck(self) -> bool:
        """Tell whether a thread of the session waits for the terminal, as far as the system says."""
        waits = [
            processes.read(f"/proc/{pid}/task/{task}/wchan")
            for pid in self.all()
            for task in processes.tasks(pid)
        ]
        return any(place.startswith(("n_tty_write", "wait_woken")) for place in waits) or not any(
            place.strip("0") for place in waits
        )

    def ended(self) -> int:
        """Wait for the end of the program; return its exit code."""
        deadline = now() + PATIENCE
        while not self.gone and now() < deadline:
            self.pump(0.01)
        assert self.gone, self.shown()
        while self.pump(0.02):
            pass
        return int(self._process.returncode)

    def ended_unread(self) -> int:
        """Wait for the end of the program without reading what it writes; return its exit code."""
        return self._process.wait(PATIENCE)

    def hang_up(self) -> None:
        """Take the terminal away, as a connection that drops does."""
        os.close(self._master)
        self._master, self._silent = os.openpty()

    def all(self) -> list[int]:
        """Return the processes that belong to the window."""
        return processes.session(self.pid)

    def all_end(self, members: list[int]) -> None:
        """Wait until none of some processes is left."""
        deadline = now() + PATIENCE
        while left := [pid for pid in members if processes.fields(pid)[:1] not in ([], ["Z"])]:
            assert now() < deadline, left
            self.pump(0.02)


def colours(text: str) -> set[str]:
    """Return which kinds of colour a program wrote: `none`, `16`, `256`, `true`."""
    found = set()
    for body in re.findall(r"\x1b\[([\d;]*)m", text):
        codes = f";{body};"
        if re.search(r";[34]8;2;", codes):
            found.add("true")
        elif re.search(r";[34]8;5;", codes):
            found.add("256")
        elif re.search(r";(3|4|9|10)[0-7];", codes):
            found.add("16")
    return found or {"none"}
