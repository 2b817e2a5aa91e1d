"""A server that falls and comes back under people who write: nothing is lost, nothing is doubled."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import insert, select

from amtui.app import AmtuiApp
from amtui.data.models import requests, timeline
from amtui.domain.changes import AddComment
from amtui.services.backend import Backend
from amtui.services.state import StateFile
from amtui.services.wiring import open_backend
from tests.flows.office import LONG_TOAST
from tests.flows.visitor import visiting
from tests.services.world import ANA, NORTHWIND, OUTAGE, World, move_sequences, request_values
from tests.support.flow import press
from tests.support.own_server import OwnServer, until

pytestmark = pytest.mark.postgresql
SESSIONS = 20
FIRST = 100


class Session:
    """Somebody who comments on a request of theirs, one comment after the other."""

    def __init__(self, backend: Backend, number: int) -> None:
        self.backend = backend
        self.number = number
        self.acknowledged: list[str] = []

    def write(self, over: Event) -> None:
        """Write until it is over."""
        while not over.is_set():
            words = f"{self.number}-{len(self.acknowledged)}"
            self.backend.apply(AddComment(request_id=FIRST + self.number, text=words))
            self.acknowledged.append(words)


def crowd(world: World) -> list[Session]:
    with world.writing() as connection:
        ids = range(FIRST, FIRST + SESSIONS)
        connection.execute(insert(requests), [request_values(connection, one, NORTHWIND, ANA) for one in ids])
        move_sequences(connection, (requests,))
    return [Session(world.as_("ana"), number) for number in range(SESSIONS)]


def notes(world: World) -> list[str | None]:
    """Return every comment that is stored."""
    wanted = select(timeline.c.note).where(timeline.c.request_id >= FIRST)
    with world.engine.connect() as connection:
        return list(connection.execute(wanted).scalars())


def go_on(sessions: list[Session]) -> None:
    """Wait until each session was acknowledged more than it was."""
    before = [len(one.acknowledged) for one in sessions]
    until(lambda: all(len(one.acknowledged) > had for one, had in zip(sessions, before, strict=True)))


def test_writing_sessions_outlive_their_server_and_lose_and_double_nothing(server: OwnServer) -> None:
    with server.cluster().database() as url, ThreadPoolExecutor(SESSIONS) as pool:
        world, over = World(url), Event()
        sessions = crowd(world)
        writing = [pool.submit(session.write, over) for session in sessions]
        try:
            for fault in (server.restart, server.kill_backend, server.kill):
                go_on(sessions)
                fault()
            server.start()
            go_on(sessions)
        finally:
            over.set()
        for one in writing:
            one.result()  # none was refused, none gave up
        acknowledged = Counter(words for session in sessions for words in session.acknowledged)
        assert Counter(notes(world)) == acknowledged
        world.close()


async def test_the_dashboard_says_that_its_database_is_lost_and_goes_on_when_it_is_back(
    server: OwnServer, tmp_path: Path
) -> None:
    with server.cluster().database() as url:
        world = World(url)
        app = AmtuiApp(
            lambda: open_backend(url, clock=world.clock, login="ana", admitted=True),
            clock=world.clock,
            state=StateFile(tmp_path / "state.json"),
            start="requests",
        )
        app.__dict__["NOTIFICATION_TIMEOUT"] = LONG_TOAST
        async with visiting(app) as ana:
            await ana.press("c")
            await ana.type("Called")
            server.kill()
            await ana.see("▲ database lost")
            await ana.type(" them back")
            await press(ana.pilot, "ctrl+j")  # it is tried again and again
            server.start()
            await ana.see("The database is back", "Called them back")
            assert "database lost" not in "\n".join(ana.lines)
            await ana.settle()
        assert [note for *_, note in world.entries(OUTAGE)] == ["Called them back"]
        world.close()
