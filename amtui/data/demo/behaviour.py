"""How each client's telephony does: how many calls come, how many are missed, how long callers wait."""

from dataclasses import dataclass

from amtui.data.demo.chance import between, pick, stream
from amtui.data.demo.stories import HOT_QUEUE, IMPROVED_DAYS_AGO, REGRESSED_DAYS_AGO, Story
from amtui.data.demo.world import Client
from amtui.domain.vocabulary import Tier

SCALE = 1024
"""Chances are so many parts of it."""
QUEUES = (
    ("Sales", "Service desk", "Billing"),
    ("Reception", "Support"),
    ("Orders", "Returns", "Support"),
    ("Front desk", "Bookings", "Billing"),
)
RAMP_DAYS = 14
EVERY_DAY = 36
"""Calls on a weekday where single days must tell."""
EFFECTS = (35, 45, 60, 75, 90, 100, 115)
"""What an improvement leaves of a problem, per cent."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One client's telephony.

    Attributes:
        daily: calls on an ordinary weekday; weighs the client's share of all calls.
        missed: chance of a missed call before and after the improvement.
        wait: median seconds to the answer before and after.
        even: misses come at regular distances instead of by chance.
        hot: whether calls pile up in one hour of the week.
        relapse: days ago since when callers wait as long as before, and a little more.
    """

    daily: int
    missed: tuple[int, int]
    wait: tuple[int, int]
    queues: tuple[str, ...]
    even: bool = False
    hot: bool = False
    relapse: int = 0

    def missed_on(self, days_ago: int) -> int:
        """Return the chance of a missed call so many days ago."""
        return _between(self.missed, days_ago)

    def wait_on(self, days_ago: int) -> int:
        """Return the median wait so many days ago."""
        if days_ago <= self.relapse:
            return self.wait[0] * 5 // 4
        return _between(self.wait, days_ago)


def _between(ends: tuple[int, int], days_ago: int) -> int:
    """Return a value on the way from the first to the second, which is reached when it is improved."""
    before, after = ends
    left = min(max(days_ago - IMPROVED_DAYS_AGO, 0), RAMP_DAYS)
    return after + (before - after) * left // RAMP_DAYS


def _share(percent: float) -> int:
    return int(percent * SCALE / 100)


TOLD = {
    Story.MONDAY_PILE_UP: Behaviour(
        EVERY_DAY, (_share(3), _share(3)), (19, 17), (HOT_QUEUE, "Sales", HOT_QUEUE, "Billing"), hot=True
    ),
    Story.BROKEN_MAPPING: Behaviour(18, (_share(8), _share(4)), (34, 22), ("Dispatch", "Tracking", "Claims")),
    Story.SUSTAINED: Behaviour(
        EVERY_DAY, (_share(12), _share(1.9)), (28, 14), ("Reception", "Conveyancing", "Family law"), even=True
    ),
    Story.REGRESSED: Behaviour(
        EVERY_DAY,
        (_share(7), _share(4)),
        (52, 15),
        ("Bookings", "Changes", "Complaints"),
        relapse=REGRESSED_DAYS_AGO,
    ),
    Story.KICKOFF_AT_RISK: Behaviour(0, (0, 0), (20, 20), ("Reception",)),
}


def behaviour_of(client: Client, seed: int) -> Behaviour:
    """Return how a client's telephony does."""
    if client.story in TOLD:
        return TOLD[client.story]
    numbers = stream(seed, "behaviour", client.id)
    missed, wait = between(numbers, 60, 170), between(numbers, 18, 55)
    return Behaviour(
        daily=_daily(client),
        missed=(missed, missed * pick(numbers, EFFECTS) // 100),
        wait=(wait, max(wait * pick(numbers, EFFECTS) // 100, 6)),
        queues=pick(numbers, QUEUES),
    )


def _daily(client: Client) -> int:
    if not client.active:
        return 0
    if client.prominent:
        return 12
    return {Tier.TOP: 5, Tier.STANDARD: 3, Tier.SMALL: 1}[client.tier]
