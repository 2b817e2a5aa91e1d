"""A server that takes no more connections: what could not be read is read again once there is room."""

from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url, update

from amtui.app import AmtuiApp
from amtui.data.models import requests
from amtui.services.state import StateFile
from amtui.services.wiring import open_backend
from tests.flows.office import LONG_TOAST
from tests.flows.visitor import visiting
from tests.services.world import OUTAGE, World
from tests.support.databases import SERVICE, Cluster, libpq
from tests.support.own_server import OwnServer

pytestmark = pytest.mark.postgresql
THOSE_THAT_READ = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = %s AND usename = %s AND query NOT LIKE 'LISTEN%%'
"""


def let_in(cluster: Cluster, name: str, most: int) -> None:
    """Let so many connections to a database be, -1 for any number; those that only listen stay."""
    with psycopg.connect(libpq(cluster.admin), autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" CONNECTION LIMIT {most}'.encode())
        if most >= 0:
            connection.execute(THOSE_THAT_READ, (name, SERVICE))


@pytest.mark.parametrize("start", ["today", "requests"])
async def test_what_found_no_room_is_read_once_there_is_some(
    server: OwnServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: str
) -> None:
    monkeypatch.setattr("amtui.screens.changing.AGAIN_SECONDS", 0.5)
    cluster = server.cluster()
    with cluster.database() as url:
        world, service = World(url), make_url(url).set(username=SERVICE)
        app = AmtuiApp(
            lambda: open_backend(
                service.render_as_string(hide_password=False), clock=world.clock, login="ana", admitted=True
            ),
            clock=world.clock,
            state=StateFile(tmp_path / "state.json"),
            start=start,
        )
        app.__dict__["NOTIFICATION_TIMEOUT"] = LONG_TOAST
        async with visiting(app) as ana:
            await ana.see("Cannot log in")
            with world.writing() as connection:  # told to nobody, so that only who reads again sees it
                connection.execute(
                    update(requests).where(requests.c.id == OUTAGE).values(subject="Dead phones")
                )
            let_in(cluster, str(service.database), 0)
            await ana.hear()
            await ana.see("takes no more connections", "amtui tries again by itself")
            assert "Dead phones" not in ana.shown
            let_in(cluster, str(service.database), -1)
            await ana.see("Dead phones")
            await ana.settle()
        world.close()
