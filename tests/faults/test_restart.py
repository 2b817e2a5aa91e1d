"""A server that falls and comes back under people who write: nothing is lost, nothing is doubled."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from amtui.app import AmtuiApp
from amtui.services.state import StateFile
from amtui.services.wiring import open_backend
from tests.faults.crowd import crowd, go_on, notes
from tests.flows.office import LONG_TOAST
from tests.flows.visitor import visiting
from tests.services.world import OUTAGE, World
from tests.support.flow import press
from tests.support.own_server import OwnServer

pytestmark = pytest.mark.postgresql
SESSIONS = 20


def test_writing_sessions_outlive_their_server_and_lose_and_double_nothing(server: OwnServer) -> None:
    with server.cluster().database() as url, ThreadPoolExecutor(SESSIONS) as pool:
        world, over = World(url), Event()
        sessions = crowd(world, SESSIONS)
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
        async with visiting(app, (60, 20)) as ana:
            await ana.press("c")
            await ana.type("Called")
            server.kill()
            await ana.see("▲ database lost")
            await ana.type(" them back")
            await press(ana.pilot, "ctrl+j")  # it is tried again and again
            server.start()
            await ana.see("The database is back", "comment added to R-1004")
            assert "database lost" not in "\n".join(ana.lines)
            await ana.settle()
        assert [note for *_, note in world.entries(OUTAGE)] == ["Called them back"]
        world.close()
