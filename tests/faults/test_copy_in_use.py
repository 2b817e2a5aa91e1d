"""A copy that is made while people write: whole changes, all from before it began, and it comes back so."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import func, select

from amtui.data.engine import open_engine, parse_url
from amtui.data.models import audit, requests, timeline
from amtui.services.backups import backup, restore
from amtui.services.maintenance import check
from tests.faults.crowd import FIRST, crowd, go_on
from tests.services.world import World
from tests.support.own_server import OwnServer
from tests.support.postgres import NEEDS_DUMP

pytestmark = [
    pytest.mark.postgresql,
    NEEDS_DUMP,
]
SESSIONS = 4


def test_a_copy_of_a_server_in_use_holds_whole_changes_and_none_twice(
    server: OwnServer, tmp_path: Path
) -> None:
    cluster = server.cluster()
    with cluster.database() as url, cluster.database(empty=True) as other, closing(World(url)) as world:
        over = Event()
        with ThreadPoolExecutor(SESSIONS) as pool:
            sessions = crowd(world, SESSIONS)
            writing = [pool.submit(session.write, over) for session in sessions]
            try:
                go_on(sessions)
                before = [list(one.acknowledged) for one in sessions]
                copy = backup(world.engine, tmp_path / "copy.dump")
                go_on(sessions)
            finally:
                over.set()
            for one in writing:
                one.result()
        restore(copy, parse_url(other))
        engine = open_engine(parse_url(other))
        assert all(finding.sound for finding in check(engine))
        with engine.connect() as connection:
            for session, had in zip(sessions, before, strict=True):
                own = timeline.c.request_id == FIRST + session.number
                notes = list(connection.execute(select(timeline.c.note).where(own)).scalars())
                told = select(func.count()).where(audit.c.entity_id == FIRST + session.number)
                assert max(Counter(notes).values()) == 1
                assert set(had) <= set(notes) < set(session.acknowledged)
                assert connection.execute(told.where(audit.c.entity == requests.name)).scalar_one() == len(
                    notes
                )
        engine.dispose()
