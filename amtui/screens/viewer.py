"""The zone that times are typed and shown in."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from amtui.app import AmtuiApp


def zone_of(app: "AmtuiApp") -> ZoneInfo:
    """Return the zone of whoever works; UTC until that is known."""
    return ZoneInfo(app.backend.identity.zone if app.backend else "UTC")
