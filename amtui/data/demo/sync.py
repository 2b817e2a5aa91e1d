"""Synchronisation of records with a client's CRM: most succeed, some fail and are tried again."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import itemgetter
from random import Random

from amtui.data.demo.chance import below, between, happens, pick, stream
from amtui.data.demo.moments import at
from amtui.data.demo.stories import BROKE_DAYS_AGO, FIXED_DAYS_AGO, MAPPING_ERROR, Story
from amtui.data.demo.world import Client, World
from amtui.domain.kpi import exclusions
from amtui.domain.kpi.rollup import DayRollup
from amtui.domain.vocabulary import KpiKey

COLUMNS = (
    "id account_id am_id source external_id integration record_id attempted_at day outcome error import_id"
)
DAYS = 120
SOURCE = "demo"
INTEGRATION = "CRM"
ERRORS = (
    "Rate limit reached",
    "Duplicate contact: two records share this number",
    "Required field “Company” is empty",
    "The CRM did not answer in time",
)
BROKEN_SHARE = 34
"""Of the records, per cent, have the field whose mapping broke."""
SUCCEEDED, FAILED, PENDING, HALTED = "succeeded", "failed", "pending", "halted"
LEFT_OUT = {PENDING: exclusions.PENDING, HALTED: exclusions.HALTED}


@dataclass(slots=True)
class SyncMaker:
    """Makes the attempts of one client, day by day.

    Attributes:
        attempts: (day, record, outcome) of each so far, for the roll-ups.
        retries: records that failed and are tried again on the next day.
    """

    client: Client
    world: World
    import_id: int
    numbers: Random = field(init=False)
    attempts: list[tuple[int, int, str]] = field(default_factory=list)
    retries: list[int] = field(default_factory=list)
    records: int = 0

    def __post_init__(self) -> None:
        self.numbers = stream(self.world.seed, "sync", self.client.id)

    def rows(self, first_id: int) -> Iterator[tuple[object, ...]]:
        """Yield all attempts of the days before today, in order."""
        today = self.world.today(self.client)
        for day in range(today - DAYS, today):
            if (day - 1) % 7 < 5:
                yield from self._day(day, today - day, first_id)

    def _day(self, day: int, days_ago: int, first_id: int) -> Iterator[tuple[object, ...]]:
        again, self.retries = self.retries, []
        new = range(self.records, self.records + self._volume())
        self.records = new.stop
        minute = 7 * 60
        for record in (*again, *new):
            minute += 2 if record < new.start else between(self.numbers, 2, 15)
            yield self._attempt(day, minute, record, days_ago, first_id)
            if record in self.retries[-1:] and happens(self.numbers, 60):
                self.retries.pop()
                yield self._attempt(day, minute + 1, record, days_ago, first_id)

    def _volume(self) -> int:
        if self.client.story is Story.BROKEN_MAPPING:
            return between(self.numbers, 24, 32)
        return between(self.numbers, 5, 9) if self.client.prominent else between(self.numbers, 0, 1)

    def _attempt(
        self, day: int, minute: int, record: int, days_ago: int, first_id: int
    ) -> tuple[object, ...]:
        outcome, error = self._outcome(record, days_ago)
        if outcome == FAILED and not self._is_hopeless(record):
            self.retries.append(record)
        number, client = len(self.attempts), self.client
        self.attempts.append((day, record, outcome))
        return (
            first_id + number,
            client.id,
            client.am_id,
            SOURCE,
            f"{number + 1:07}",
            INTEGRATION,
            f"C-{10_000 + record}",
            at(day, minute, client.zone),
            day,
            outcome,
            error,
            self.import_id,
        )

    def _outcome(self, record: int, days_ago: int) -> tuple[str, str | None]:
        lot = below(self.numbers, 1000)
        if self._is_broken(record, days_ago):
            return FAILED, MAPPING_ERROR
        if self._is_hopeless(record):
            return FAILED, ERRORS[2]
        if lot < 6:
            return (HALTED if lot < 3 else PENDING), None
        limit = 12 if self.client.story is Story.BROKEN_MAPPING else 26
        return (FAILED, pick(self.numbers, ERRORS)) if lot < limit else (SUCCEEDED, None)

    def _is_broken(self, record: int, days_ago: int) -> bool:
        return (
            self.client.story is Story.BROKEN_MAPPING
            and FIXED_DAYS_AGO < days_ago <= BROKE_DAYS_AGO
            and record * 37 % 100 < BROKEN_SHARE
        )

    def _is_hopeless(self, record: int) -> bool:
        """Tell whether a record cannot be synchronised until somebody completes it."""
        return self.client.story is None and self.client.id % 4 == 0 and record * 29 % 100 < 3

    def rollups(self) -> Iterator[tuple[KpiKey, DayRollup]]:
        """Yield each day of both KPIs of synchronisation."""
        counted = [each for each in self.attempts if each[2] not in LEFT_OUT]
        last = _gaps(reversed(counted))
        first = _gaps(iter(counted))
        for day, attempts in groupby(self.attempts, key=itemgetter(0)):
            excluded = _excluded(outcome for _, _, outcome in attempts)
            for kpi, gaps in ((KpiKey.SYNC_SUCCESS, last), (KpiKey.FIRST_ATTEMPT_SYNC, first)):
                yield kpi, _rollup(day, gaps.get(day, {}), excluded)


def _gaps(attempts: Iterator[tuple[int, int, str]]) -> dict[int, dict[int | None, tuple[int, int]]]:
    """Return by day how far each record's neighbouring day is, in the order in which attempts come.

    The first attempt of a record that comes up on a day speaks for the day; from the last to the
    first that is the day's last attempt, with the next day behind it.
    """
    seen: dict[int, int] = {}
    found: dict[int, dict[int | None, tuple[int, int]]] = {}
    for day, record, outcome in attempts:
        neighbour = seen.get(record)
        seen[record] = day
        if neighbour == day:
            continue
        gaps = found.setdefault(day, {})
        gap = None if neighbour is None else abs(neighbour - day)
        records, good = gaps.get(gap, (0, 0))
        gaps[gap] = (records + 1, good + (outcome == SUCCEEDED))
    return found


def _excluded(outcomes: Iterator[str]) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    for outcome in outcomes:
        if outcome in LEFT_OUT:
            mask = LEFT_OUT[outcome]
            found[mask] = (found.get(mask, (0, 0))[0] + 1, 0)
    return found


def _rollup(
    day: int, gaps: dict[int | None, tuple[int, int]], excluded: dict[int, tuple[int, int]]
) -> DayRollup:
    records = sum(n for n, _ in gaps.values())
    good = sum(succeeded for _, succeeded in gaps.values())
    return DayRollup(date.fromordinal(day), records, good, records, excluded, gaps=gaps)
