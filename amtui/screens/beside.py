"""What a session does beside its keys: it watches the database and works out what lists will show."""

from collections.abc import Callable
from contextlib import suppress
from threading import Event
from typing import TYPE_CHECKING

from amtui.domain.errors import AmtuiError, Unavailable, Unreachable

if TYPE_CHECKING:
    from amtui.domain.clock import Clock
    from amtui.services.backend import Backend
    from amtui.services.live import Watcher

LOOK_SECONDS = 0.5
MINUTE = 60
SOON_SECONDS = 2.0
"""Seconds after which the first list is there, also where many log in at once: work would make them wait."""
REST_SECONDS = 2.0
"""Seconds after which the first list is read and drawn, so that work for the next session is not felt."""


def listening(backend: "Backend", warn: Callable[[str], None]) -> "Watcher":
    """Begin to listen, before anything is read that could change unheard.

    Args:
        backend: the database.
        warn: called with words about a database that this program can use no longer.
    """
    from amtui.services.live import Watcher

    watcher = Watcher(backend.engine, backend.identity.user_id, warn)
    with suppress(AmtuiError):  # what was missed is news once it is there again
        watcher.changed()
    return watcher


class Beside:
    """The work beside the keys on one open database; each part has a thread of its own.

    Args:
        backend: the database.
        watcher: that listens to it already.
        clock: tells the day, and the minute.
        stirred: called on the thread when somebody else changed the database, or another day began.
        linked: called on the thread with whether the database is there, when that changes.
        minute_passed: called on the thread when the clock shows another minute.
        rest: seconds before the figures of a small book are kept for the sessions of the day to come.
    """

    def __init__(
        self,
        backend: "Backend",
        watcher: "Watcher",
        clock: "Clock",
        stirred: Callable[[], None],
        linked: Callable[[bool], None],
        minute_passed: Callable[[], None] = lambda: None,
        *,
        rest: float = REST_SECONDS,
    ) -> None:
        self._backend = backend
        self._clock = clock
        self._stirred = stirred
        self._linked = linked
        self._minute_passed = minute_passed
        self._is_linked = True
        self._watcher = watcher
        self._rest = rest
        self._stopped = Event()

    def stop(self) -> None:
        """End all of it, from any thread."""
        self._stopped.set()
        self._watcher.close()

    def watch(self) -> None:
        """Look at the database and the clock until stopped; nothing else wakes an idle session."""
        watcher, pause, left = self._watcher, 0.0, 0.0
        shown = now = self._clock.now()
        day, news = now.date(), False
        while not watcher.wait(pause, most=left):
            now = self._clock.now()
            pause, left, today = LOOK_SECONDS, MINUTE - now.second, now.date()
            if now.minute != shown.minute or abs((now - shown).total_seconds()) >= MINUTE:
                shown = now
                self._minute_passed()
            try:
                news = watcher.changed() or news or day != today
                self._tell_link(there=True)
                if news:
                    self._renew()
                    self._stirred()
                    day, news = today, False
            except Unavailable as error:
                self._tell_link(there=not isinstance(error, Unreachable))

    def _tell_link(self, *, there: bool) -> None:
        if there is not self._is_linked:
            self._is_linked = there
            self._linked(there)

    def keep(self) -> None:
        """Work out what lists show of a book that nobody has opened yet today, and today's health."""
        if self._stopped.wait(min(SOON_SECONDS, self._rest)):
            return
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
