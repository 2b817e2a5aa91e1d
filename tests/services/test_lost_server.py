"""Connections that a server drops while several sessions write: nothing is lost, nothing is doubled."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event

from amtui.domain.changes import AddComment
from amtui.domain.errors import Conflict, Unavailable
from amtui.services.backend import Backend
from tests.services.world import LOGIN, World

SESSIONS, CHANGES = 4, 25
DROP = """
  SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""


def written(backend: Backend, session: int) -> set[str]:
    """Write comments on one request; return those that were acknowledged: neither lost nor beaten to it."""
    done = set()
    for number in range(CHANGES):
        words = f"{session}-{number}"
        with suppress(Conflict, Unavailable):
            backend.apply(AddComment(request_id=LOGIN, text=words))
            done.add(words)
    return done


def test_dropped_connections_lose_and_double_nothing(postgres_url: str) -> None:
    world = World(postgres_url)
    backends = [world.as_("ana") for _ in range(SESSIONS)]
    over, dropped = Event(), 0

    def drop() -> int:
        count, pause = 0, 0.02
        while not over.wait(pause):
            pause *= 1.1  # however slow the machine is, some changes get through in the end
            with world.engine.connect() as connection:
                count += connection.exec_driver_sql(DROP).scalar_one()
        return count

    with ThreadPoolExecutor(SESSIONS + 1) as pool:
        dropping = pool.submit(drop)
        writing = [pool.submit(written, backend, number) for number, backend in enumerate(backends)]
        try:
            acknowledged = set().union(*(job.result() for job in writing))
        finally:
            over.set()
        dropped = dropping.result()
    kept = Counter(note for _, _, _, note in world.entries())
    assert dropped > 0
    assert acknowledged
    assert acknowledged <= set(kept)
    assert set(kept.values()) == {1}
    assert backends[0].apply(AddComment(request_id=LOGIN, text="Works again")).audit_id
    world.close()
