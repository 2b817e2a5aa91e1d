"""Who talks to whom: the last touch with an account, and who starts the contacts."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

from amtui.domain.frozen import dataclass
from amtui.domain.vocabulary import InteractionDirection

WINDOW_DAYS = 30
FLAGGED_ABOVE = 0.5


class Contacted(Protocol):
    """What has to be known of an interaction."""

    @property
    def at(self) -> datetime:
        """When it took place, aware."""
        ...

    @property
    def direction(self) -> InteractionDirection:
        """Who started it."""
        ...

    @property
    def completed(self) -> bool:
        """Whether both sides took part."""
        ...


@dataclass(frozen=True, slots=True)
class ReactiveRatio:
    """How many of the contacts the client started.

    Attributes:
        client: contacts started by the client.
        total: all contacts.
        limit: a larger share than this is flagged.
    """

    client: int
    total: int
    limit: float = FLAGGED_ABOVE

    @property
    def value(self) -> float | None:
        """The share as a fraction of 1; None without any contact."""
        return self.client / self.total if self.total else None

    @property
    def flagged(self) -> bool:
        """Whether the client is the one who calls: more than half of the contacts, unless set otherwise."""
        return self.value is not None and self.value > self.limit


def last_touch(interactions: Iterable[Contacted]) -> datetime | None:
    """Return when the latest completed, two-way interaction took place, or None.

    An attempt that was not answered is no touch.
    """
    return max((found.at for found in interactions if found.completed), default=None)


def reactive_ratio(
    interactions: Iterable[Contacted], now: datetime, days: int = WINDOW_DAYS
) -> ReactiveRatio:
    """Return who started the contacts of the last `days` times 24 hours, answered or not."""
    since = now - timedelta(days=days)
    recent = [found.direction for found in interactions if since < found.at <= now]
    return ReactiveRatio(recent.count(InteractionDirection.CLIENT), len(recent))
