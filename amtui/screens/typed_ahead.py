"""Keys typed ahead: each is given once the one before has had its effect.

Over a slow line several keys arrive together. A key goes to what has the focus when it is given: given at
once, the second would do something to the list instead of what it was typed for in the dialog or the line
that the first one opens.
"""

import asyncio
from collections import deque
from typing import Any

from textual.events import Event, Key, Paste
from textual.message_pump import MessagePump
from textual.screen import ModalScreen

from amtui.widgets.lean_app import LeanApp

PATIENCE = 1.0
"""Seconds after which a key waits no longer for what does not come."""
TOGETHER = 0.03
"""Keys that arrive within so many seconds came in one piece: nobody types as fast, nor has seen what came."""
WORK = ("changes", "load-", "seek", "table-")
"""How the groups of the work begin that a key may ask for: what it changes, what it shows."""
TURNS = 50
"""So many turns of the loop are looked at one by one: a message climbs one widget in each."""
MOMENT = 0.005
"""Seconds from one look to the next after that."""
LEAVE = "run('app.quit')"
MOVES = ("move(", "page(", "half_page(", "home", "end", "run('go.")
"""How the actions begin that need no database."""
KEYS = "keys"
"""The group of the worker that gives the keys that wait."""


class TypedAheadApp(LeanApp):
    """An app whose keys reach what they were typed for."""

    opening = False
    """Whether the database is being opened, which most keys need."""
    _expected_since: float | None = None
    _answering = 0
    _gives = False
    _latest = 0.0

    def __init__(self) -> None:
        super().__init__()
        self._held: deque[Key | Paste] = deque()

    def expect_dialog(self) -> None:
        """Let keys wait until `dialog_came`."""
        self._expected_since = asyncio.get_running_loop().time()

    def dialog_came(self) -> None:
        """Give keys to what is there now: the dialog, or what it was not needed for."""
        self._expected_since = None

    async def on_event(self, event: Event) -> None:
        """Keep what is typed while the key before is being answered; give all else at once."""
        if not isinstance(event, Key | Paste):
            await super().on_event(event)
        elif event.is_forwarded or self._is_free(event):
            await self._give(event)
        else:
            self._held.append(event)
            if not self._gives:
                self._gives = True
                self.run_worker(self._give_held(), group=KEYS, exit_on_error=False)

    def _is_free(self, key: Key | Paste) -> bool:
        """Tell whether a key that arrives may have its effect now."""
        if self.opening:
            does = self._action_of(key)
            return does == LEAVE or (not self._held and does.startswith(MOVES))
        return not (self._held or self._is_behind())

    def _action_of(self, key: Key | Paste) -> str:
        """Return what a key is bound to; nothing where it is typed into something."""
        bound = self.screen.active_bindings.get(key.key) if isinstance(key, Key) else None
        return bound.binding.action if bound is not None and bound.enabled else ""

    def drop_held(self) -> None:
        """Forget the keys that wait: what they were typed for does not come."""
        self._held.clear()

    def _is_behind(self) -> bool:
        """Tell whether the key before a key that arrives has yet to have its effect."""
        now = asyncio.get_running_loop().time()
        together, self._latest = now - self._latest < TOGETHER, now
        return self._is_busy() or (together and self._is_at_work())

    async def _give(self, key: Key | Paste) -> None:
        self._answering += 1
        try:
            await super().on_event(key)
        finally:
            self._answering -= 1

    async def _give_held(self) -> None:
        try:
            while self._held:
                await self._at_rest()
                if self._held:
                    await self._give(self._held.popleft())
        finally:
            self._gives = False

    async def _at_rest(self) -> None:
        """Wait for the database, then until the key before has had its effect or patience ends."""
        while self.opening:  # noqa: ASYNC110 - whatever becomes of it is told in several ways
            await asyncio.sleep(MOMENT)
        loop = asyncio.get_running_loop()
        until, turn = loop.time() + PATIENCE, 0
        while (self._is_busy() or self._is_at_work()) and loop.time() < until:
            turn += 1
            await asyncio.sleep(0 if turn < TURNS else MOMENT)

    def _is_busy(self) -> bool:
        """Tell whether a key is being answered, or a dialog that it asked for is on its way."""
        if self._expected_since is not None:
            if asyncio.get_running_loop().time() - self._expected_since < PATIENCE:
                return True
            self._expected_since = None
        if self._answering or not is_there(self.screen) or has_mail(self):
            return True
        return any(map(has_mail, self.screen.walk_children(with_self=True)))

    def _is_at_work(self) -> bool:
        """Tell whether work is under way that does not wait for a dialog to be answered."""
        asks = isinstance(self.screen, ModalScreen)
        return not asks and any(one.group.startswith(WORK) and not one.is_finished for one in self.workers)


def has_mail(pump: MessagePump) -> bool:
    """Tell whether a message has yet to be answered: in the queue, or looked at to see what it replaces."""
    return bool(pump.message_queue_size) or pump._pending_message is not None  # noqa: SLF001 - told nowhere else


def is_there(screen: Any) -> bool:
    """Return whether a screen can be answered; a dialog says so once it has been drawn."""
    return bool(getattr(screen, "is_there", True))
