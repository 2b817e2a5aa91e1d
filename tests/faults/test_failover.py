"""A primary that is lost and a replica in its place: sessions find it by themselves and lose nothing."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from amtui.data.queries.request_detail import request_detail
from amtui.domain.errors import Unreachable
from amtui.services.wiring import open_backend
from tests.faults.crowd import FIRST, crowd, go_on, notes
from tests.services.world import World
from tests.support.own_server import OwnServer

pytestmark = pytest.mark.postgresql
SESSIONS = 4


@pytest.fixture
def replica(primary: OwnServer) -> Iterator[OwnServer]:
    made = primary.replica()
    yield made
    made.remove()


def test_sessions_find_the_new_primary_and_lose_and_double_nothing(
    primary: OwnServer, replica: OwnServer
) -> None:
    template = primary.cluster().template
    both = f"postgresql://amtui@127.0.0.1:{primary.port},127.0.0.1:{replica.port}/{template}?sslmode=disable"
    world, over = World(both), Event()
    looks_only = open_backend(both, clock=world.clock, login="ana", admitted=True, read_only=True)
    with ThreadPoolExecutor(SESSIONS) as pool:
        sessions = crowd(world, SESSIONS)
        writing = [pool.submit(session.write, over) for session in sessions]
        try:
            go_on(sessions)
            primary.kill()
            with pytest.raises(Unreachable, match="no database server takes changes"):
                looks_only.read(request_detail, request_id=FIRST)
            replica.promote()
            go_on(sessions)
        finally:
            over.set()
        for one in writing:
            one.result()
    acknowledged = Counter(words for session in sessions for words in session.acknowledged)
    assert Counter(notes(world)) == acknowledged
    assert looks_only.read(request_detail, request_id=FIRST).row.id == FIRST
    looks_only.close()
    world.close()
