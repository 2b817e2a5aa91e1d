"""The only way to the present moment, so that time can be set by tests, demos and screenshots."""

from datetime import UTC, date, datetime, tzinfo
from typing import Protocol

from amtui.domain.frozen import dataclass


class Clock(Protocol):
    """Tells the present moment."""

    def now(self) -> datetime:
        """Return the present moment, aware and in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present moment, aware and in UTC."""
        return datetime.now(UTC)  # noqa: TID251 the one place that may


@dataclass(frozen=True, slots=True)
class FrozenClock:
    """A clock that stands still."""

    at: datetime

    def now(self) -> datetime:
        """Return the set moment in UTC."""
        return self.at.astimezone(UTC)


def local_day(moment: datetime, zone: tzinfo) -> date:
    """Return the calendar day of `moment` as people in `zone` call it."""
    return moment.astimezone(zone).date()
