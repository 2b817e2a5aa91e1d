"""What a session does beside its keys: it watches the database and works out what lists will show."""

from collections.abc import Callable
from contextlib import suppress
from threading import Event
from typing import TYPE_CHECKING

from amtui.domain.errors import AmtuiError, Unavailable

if TYPE_CHECKING:
    from amtui.domain.clock import Clock
    from amtui.services.backend import Backend
    from amtui.services.live import Watcher

LOOK_SECONDS = 0.5
REST_SECONDS = 2.0
"""Seconds after which the first list is read and drawn, so that work for the next session is not felt."""


class Beside:
    """The work beside the keys on one open database; each part has a thread of its own.

    Args:
        backend: the database.
        clock: tells the day.
        stirred: called on the thread when somebody else changed the database, or another day began.
        warn: called on the thread with words about a database that this program can use no longer.
        rest: seconds before the figures of a small book are kept for the sessions of the day to come.
    """

    def __init__(
        self,
        backend: "Backend",
        clock: "Clock",
        stirred: Callable[[], None],
        warn: Callable[[str], None],
        *,
        rest: float = REST_SECONDS,
    ) -> None:
        self._backend = backend
        self._clock = clock
        self._stirred = stirred
        self._warn = warn
        self._watcher: Watcher | None = None
        self._rest = rest
        self._stopped = Event()

    def stop(self) -> None:
        """End all of it, from any thread."""
        self._stopped.set()
        if self._watcher is not None:
            self._watcher.close()

    def watch(self) -> None:
        """Look for what others change until stopped."""
        from amtui.services.live import Watcher

        self._watcher = watcher = Watcher(self._backend.engine, self._backend.identity.user_id, self._warn)
        if self._stopped.is_set():
            return
        day = self._clock.now().date()
        while True:
            with suppress(Unavailable):
                if watcher.changed() or day != self._clock.now().date():
                    day = self._clock.now().date()
                    self._renew()
                    self._stirred()
            if watcher.wait(LOOK_SECONDS):
                return

    def keep(self) -> None:
        """Work out what lists show of a book that nobody has opened yet today, and today's health."""
        from amtui.services.health_days import keep_health
        from amtui.services.latest import MANY, WORTH_IT, keep_figures

        stopped = self._stopped.is_set
        with suppress(AmtuiError):
            keep_figures(self._backend, least=MANY, stopped=stopped)
        with suppress(AmtuiError):
            keep_health(self._backend, stopped=stopped)
        if not self._stopped.wait(self._rest):
            with suppress(AmtuiError):
                keep_figures(self._backend, least=WORTH_IT, stopped=stopped)

    def _renew(self) -> None:
        """See what the user may see by now: a leave may have begun or ended."""
        from amtui.services.identity import renewed

        backend = self._backend
        backend.identity = renewed(backend.engine, backend.clock, backend.identity)
