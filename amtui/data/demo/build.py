"""Filling an empty database with the demo, in one transaction."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Index, select

from amtui.data import schema
from amtui.data.demo.accounts import add_accounts
from amtui.data.demo.bulk import Loader, drop_indexes
from amtui.data.demo.cadence import add_cadence
from amtui.data.demo.calendars import add_calendars
from amtui.data.demo.clients import make_clients
from amtui.data.demo.dossier import add_dossiers
from amtui.data.demo.health import add_health
from amtui.data.demo.invoices import add_invoices
from amtui.data.demo.milestones import add_milestones
from amtui.data.demo.moments import Anchor, anchored
from amtui.data.demo.people import add_people
from amtui.data.demo.report import DemoReport, Sizes, Told
from amtui.data.demo.requests import add_requests
from amtui.data.demo.ruler import Rulers
from amtui.data.demo.satisfaction import add_satisfaction
from amtui.data.demo.stories import TALES
from amtui.data.demo.tasks import add_tasks
from amtui.data.demo.team import add_team
from amtui.data.demo.traffic import Traffic
from amtui.data.demo.world import World
from amtui.data.engine import for_writing, is_sqlite
from amtui.data.faults import translated
from amtui.data.models import meta, metadata, requests, settings, timeline
from amtui.domain.errors import Refused

PAST_DAYS, AHEAD_DAYS = 220, 120
LOADING = (("cache_size", -64_000), ("foreign_keys", 0), ("ignore_check_constraints", 1))
MANY_REQUESTS = 50_000
"""From here on indexes are made after the rows."""


def build(
    engine: Engine,
    *,
    seed: int = 7,
    accounts: int = 240,
    requests: int = 4000,
    calls: int | None = None,
    ams: int = 12,
    now: datetime,
    exact: bool = False,
) -> DemoReport:
    """Fill a database that has the schema and no accounts; all or nothing.

    The same seed, sizes and moment give the same rows, on every machine and both engines.

    Args:
        engine: the database.
        seed: what chance starts from.
        accounts: how many clients, at most 10,000; 28 or more lie in the book that it opens with.
        requests: how many requests, at most 1,000,000.
        calls: how many calls, at most 5,000,000; None for about 120 days of modest traffic.
        ams: how many account managers, at most 500.
        now: the present of the demo, aware; the beginning of its day in UTC is taken.
        exact: take `now` itself.

    Raises:
        Refused: the database holds accounts.
        Unavailable: it has no schema or another one, or the disk is full.
        UsageError: a size is out of bounds.
    """
    sizes = Sizes(accounts, requests, calls, ams).checked()
    with translated(), _loading(engine) as connection, connection.begin(), _unguarded(connection):
        schema.check(connection)
        if not schema.is_empty(connection):
            raise Refused(
                "the database holds accounts; a demo fills an empty one only",
                next="Name another database with --db, or leave --db out.",
            )
        return _fill(Loader(connection), sizes, seed, anchored(now, exact=exact))


def _fill(loader: Loader, sizes: Sizes, seed: int, anchor: Anchor) -> DemoReport:
    world = _populate(loader, sizes, seed, anchor)
    Traffic(loader, world, add_cadence(loader, world)).add(sizes.calls)
    with _late_indexes(loader.connection, late=sizes.requests >= MANY_REQUESTS):
        add_requests(loader, world, sizes.requests)
    add_invoices(loader, world)
    add_satisfaction(loader, world)
    add_health(loader, world)
    add_tasks(loader, world)
    add_milestones(loader, world)
    add_team(loader, world)
    _sign(loader, world)
    loader.set_sequences(metadata.sorted_tables)
    told = tuple(
        Told(tale.story.value, client.id, client.name, tale.what)
        for tale, client in zip(TALES, world.clients, strict=False)
        if client.story
    )
    return DemoReport(seed, anchor.moment, world.team.opening.login, dict(loader.made), told)


def _populate(loader: Loader, sizes: Sizes, seed: int, anchor: Anchor) -> World:
    """Insert people, calendars, accounts and their files."""
    first, last = anchor.moment.toordinal() - PAST_DAYS, anchor.moment.toordinal() + AHEAD_DAYS
    year = anchor.moment.year
    week = add_calendars(loader, range(year - 1, year + 2))
    team = add_people(loader, seed, anchor, sizes.ams)
    clients = make_clients(seed, anchor, team, sizes.accounts, [key for key in week if key is not None])
    world = World(seed, anchor, team, clients, Rulers(first, last, week))
    add_accounts(loader, world)
    add_dossiers(loader, world)
    return world


def _sign(loader: Loader, world: World) -> None:
    """Let the database say that it is a demo, as whom it opens, and what it was made from."""
    said = {
        "demo": "1",
        "opens_as": world.team.opening.login,
        "seed": str(world.seed),
        "anchor": world.anchor.moment.isoformat(),
    }
    loader.add(meta, "key value", said.items())
    key = "am_may_create_requests"
    if loader.connection.execute(select(settings.c.key).where(settings.c.key == key)).first() is None:
        loader.add_record(settings, key=key, value="true")


@contextmanager
def _late_indexes(connection: Connection, *, late: bool) -> Iterator[None]:
    """Make the indexes of requests and timelines after the rows, where there are many."""
    dropped: list[Index] = drop_indexes(connection, (requests, timeline)) if late else []
    yield
    for index in dropped:
        index.create(connection)


@contextmanager
def _unguarded(connection: Connection) -> Iterator[None]:
    """Let rows of every book in, on a server that otherwise keeps people to theirs."""
    if is_sqlite(connection):
        yield
        return
    from amtui.data.guard.walls import lowered

    with lowered(connection):
        yield


@contextmanager
def _loading(engine: Engine) -> Iterator[Connection]:
    """Open a connection for rows that are known to keep the rules; PostgreSQL checks them all the same.

    SQLite then keeps more pages, and checks neither references nor words, which takes it longer than
    the rows themselves.
    """
    with for_writing(engine.connect()) as connection:
        driver: Any = connection.connection.driver_connection
        if not is_sqlite(connection):
            yield connection
            return
        before = [(name, driver.execute(f"PRAGMA {name}").fetchone()[0]) for name, _ in LOADING]
        _set(driver, LOADING)
        try:
            yield connection
        finally:
            _set(driver, before)


def _set(driver: Any, pragmas: Iterable[tuple[str, int]]) -> None:
    for name, value in pragmas:
        driver.execute(f"PRAGMA {name}={value}")
