"""Letting others see that one writes on a request, and that one has looked at it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from amtui.domain.request_changes import MarkSeen, SayTyping, StopTyping
from amtui.screens.in_passing import tell

if TYPE_CHECKING:
    from amtui.app import AmtuiApp

AGAIN = timedelta(seconds=15)
"""So often it is said again while the typing goes on; half as long as it holds."""


class Presence:
    """Says that its author is writing on a request, while they do; nobody's work depends on it."""

    def __init__(self, app: "AmtuiApp", request_id: int) -> None:
        self._app = app
        self._request_id = request_id
        self._said: datetime | None = None

    def typed(self) -> None:
        """Say it, unless that was done a moment ago."""
        now = self._app.clock.now()
        if self._said is None or abs(now - self._said) >= AGAIN:
            self._said = now
            tell(self._app, SayTyping(request_id=self._request_id))

    def stop(self) -> None:
        """Say that it is over, if it was ever said."""
        if self._said is not None:
            self._said = None
            tell(self._app, StopTyping())


def looked(app: "AmtuiApp", request_id: int) -> None:
    """Remember that the viewer has looked at a request now."""
    tell(app, MarkSeen(request_id=request_id))
