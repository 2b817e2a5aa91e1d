"""Turns for those who write to one SQLite file: who waits longest writes next.

SQLite itself lets a waiting writer look again after ever longer pauses, so newcomers pass by it, and among
many busy ones somebody waits until the time is up. A lock on the file's folder, which the kernel hands on in
the order of asking, comes before it; a writer that stopped in the middle holds the others up for `patience`
seconds only, and then SQLite's own lock decides.
"""

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread

PATIENCE = 5.0


class Turn:
    """The right to write next, asked for when made, given back once."""

    def __init__(self, folder: Path, patience: float = PATIENCE) -> None:
        self._mutex = Lock()
        self._file: int | None = None
        with suppress(OSError):  # a folder that may not be opened: SQLite's lock alone decides
            self._file = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
            self._wait(self._file, patience)

    def give_back(self) -> None:
        """Let the next one write."""
        with self._mutex:
            file, self._file = self._file, None
        if file is not None:
            os.close(file)

    def __del__(self) -> None:
        """Give back what was forgotten, as when a connection is thrown away."""
        self.give_back()

    def _wait(self, file: int, patience: float) -> None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # Waiting is blind to time, so it is done aside; what comes too late is given back at once.
            waiting = Thread(target=self._blocked, args=(file,), name="amtui-turn", daemon=True)
            waiting.start()
            waiting.join(patience)
            with self._mutex:
                if waiting.is_alive():
                    self._file = None

    def _blocked(self, file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)
        with self._mutex:
            late = self._file is None
        if late:
            os.close(file)
