"""What was measured at all clients, in batches, so that memory stays flat however many calls there are."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import islice

from sqlalchemy import update

from amtui.data.demo import calls as made_calls
from amtui.data.demo import daily
from amtui.data.demo import goals as made_goals
from amtui.data.demo import sync as made_sync
from amtui.data.demo.behaviour import Behaviour, behaviour_of
from amtui.data.demo.bulk import Loader
from amtui.data.demo.chance import shares
from amtui.data.demo.daily import Days, collect
from amtui.data.demo.goals import Goal
from amtui.data.demo.moments import HOUR
from amtui.data.demo.proofs import add_proofs
from amtui.data.demo.qbrs import Held, freeze
from amtui.data.demo.sync import SyncMaker
from amtui.data.demo.world import Client, World
from amtui.data.models import calls, imports, improvements, kpi_days, kpi_goals, sync_events

WEEKDAYS = 86
"""Ordinary weekdays in 120 days."""
MOST_BY_DEFAULT = 400_000
BATCH = 40
IMPORTS = "id at actor_id kind format file_name sha256 read imported updated unchanged rejected"
CALLS_IMPORT, SYNC_IMPORT = 1, 2


def default_calls(behaviours: Sequence[Behaviour]) -> int:
    """Return how many calls the clients have in 120 days."""
    return min(sum(each.daily for each in behaviours) * WEEKDAYS, MOST_BY_DEFAULT)


class Traffic:
    """Inserts calls, synchronisation attempts, the roll-ups of both, goals and improvements.

    Args:
        held: the quarterly reviews that were held, by client, into which the figures are frozen.
    """

    def __init__(self, loader: Loader, world: World, held: dict[int, list[Held]]) -> None:
        self.loader, self.world, self.held = loader, world, held
        self.next_call = self.next_event = self.next_goal = 1

    def add(self, wanted: int | None) -> None:
        """Insert everything, with so many calls, or as many as the clients have."""
        clients = self.world.clients
        behaviours = [behaviour_of(each, self.world.seed) for each in clients]
        total = default_calls(behaviours) if wanted is None else wanted
        self._add_imports(total)
        parts = zip(clients, behaviours, shares(total, [each.daily for each in behaviours]), strict=True)
        while batch := list(islice(parts, BATCH)):
            self._add_batch(batch)
        self._finish_import(self.next_event - 1)

    def _add_imports(self, total: int) -> None:
        actor, at = self.world.team.manager.id, self.world.anchor.micros - 2 * HOUR
        self.loader.add(
            imports,
            IMPORTS,
            [
                (
                    number,
                    at,
                    actor,
                    kind,
                    "demo",
                    f"demo-{kind}.csv",
                    sha256(kind.encode()).hexdigest(),
                    n,
                    n,
                    0,
                    0,
                    0,
                )
                for number, kind, n in ((CALLS_IMPORT, "calls", total), (SYNC_IMPORT, "sync", 0))
            ],
        )

    def _finish_import(self, events: int) -> None:
        self.loader.connection.execute(
            update(imports).where(imports.c.id == SYNC_IMPORT).values(read=events, imported=events)
        )

    def _add_batch(self, batch: list[tuple[Client, Behaviour, int]]) -> None:
        found: dict[int, Days] = {client.id: {} for client, _, _ in batch}
        self.loader.add(calls, made_calls.COLUMNS, self._calls(batch, found))
        self.loader.add(sync_events, made_sync.COLUMNS, self._events(batch, found))
        clients = [client for client, _, _ in batch]
        self.loader.add(
            kpi_days,
            daily.COLUMNS,
            (row for client in clients for row in daily.rows(client.id, client.am_id, found[client.id])),
        )
        agreed = [(client, self._goals(client, found[client.id])) for client in clients]
        self._add_goals(agreed)
        shown = [(client, goals, found[client.id]) for client, goals in agreed]
        freeze(self.loader.connection, self.world, self.held, shown)
        add_proofs(self.loader.connection, clients)

    def _calls(
        self, batch: list[tuple[Client, Behaviour, int]], found: dict[int, Days]
    ) -> Iterator[tuple[object, ...]]:
        for client, behaviour, total in batch:
            maker = made_calls.CallMaker(client, behaviour, self.world, CALLS_IMPORT)
            yield from maker.rows(total, self.next_call)
            self.next_call += maker.made
            for day in maker.days:
                collect(day.rollups(), found[client.id])

    def _events(
        self, batch: list[tuple[Client, Behaviour, int]], found: dict[int, Days]
    ) -> Iterator[tuple[object, ...]]:
        for client, behaviour, _ in batch:
            if client.has_crm and client.active and behaviour.daily:
                maker = SyncMaker(client, self.world, SYNC_IMPORT)
                yield from maker.rows(self.next_event)
                self.next_event += len(maker.attempts)
                collect(maker.rollups(), found[client.id])

    def _goals(self, client: Client, days: Days) -> list[Goal]:
        goals = made_goals.goals_of(client, self.world, days, self.next_goal)
        self.next_goal += len(goals)
        return goals

    def _add_goals(self, agreed: list[tuple[Client, list[Goal]]]) -> None:
        self.loader.add(
            kpi_goals,
            made_goals.GOALS,
            (row for client, goals in agreed for row in made_goals.goal_rows(client, self.world, goals)),
        )
        self.loader.add(
            improvements,
            made_goals.IMPROVEMENTS,
            (
                row
                for client, goals in agreed
                for row in made_goals.improvement_rows(client, self.world, goals)
            ),
        )
