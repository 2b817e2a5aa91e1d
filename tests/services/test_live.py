"""Hearing of other people's changes, not of one's own."""

from collections.abc import Iterator

import pytest
from sqlalchemy.pool import QueuePool

from amtui.domain.changes import AddComment, Undo
from amtui.domain.errors import Unavailable
from amtui.services.backend import Backend
from amtui.services.live import Watcher
from tests.services.world import LOGIN, World


@pytest.fixture
def watcher(ana: Backend) -> Iterator[Watcher]:
    made = Watcher(ana.engine)
    assert made.changed() is False
    yield made
    made.close()
    made.wait(0)


CUT_OFF = """
  SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
  WHERE datname = current_database() AND starts_with(query, 'LISTEN')"""


def comment(backend: Backend) -> None:
    backend.apply(AddComment(request_id=LOGIN, text="Called them"))


def soon(watcher: Watcher) -> bool:
    """Look until something is heard: what a server tells takes a moment."""
    return any(watcher.changed() for _ in range(500))


def test_a_change_of_somebody_else_is_heard_once(world: World, watcher: Watcher) -> None:
    comment(world.as_("max"))
    assert [soon(watcher), watcher.changed()] == [True, False]


def test_ones_own_changes_are_no_news(ana: Backend, watcher: Watcher) -> None:
    comment(ana)
    assert watcher.changed() is False
    ana.apply(Undo())
    assert watcher.changed() is False


def test_a_change_of_somebody_else_is_heard_beside_ones_own(
    world: World, ana: Backend, watcher: Watcher
) -> None:
    comment(ana)
    comment(world.as_("max"))
    comment(ana)
    assert [soon(watcher), watcher.changed()] == [True, False]


def test_reading_is_no_change(world: World, watcher: Watcher) -> None:
    world.request()
    assert watcher.changed() is False


def test_a_closed_watcher_waits_no_longer(watcher: Watcher) -> None:
    assert watcher.wait(0) is False
    watcher.close()
    assert watcher.wait(60) is True
    assert watcher.changed() is False


def test_closing_leaves_the_connection_to_the_thread_that_looks(ana: Backend, watcher: Watcher) -> None:
    pool = ana.engine.pool
    assert isinstance(pool, QueuePool)
    held = pool.checkedout()
    watcher.close()
    assert pool.checkedout() == held
    assert watcher.wait(60) is True
    assert pool.checkedout() == 0


def test_after_a_lost_server_all_is_news(postgres_url: str) -> None:
    world = World(postgres_url)
    backend = world.as_("ana")
    watcher = Watcher(backend.engine)
    assert watcher.changed() is False
    with world.writing() as connection:
        connection.exec_driver_sql(CUT_OFF)
    with pytest.raises(Unavailable, match="cannot be reached"):
        watcher.changed()
    assert [watcher.changed(), watcher.changed()] == [True, False]
    watcher.close()
    world.close()
