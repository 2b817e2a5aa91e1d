"""A process beside a session's own that reads the first list while the session draws its first frame.

Reading it needs more of the program than drawing does, and Python runs one thread of a process at a time:
in a process of its own the work is done on another core.
"""

import gc
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from select import select
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from amtui.domain.today_board import FirstLook
    from amtui.services.backend import Backend

Connect = Callable[[], "Backend | None"]
LIFE_SECONDS = 10
"""After which the process ends, beyond the session's patience, whatever became of session and database."""
PATIENCE_SECONDS = 1.0
"""Seconds that a session waits for a list that is only to be read."""
MAKING_SECONDS = 60.0
"""Seconds that a session waits for a list whose database may have to be made first."""
LOAD = Path("/proc/loadavg")


class Ahead:
    """The process, as the session sees it.

    Args:
        pid: of the process.
        answer: the end of a pipe that its answer comes from.
        patience: seconds that the session waits for it, once the first frame is there.
    """

    def __init__(self, pid: int, answer: int, patience: float) -> None:
        self._pid: int | None = pid
        self._patience = patience
        self._answer = os.fdopen(answer, "rb")
        self._is_read = False

    def look(self) -> "FirstLook | None":
        """Wait for the answer; return None where there is none in time."""
        # Not at the top: the process is begun before anything is loaded that is not needed for that.
        import pickle

        self._is_read = True
        with self._answer, suppress(OSError, EOFError, pickle.UnpicklingError):
            if select([self._answer], [], [], self._patience)[0]:
                found: FirstLook = pickle.load(self._answer)  # noqa: S301 - from a process of our own
                return found
        return None

    def end(self) -> None:
        """Let the process go, however far it has come; whoever waits for it gets no answer."""
        pid, self._pid = self._pid, None
        if pid is not None:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
        if not self._is_read:
            self._answer.close()


def begin(connect: Connect, patience: float = PATIENCE_SECONDS) -> Ahead | None:
    """Begin to read; None where the system has no room for a process.

    Args:
        connect: opens the database, in that process; None where there is nothing to be read.
        patience: seconds that the session waits for it.
    """
    ours, theirs = os.pipe()
    try:
        pid = os.fork()
    except OSError:
        os.close(ours)
        os.close(theirs)
        return None
    if not pid:
        os.close(ours)
        _answer(connect, theirs, LIFE_SECONDS + round(patience))
    os.close(theirs)
    return Ahead(pid, ours, patience)


def has_free_core(load: Path = LOAD, cores: int | None = None) -> bool:
    """Tell whether a process beside this one would find a core at once.

    Args:
        load: the file in which Linux tells how many processes run at this moment.
        cores: that this process may use; None asks the system.
    """
    if cores is None:
        cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
    try:
        running, _, _ = load.read_text().split()[3].partition("/")
        return int(running) < cores
    except (OSError, ValueError, IndexError):
        return False


def _answer(connect: Connect, pipe: int, life: int) -> NoReturn:
    """Read the first list into a pipe, say nothing else, and end without a trace."""
    try:
        signal.alarm(life)
        gc.disable()  # what it makes stays until it ends
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        if (backend := connect()) is not None:
            import pickle

            from amtui.services.first_look import first_look

            with os.fdopen(pipe, "wb") as answer:
                pickle.dump(first_look(backend), answer, pickle.HIGHEST_PROTOCOL)
    finally:
        # Whatever went wrong goes wrong in the session as well, which says so.
        os._exit(0)
