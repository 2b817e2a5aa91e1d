"""What takes its time: how far it has come, and stopping it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from time import perf_counter

from amtui.domain.errors import Refused

EVERY_SECONDS = 0.5


class LongWork:
    """What is told by the thread that works, and what a key tells it in turn.

    Args:
        told: called on that thread with how far it has come, in words, twice a second; empty once it is over.
        stopped: what is said where it was stopped.

    Attributes:
        is_claimed: whether somebody has taken it for work of which there may be one at a time.
    """

    def __init__(self, told: Callable[[str], object], stopped: str = "stopped; nothing was changed") -> None:
        self._told = told
        self._stopped = stopped
        self.is_claimed = False
        self._stop = Event()
        self._last: float | None = None

    def step(self, done: int, total: int, what: str) -> None:
        """Take note that so much is done; nothing of nothing when all is over.

        Raises:
            Refused: it is to stop here; whoever works leaves the database as it was.
        """
        if not total:
            self._over()
            return
        if self._stop.is_set():
            raise Refused(self._stopped)
        if self._last is None or perf_counter() - self._last >= EVERY_SECONDS:
            self._last = perf_counter()
            self._told(f"◐ {done:,} of {total:,} {what} · ctrl+c stops")

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Take it for one piece of work, and tell at its end, however it ends, that all is over."""
        self.is_claimed = True
        try:
            yield
        finally:
            self.is_claimed = False
            self._over()

    def stop(self) -> bool:
        """Stop at the next step; tell whether anything is under way."""
        if self._last is None:
            return False
        self._stop.set()
        return True

    def _over(self) -> None:
        self._stop.clear()
        if self._last is not None:
            self._last = None
            self._told("")
