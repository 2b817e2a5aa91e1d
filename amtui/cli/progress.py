"""A bar that tells how far a long command has come, on a terminal only."""

import sys
from time import perf_counter
from types import TracebackType
from typing import Self

CELLS = 24
EVERY_SECONDS = 0.1


class Bar:
    """One line on stderr, drawn over itself and wiped at the end."""

    def __init__(self, *, shown: bool = True) -> None:
        self._shown = shown and sys.stderr.isatty()
        self._last = 0.0
        self._drawn = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wipe the line."""
        self._wipe()

    def step(self, done: int, total: int, what: str) -> None:
        """Draw how far a change has come; nothing of nothing wipes the line."""
        if total:
            self.show(done, total, what)
        else:
            self._wipe()

    def _wipe(self) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._drawn = False

    def show(self, done: int, total: int | None, what: str = "rows") -> None:
        """Draw how much is done, at most ten times a second."""
        if not self._shown or perf_counter() - self._last < EVERY_SECONDS:
            return
        self._last, self._drawn = perf_counter(), True
        share = min(1.0, done / total) if total else 0.0
        full = round(share * CELLS)
        sys.stderr.write(f"\r\x1b[K{'█' * full}{'░' * (CELLS - full)} {share:4.0%}  {done:,} {what}")
        sys.stderr.flush()
