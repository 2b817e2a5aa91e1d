"""Work that may wait until the keys stop: a preview that follows the cursor, a filter that is typed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from textual.timer import Timer

Value = TypeVar("Value")


class Coalesced(Generic[Value]):
    """Calls back with the latest value, once none has come for a while.

    Args:
        owner: the screen or widget whose timers are used; with it the wait ends.
        seconds: how long it must be quiet.
        call: what is done with the latest value.
    """

    def __init__(self, owner: MessagePump, seconds: float, call: Callable[[Value], object]) -> None:
        self._owner = owner
        self._seconds = seconds
        self._call = call
        self._timer: Timer | None = None

    def __call__(self, value: Value) -> None:
        """Note a value; an earlier one that still waits is forgotten."""
        self.cancel()
        self._timer = self._owner.set_timer(self._seconds, lambda: self._call(value))

    def cancel(self) -> None:
        """Forget the value that waits, if any."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
