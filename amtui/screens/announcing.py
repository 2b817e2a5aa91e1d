"""Saying once, in a quiet line, what is due soon: one timer to the next moment, and nothing until then."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from amtui.domain.change import Topic
from amtui.domain.errors import AmtuiError
from amtui.screens.viewer import zone_of
from amtui.widgets.deferred import deferred
from amtui.widgets.text import notify

if TYPE_CHECKING:
    from textual.timer import Timer

    from amtui.app import AmtuiApp
    from amtui.domain.due_soon import DueSoon

TOPICS = frozenset({Topic.REVIEWS, Topic.TASKS, Topic.REQUESTS, Topic.ACCOUNTS, Topic.SETTINGS})
"""The topics that may move what is due."""
HORIZON = timedelta(days=1)
STAYS_SECONDS = 60.0
"""So long what was said stays to be read."""
AGAIN_SECONDS = 300.0
"""After so long it is looked again where the database could not be read."""
NAME = "due-soon"
Key = tuple[str, int, datetime]


class Announcer:
    """Says of each thing once that its time comes, while the program is open.

    What was due already when the program was opened, or when somebody planned it here, is not said: they
    have it before them.

    Args:
        app: that says it.
        minutes: how long before meetings and missed service levels; 0 says nothing at all.
    """

    def __init__(self, app: "AmtuiApp", minutes: int) -> None:
        self._app = app
        self._lead = timedelta(minutes=minutes)
        self._timer: Timer | None = None
        self._set_at: datetime | None = None
        self._ahead: frozenset[Key] = frozenset()
        self._over: frozenset[Key] = frozenset()

    def look(self, *, quietly: bool = False) -> None:
        """Say what is due by now, and wake up for what comes next.

        Args:
            quietly: only what was known to be coming is said.
        """
        if self._lead and self._app.backend is not None:
            work = deferred(self._look, quietly=quietly)
            self._app.run_worker(work, group=NAME, exclusive=True, exit_on_error=False)

    def touched(self, topics: frozenset[Topic]) -> None:
        """Look again where a change of one's own may have moved something."""
        if topics & TOPICS:
            self.look(quietly=True)

    def stop(self) -> None:
        """Wake up no more."""
        if self._timer is not None:
            self._timer.stop()

    async def _look(self, *, quietly: bool) -> None:
        from amtui.data.queries.due_soon import due_soon

        backend = self._app.backend
        if backend is None:
            return
        try:
            found = await backend.ask(due_soon, lead=self._lead, horizon=HORIZON)
        except AmtuiError:
            self._wake_in(AGAIN_SECONDS)
            return
        now = self._app.clock.now()
        due = {_key(one): one for one in found if one.say_at <= now}
        for key, one in due.items():
            if key not in self._over and (key in self._ahead or not quietly):
                notify(self._app, one.words(now, zone_of(self._app)), timeout=STAYS_SECONDS)
        ahead = [one for one in found if one.say_at > now]
        self._over, self._ahead = frozenset(due), frozenset(map(_key, ahead))
        self._wake_in(min(((one.say_at - now).total_seconds() for one in ahead), default=None))

    def _wake_in(self, seconds: float | None) -> None:
        """Wake up once, for the next thing; where nothing comes, another day or a change looks again."""
        self.stop()
        self._set_at = self._app.clock.now()
        self._timer = None if seconds is None else self._app.set_timer(seconds, self._woken, name=NAME)

    def _woken(self) -> None:
        """Look, unless the clock stands still: it never gets to what was waited for."""
        if self._app.clock.now() != self._set_at:
            self.look()


def _key(one: "DueSoon") -> Key:
    return one.kind.value, one.row_id, one.say_at
