"""What row-level security costs the queue: `python -m tests.bench.guard URL`, on a server's demo database.

The same queries through the same role, with the policies and without, in turns.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, func, select, text

from amtui.data.engine import open_engine, parse_url
from amtui.data.guard.roles import ADMIN, APP
from amtui.data.models import requests
from amtui.data.queries.requests import request_count, request_page
from amtui.data.reading import Reading
from amtui.domain.paging import Order
from amtui.domain.people import Scope

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
QUERIES: dict[str, Callable[[Reading], object]] = {
    "first page by due": request_page,
    "first page by update": lambda reading: request_page(reading, order=Order("updated")),
    "count": request_count,
}


def enter(connection: Connection, role: str, am_id: int) -> None:
    """Take a role on, as Ana or as an administrator who asks for her book."""
    values = {"role": role, "who": str(am_id)}
    connection.execute(
        text(
            "SELECT set_config('role', :role, true), set_config('amtui.who', :who, true),"
            " set_config('amtui.books', :who, true)"
        ),
        values,
    )


def once(engine: Engine, role: str, am_id: int, query: Callable[[Reading], object]) -> float:
    """Return the milliseconds of one query."""
    with engine.connect() as connection, connection.begin():
        enter(connection, role, am_id)
        reading = Reading(connection, Scope(frozenset({am_id})), NOW, ZoneInfo("UTC"), am_id)
        begun = time.perf_counter()
        query(reading)
        return (time.perf_counter() - begun) * 1e3


def biggest(engine: Engine) -> int:
    """Return whose book holds the most requests."""
    by_book = select(requests.c.am_id).group_by(requests.c.am_id).order_by(func.count().desc()).limit(1)
    with engine.connect() as connection, connection.begin():
        enter(connection, ADMIN, 0)
        return int(connection.execute(by_book).scalar_one())


def main() -> None:
    """Measure and print medians and the ratio of each query."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.guard", description=__doc__)
    parser.add_argument("url", help="a server's database, filled by `amtui demo --no-open`")
    parser.add_argument("--rounds", type=int, default=40, help="runs of each query (default 40)")
    options = parser.parse_args()
    engine = open_engine(parse_url(options.url))
    book = biggest(engine)
    for name, query in QUERIES.items():
        found: dict[str, list[float]] = {ADMIN: [], APP: []}
        for _ in range(options.rounds):
            for role, times in found.items():
                times.append(once(engine, role, book, query))
        free, guarded = (statistics.median(found[role][3:]) for role in (ADMIN, APP))
        print(f"{name:24} {free:8.2f} ms free {guarded:8.2f} ms guarded {guarded / free:6.2f} x")
    engine.dispose()


if __name__ == "__main__":
    main()
