"""Calls: when they come, to whom, and what becomes of them. Millions are made, so each costs one number."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from amtui.data.demo.behaviour import SCALE, Behaviour
from amtui.data.demo.chance import between, shares, stream
from amtui.data.demo.daily import CallDay
from amtui.data.demo.moments import SECOND, midnight
from amtui.data.demo.names import person
from amtui.data.demo.stories import HOT_HOUR, HOT_QUEUE
from amtui.data.demo.world import Client, World
from amtui.domain.kpi import exclusions

COLUMNS = (
    "id account_id am_id source external_id started_at day direction outcome excluded wait_seconds"
    " talk_seconds queue agent number campaign is_leg import_id"
)
DAYS = 120
SOURCE = "demo"
DAY_WEIGHTS = (24, 20, 20, 19, 17, 2, 0)
HOURS = {7: 6, 8: 24, 9: 36, 10: 38, 11: 34, 12: 20, 13: 24, 14: 32, 15: 26, 16: 12, 17: 3, 18: 1}
"""How the 256 parts of a day's calls fall on its hours."""
MONDAY = {7: 6, 8: 34, 9: 58, 10: 40, 11: 30, 12: 16, 13: 20, 14: 24, 15: 18, 16: 8, 17: 1, 18: 1}
PEAK = {7: 4, 8: 28, 9: 96, 10: 40, 11: 24, 12: 12, 13: 14, 14: 16, 15: 12, 16: 6, 17: 2, 18: 2}
HOT_MISSED = SCALE * 65 // 100
WAITS = ((0, 15), (64, 60), (128, 100), (205, 180), (240, 330), (255, 800))
"""Knots of the distribution of waits: of 256 callers so many wait less than per cent of the median."""
LEAST_WAIT = exclusions.SHORT_ABANDON_SECONDS
MISSED = ("no_answer", "voicemail", "abandoned", "no_agent")
INBOUND, OUTBOUND, INTERNAL, MENU, SHORT, LEG = range(6)
KINDS = (INBOUND,) * 100 + (OUTBOUND,) * 18 + (INTERNAL,) * 4 + (MENU,) * 3 + (SHORT,) * 2 + (LEG,)
Fate = tuple[str, str, int, int | None, int | None]
"""Direction, outcome, reasons not to count it, seconds waited, seconds talked."""
CAMPAIGNS = (None, None, None, "Spring mailing", None, None, "Website", None)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who takes a client's calls, each list as long as its numbers' bits can tell."""

    queues: tuple[str, ...]
    agents: tuple[str, ...]
    numbers: tuple[str, ...]


def desk_of(client: Client, behaviour: Behaviour, seed: int) -> Desk:
    """Return a client's queues (8 places), agents (8) and numbers (4)."""
    numbers = stream(seed, "desk", client.id)
    agents = [person(numbers, client.place) for _ in range(between(numbers, 3, 6))]
    lines = [client.place.phone.format(between(numbers, 100, 999)) for _ in range(2)]
    repeated = (behaviour.queues * 4)[:8]
    return Desk(repeated, tuple((agents * 3)[:8]), (lines[0], lines[0], lines[0], lines[1]))


class CallMaker:
    """Makes the calls of one client, day by day.

    Attributes:
        days: what each day counted, so far.
    """

    def __init__(self, client: Client, behaviour: Behaviour, world: World, import_id: int) -> None:
        self.client, self.behaviour, self.import_id = client, behaviour, import_id
        self.today = world.today(client)
        self.calendar = world.ruler(client).calendar
        self.numbers = stream(world.seed, "calls", client.id)
        self.desk = desk_of(client, behaviour, world.seed)
        self.days: list[CallDay] = []
        self.made = 0
        self.carry = SCALE // 2

    def rows(self, total: int, first_id: int) -> Iterator[tuple[object, ...]]:
        """Yield `total` calls of the days before today, in order."""
        ordinals = range(self.today - DAYS, self.today)
        weights = [DAY_WEIGHTS[(day - 1) % 7] * between(self.numbers, 80, 120) for day in ordinals]
        for day, count in zip(ordinals, shares(total, weights), strict=True):
            if count:
                yield from self._day(day, self._drawn(day, count), first_id)

    def _drawn(self, day: int, count: int) -> list[int]:
        """Return as many numbers, each with the second of the day on top of 44 bits of chance."""
        bits, hours = self.numbers.getrandbits, self._hours(day)
        drawn = [bits(64) for _ in range(count)]
        return sorted(hours[lot & 255] + ((lot >> 8 & 4095) * 3600 >> 12) << 44 | lot >> 20 for lot in drawn)

    def _hours(self, day: int) -> tuple[int, ...]:
        """Return the hours of a day's calls; Mondays begin early, and one client's with a rush."""
        if day % 7 != 1:
            return _ORDINARY
        return _PEAK if self.behaviour.hot else _MONDAY

    def _day(self, day: int, drawn: list[int], first_id: int) -> Iterator[tuple[object, ...]]:
        """Yield the calls of one day; written for speed, as millions pass here."""
        client, import_id, base = self.client, self.import_id, midnight(day, self.client.zone)
        head, is_open, is_missed = (client.id, client.am_id, SOURCE), self._opening(day), self._judge(day)
        queues, agents, lines = self.desk.queues, self.desk.agents, self.desk.numbers
        waits = _waits(self.behaviour.wait_on(self.today - day))
        tally = CallDay(day)
        self.days.append(tally)
        for number, lot in enumerate(drawn, start=self.made):
            second, kind, queue = lot >> 44, KINDS[lot & 127], queues[lot >> 7 & 7]
            direction, outcome, mask, agent = "inbound", "answered", 0, agents[lot >> 37 & 7]
            wait: int | None = waits[lot >> 10 & 255]
            talk: int | None = 20 + (lot >> 18 & 511)
            if kind:
                direction, outcome, mask, wait, talk = _other(kind, lot)
            elif is_missed(lot >> 27 & 1023, second, queue):
                outcome, wait, talk = MISSED[lot >> 18 & 3], LEAST_WAIT + (lot >> 20 & 31), None
            if is_open is not None and not is_open(second):
                mask |= exclusions.OUTSIDE_HOURS
            missed = outcome != "answered"
            tally.count(mask, wait, outcome)
            when = (first_id + number, *head, f"{number + 1:08}", base + second * SECOND, day)
            what = (direction, outcome, mask, wait, talk, queue, None if missed else agent)
            where = (lines[lot >> 40 & 3], CAMPAIGNS[lot >> 41 & 7])
            yield *when, *what, *where, kind == LEG, import_id
        self.made += len(drawn)

    def _judge(self, day: int) -> Callable[[int, int, str], bool]:
        """Return what tells whether a call of a day is missed, by luck, second and queue."""
        chance = self.behaviour.missed_on(self.today - day)
        hot = range(HOT_HOUR * 3600, (HOT_HOUR + 1) * 3600)
        if self.behaviour.even:
            return lambda _luck, _second, _queue: self._is_next(chance)
        if self.behaviour.hot and day % 7 == 1:
            return lambda luck, second, queue: (
                luck < (HOT_MISSED if queue == HOT_QUEUE and second in hot else chance)
            )
        return lambda luck, _second, _queue: luck < chance

    def _is_next(self, chance: int) -> bool:
        """Tell, at regular distances, that a call is missed: as often as the chance's share of the scale."""
        self.carry = (self.carry + chance) % SCALE
        return self.carry < chance

    def _opening(self, day: int) -> Callable[[int], bool] | None:
        """Return what tells whether a second of the day is open; None where no hours are recorded."""
        if self.client.calendar_id is None:
            return None
        hours = [range(first * 60, last * 60) for first, last in self.calendar.hours(date.fromordinal(day))]
        return lambda second: any(second in each for each in hours)


def _other(kind: int, lot: int) -> Fate:
    """Return what becomes of a call that is not offered to anybody, and why it is not."""
    talk = 20 + (lot >> 18 & 511)
    if kind == OUTBOUND:
        if (lot >> 27 & 1023) > SCALE * 3 // 10:
            return "outbound", "answered", exclusions.OUTBOUND, None, talk
        return "outbound", ("no_answer", "busy")[talk & 1], exclusions.OUTBOUND, None, None
    if kind == INTERNAL:
        return "internal", "answered", exclusions.INTERNAL, None, talk
    if kind == MENU:
        return "inbound", "ivr_abandoned", exclusions.IVR_ABANDONED, None, None
    if kind == SHORT:
        return "inbound", "abandoned", exclusions.SHORT_ABANDONED, 1 + talk % (LEAST_WAIT - 1), None
    return "inbound", "answered", exclusions.LEG, talk & 31, talk


def _laid_out(spread: dict[int, int]) -> tuple[int, ...]:
    """Return the second at which the hour begins of each of 256 parts of a day's calls."""
    return tuple(hour * 3600 for hour, parts in spread.items() for _ in range(parts))


_ORDINARY, _MONDAY, _PEAK = map(_laid_out, (HOURS, MONDAY, PEAK))


@cache
def _waits(median: int) -> tuple[int, ...]:
    """Return the waits of 256 callers, in seconds."""
    found = []
    for (start, low), (end, high) in pairwise(WAITS):
        found += [
            median * (low + (high - low) * (i - start) // (end - start)) // 100 for i in range(start, end)
        ]
    return tuple(max(wait, 1) for wait in (*found, median * WAITS[-1][1] // 100))
