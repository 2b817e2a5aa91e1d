"""What row-level security costs the queue: its queries as people ask them and past all policies, in turns."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, event, func, select, text

from amtui.data.engine import open_engine, parse_url
from amtui.data.guard.roles import APP, PERSONAL
from amtui.data.models import requests, users
from amtui.data.queries.request_beside import request_beside
from amtui.data.queries.request_counts import request_counts
from amtui.data.queries.request_preview import request_preview
from amtui.data.queries.requests import request_around, request_count, request_page
from amtui.data.reading import Reading
from amtui.domain.filters import EVERYTHING, parse
from amtui.domain.paging import Frame, Order, Slice
from amtui.domain.people import Scope
from amtui.domain.vocabulary import Role
from amtui.services.server_logins import sync
from tests.bench import databases
from tests.bench.imports import own_server

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
WARM_UP = 3
LIST = Frame(above=20, rows=40)
HEAD = ["", "ms", "without policies", "ratio"]
Query = Callable[[Reading], object]


@dataclass(frozen=True)
class Who:
    """Somebody who looks at the queue.

    Attributes:
        name: what the table calls them.
        role: the database role of their transactions.
        login: theirs.
        user_id: theirs.
        books: that they see.
    """

    name: str
    role: str
    login: str
    user_id: int
    books: frozenset[int]


def rows(size: int, server: str, rounds: int) -> list[list[str]]:
    """Return a line for each query of each person, head first: the least of some runs, as others work too.

    Args:
        size: requests in the database, where it is made for this.
        server: URL of a demo, as somebody who may do everything there; else one is made, which takes minutes.
        rounds: runs of each query each way.
    """
    with _demo(size, server) as engine:
        sync(engine)
        with engine.connect() as connection:
            people = list(_people(connection))
        found = [
            _row(engine, who, name, query, rounds)
            for who in people
            for name, query in _queries(engine, who).items()
        ]
    return [HEAD, *found]


@contextmanager
def _demo(size: int, server: str) -> Iterator[Engine]:
    """Give a demo of so many requests, whose statistics are up to date."""
    if not server:
        with own_server() as url:
            databases.amtui("demo", "--no-open", "--requests", str(size), "--calls", "10000", "--db", url)
            with _demo(size, url) as engine:
                yield engine
        return
    engine = open_engine(parse_url(server))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
    yield engine
    engine.dispose()


def _people(connection: Connection) -> Iterator[Who]:
    """Yield whose book is the longest, through the service and by their own login, and their manager."""
    c = users.c
    by_book = select(requests.c.am_id).group_by(requests.c.am_id).order_by(func.count().desc()).limit(1)
    am = connection.execute(select(users).where(c.id.in_(by_book))).mappings().one()
    lead = connection.execute(select(users).where(c.role == Role.MANAGER, c.active)).mappings().first()
    for name, role in (("account manager", APP), ("own login", PERSONAL)):
        yield Who(name, role, am["login"], am["id"], frozenset({am["id"]}))
    if lead is not None:
        line = connection.execute(select(c.id).where(c.manager_id == lead["id"])).scalars()
        yield Who("manager", APP, lead["login"], lead["id"], frozenset({lead["id"], 0, *line}))


def _queries(engine: Engine, who: Who) -> dict[str, Query]:
    """Return what the queue asks, about the request in the middle of its first page."""
    with engine.connect() as connection, connection.begin():
        page = request_page(_reading(connection, who))
    one, key = page.rows[len(page.rows) // 2].id, page.keys[-1]
    ordered = {
        f"first page by {column}": partial(request_page, order=Order(column))
        for column in ("due", "priority", "updated", "status", "account", "subject", "owner", "sla")
    }
    return {
        **ordered,
        "next page": partial(request_page, slice=Slice(key)),
        "last page": partial(request_page, slice=Slice(reverse=True)),
        "a word in the text": partial(request_page, filter=parse("training")),
        "a word that is nowhere": partial(request_page, filter=parse("zzqqxx")),
        "one account": partial(request_page, filter=parse("account:a")),
        "opened on a request": partial(request_around, request_id=one, frame=LIST),
        "count of the open ones": request_count,
        "count of a word": partial(request_count, filter=parse("training")),
        "counts of the accounts": request_counts,
        "preview": partial(request_preview, request_id=one),
        "the next one": partial(request_beside, request_id=one, filter=EVERYTHING),
    }


def _row(engine: Engine, who: Who, name: str, query: Query, rounds: int) -> list[str]:
    taken: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(WARM_UP + rounds):
        for guarded, times in taken.items():
            times.append(_once(engine, who, query, guarded=guarded))
    with_, without = (min(taken[guarded][WARM_UP:]) for guarded in (True, False))
    return [f"{who.name}: {name}", f"{with_:.2f}", f"{without:.2f}", f"{with_ / without:.2f}x"]


def _once(engine: Engine, who: Who, query: Query, *, guarded: bool) -> float:
    """Return the milliseconds for which the server was asked; what this process does beside is left out."""
    spent, begun = 0.0, 0.0

    def begin(*_: Any) -> None:
        nonlocal begun
        begun = time.perf_counter()

    def end(*_: Any) -> None:
        nonlocal spent
        spent += time.perf_counter() - begun

    with engine.connect() as connection, connection.begin() as transaction:
        if guarded:
            _enter(connection, who)
        event.listen(connection, "before_cursor_execute", begin)
        event.listen(connection, "after_cursor_execute", end)
        query(_reading(connection, who))
        transaction.rollback()
    return spent * 1e3


def _enter(connection: Connection, who: Who) -> None:
    """Go on as somebody behind the guard, for the rest of the transaction."""
    if who.role == PERSONAL:
        connection.execute(text(f'SET LOCAL SESSION AUTHORIZATION "{who.login}"'))
    said = {"role": who.role, "who": str(who.user_id), "books": ",".join(map(str, sorted(who.books)))}
    connection.execute(
        text(
            "SELECT set_config('role', :role, true), set_config('amtui.who', :who, true),"
            " set_config('amtui.books', :books, true)"
        ),
        said,
    )


def _reading(connection: Connection, who: Who) -> Reading:
    return Reading(connection, Scope(who.books), NOW, ZoneInfo("UTC"), who.user_id)
