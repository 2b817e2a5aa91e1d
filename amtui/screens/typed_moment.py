"""When something was, as it is typed into a form."""

from datetime import datetime
from typing import TYPE_CHECKING

from amtui.domain.when_words import wall_time_behind
from amtui.screens.viewer import zone_of

if TYPE_CHECKING:
    from amtui.app import AmtuiApp


def moment_typed(app: "AmtuiApp", text: str, shown: str) -> datetime:
    """Return the time on the viewer's clocks that was typed.

    Args:
        app: whose viewer typed it.
        text: as it stands in the form.
        shown: as the form began with it, in full; that stands, whatever the time is by now.

    Raises:
        Invalid: it is no moment, or one that lies ahead.
    """
    if text == shown:
        return datetime.fromisoformat(text)
    return wall_time_behind(text, app.clock.now(), zone_of(app))
