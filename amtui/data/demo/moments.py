"""Time as the rows store it: moments in microseconds since 1970, days as ordinals."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from amtui.data.types import to_micros

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
FAR_FUTURE = to_micros(datetime(9999, 12, 31, tzinfo=UTC))
"""Stands for "never due"; sorts after everything."""


@cache
def zone(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name."""
    return ZoneInfo(name)


@cache
def midnight(ordinal: int, zone_name: str) -> int:
    """Return twelve hours before the local noon of a day: its midnight, as seen from its business hours.

    The clocks change at night, so that times of the day after about 04:00 can be added to it.
    """
    noon = datetime.combine(date.fromordinal(ordinal), datetime.min.time(), zone(zone_name)) + timedelta(
        hours=12
    )
    return to_micros(noon.astimezone(UTC)) - 12 * HOUR


def at(ordinal: int, minute: int, zone_name: str) -> int:
    """Return the moment at which a local day is `minute` minutes old; for daytime only."""
    return midnight(ordinal, zone_name) + minute * MINUTE


@dataclass(frozen=True, slots=True)
class Anchor:
    """The present of the demo.

    Attributes:
        moment: UTC.
        micros: the same as it is stored.
    """

    moment: datetime
    micros: int

    def today(self, zone_name: str) -> int:
        """Return the ordinal of the day that it is in a zone."""
        return self.moment.astimezone(zone(zone_name)).toordinal()

    def ago(self, days: int) -> int:
        """Return the moment so many times 24 hours before."""
        return self.micros - days * DAY


def anchored(now: datetime, *, exact: bool) -> Anchor:
    """Return the anchor that `now` gives: itself, or the beginning of its day in UTC."""
    moment = now.astimezone(UTC)
    if not exact:
        moment = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return Anchor(moment, to_micros(moment))
