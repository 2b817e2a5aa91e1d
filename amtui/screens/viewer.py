"""The zone that times are typed and shown in."""

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from amtui.app import AmtuiApp


def zone_of(app: "AmtuiApp") -> ZoneInfo:
    """Return the zone of whoever works; UTC until that is known."""
    return ZoneInfo(app.viewer.identity.zone if app.viewer else "UTC")


def now_of(app: "AmtuiApp") -> datetime:
    """Return the moment it is, in the zone of whoever works: what is told beside it is told in that zone."""
    return app.clock.now().astimezone(zone_of(app))
