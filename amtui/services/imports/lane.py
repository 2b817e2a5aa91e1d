"""Writing beside reading: while the server takes rows in, the next ones are made ready."""

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

TURN = 0.000_1
"""Seconds after which a thread that computes lets another one go on.

The writer waits for the server many times in a block, and each time for the interpreter's lock after that:
with Python's own 5 ms the server would stand idle for a sixth of an import.
"""
_USUAL = sys.getswitchinterval()


class Lane:
    """Does one job at a time, in a thread of its own where that lets the caller go on.

    SQLite works in this very process and has the interpreter's lock between rows, so there jobs are done at
    once. Whoever uses the connection otherwise calls `wait` first.
    """

    def __init__(self, *, beside: bool) -> None:
        self._pool = ThreadPoolExecutor(1, "import") if beside else None
        self._pending: Future[None] | None = None

    def __enter__(self) -> Self:
        if self._pool is not None:
            sys.setswitchinterval(TURN)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.wait()
        finally:
            if self._pool is not None:
                self._pool.shutdown()
                sys.setswitchinterval(_USUAL)

    def run(self, job: Callable[[], None]) -> None:
        """Do a job after the one before it; raises what that one raised."""
        if self._pool is None:
            job()
            return
        self.wait()
        self._pending = self._pool.submit(job)

    def wait(self) -> None:
        """Return once nothing is under way; raises what the last job raised."""
        pending, self._pending = self._pending, None
        if pending is not None:
            pending.result()
