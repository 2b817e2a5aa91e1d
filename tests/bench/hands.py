"""Twenty processes on the same fifty requests, on both engines: lost updates, lock errors, and how long."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.measure import quantile
from tests.services.test_many_hands import crowd, stored
from tests.services.world import World
from tests.support import databases, hands

HANDS, ROUNDS, REQUESTS = 20, 20, 50
HEAD = ["", "changes", "p50 ms", "p95 ms", "errors", "lost"]


@contextmanager
def urls() -> Iterator[dict[str, str]]:
    """Give an empty database with the schema on each of the engines."""
    folder = Path(tempfile.mkdtemp(prefix="amtui-bench-"))
    databases.begin_run(folder)
    file = f"sqlite:///{folder / 'hands.db'}"
    databases.make_schema(file)
    try:
        with databases.cluster().database() as server:
            yield {"SQLite": file, "PostgreSQL": server}
    finally:
        databases.end_run()
        shutil.rmtree(folder, ignore_errors=True)


def rows() -> list[list[str]]:
    """Return the table, head first."""
    with urls() as known:
        return [HEAD, *(_row(name, url) for name, url in known.items())]


def _row(name: str, url: str) -> list[str]:
    world = World(url)
    ids = crowd(world, REQUESTS)
    with hands.hands(url, "add_one", HANDS, ROUNDS, ids) as started:
        told = hands.lines(started.communicate()[0])
    done = [line for line in told if "ms" in line]
    # In its first round a process still compiles its statements, all twenty at the same moment.
    taken = [line["ms"] for line in done if line["round"]]
    errors = sum("error" in line for line in told)
    lost = len(done) - sum(int(text or 0) for text, _ in stored(world, ids).values())
    world.close()
    times = [f"{quantile(taken, part):.0f}" for part in (0.5, 0.95)]
    return [name, f"{len(done):,}", *times, str(errors), str(lost)]
