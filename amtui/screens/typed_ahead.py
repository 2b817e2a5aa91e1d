"""Keys typed ahead: what answers a dialog that is on its way waits for it.

A key is given to the screen that is there when it arrives. Over a slow line both letters of a pair arrive
together, before the dialog that the first one opens: the second would do something else to the list below.
"""

from typing import Any

from textual.events import Key
from textual.timer import Timer

from amtui.widgets.lean_app import LeanApp

PATIENCE = 1.0
"""Seconds after which keys wait no longer for a dialog that does not come."""


class TypedAheadApp(LeanApp):
    """An app whose keys reach the dialog that they were typed for."""

    _patience: Timer | None = None
    _held: tuple[Key, ...] = ()

    def expect_dialog(self) -> None:
        """Let keys wait until `dialog_came`."""
        self._give_up_waiting()
        self._patience = self.set_timer(PATIENCE, self.dialog_came)

    def _give_up_waiting(self) -> None:
        if self._patience is not None:
            self._patience.stop()
            self._patience = None

    def dialog_came(self) -> None:
        """Give the keys that waited to what is there now: the dialog, or what it was not needed for."""
        self._give_up_waiting()
        held, self._held = self._held, ()
        for key in held:
            self.post_message(Key(key.key, key.character))

    async def _on_key(self, event: Key) -> None:
        """Keep a key that nothing on the screen has used, where a dialog is about to come."""
        # Textual looks a key up in the bindings here; without the default it does not.
        if self._patience is not None or not is_there(self.screen):
            event.prevent_default()
            self._held = (*self._held, event)


def is_there(screen: Any) -> bool:
    """Return whether a screen can be answered; a dialog says so once it has been drawn."""
    return bool(getattr(screen, "is_there", True))
