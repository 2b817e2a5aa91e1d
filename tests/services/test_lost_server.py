"""Connections that a server drops while several sessions write: nothing is lost, nothing is doubled."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event

import pytest
from sqlalchemy import make_url

from amtui.domain.changes import AddComment
from amtui.domain.errors import Conflict, Unavailable, Unreachable
from amtui.services.backend import Backend
from tests.services.world import LOGIN, World
from tests.support.databases import SERVICE

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


def test_a_server_without_room_is_named_so_and_waited_for(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amtui.services.backend.RETRY_SECONDS", 0.1)
    world = World(postgres_url)

    def room_for(most: int) -> None:
        with world.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            name = make_url(world.url).database
            connection.exec_driver_sql(f'ALTER DATABASE "{name}" CONNECTION LIMIT {most}')

    world.url = str(make_url(world.url).set(username=SERVICE))
    ana, note = world.as_("ana"), AddComment(request_id=LOGIN, text="Works again")
    ana.engine.dispose()
    room_for(0)
    with pytest.raises(Unreachable, match="takes no more connections"):
        ana.apply(note)
    room_for(-1)
    assert ana.apply(note).audit_id
    world.close()
