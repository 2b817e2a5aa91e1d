"""A thread's sleep that others can end."""

import os
import select
from contextlib import suppress
from threading import Lock


class Nap:
    """Sleep of one thread, which ends early when something is there to be read, or when it is over for good.

    A thread that sleeps here costs nothing; the condition variables of `threading` cost several times as
    much each time they wake.
    """

    def __init__(self) -> None:
        self._heard, self._said = os.pipe()
        self._poll = select.poll()
        self._poll.register(self._heard, select.POLLIN)
        self._source: int | None = None
        self._held = Lock()
        self._is_open = True
        self.over = False

    def sleep(self, seconds: float, source: int | None = None) -> None:
        """Sleep for so long.

        Args:
            seconds: at most so long.
            source: the number of an open file; bytes that come in there end the sleep, too.
        """
        if self.over:
            return
        if source != self._source:
            self._attend(source)
        self._poll.poll(seconds * 1000)

    def _attend(self, source: int | None) -> None:
        if self._source is not None:
            self._poll.unregister(self._source)
        if source is not None:
            self._poll.register(source, select.POLLIN)
        self._source = source

    def end(self) -> None:
        """Wake the thread, and let it sleep no more; from any thread."""
        with self._held:
            if not self.over:
                self.over = True
                os.write(self._said, b"\0")

    def close(self) -> None:
        """Let go of what was opened, in the thread that sleeps, once it sleeps no more."""
        with self._held:
            if self._is_open:
                self.over, self._is_open = True, False
                for number in (self._heard, self._said):
                    with suppress(OSError):
                        os.close(number)
