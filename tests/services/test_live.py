"""Hearing of other people's changes, not of one's own."""

from collections.abc import Iterator
from threading import Timer
from time import perf_counter

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


def test_a_server_wakes_whoever_waits_and_else_lets_them_sleep(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amtui.services.live.BEAT_SECONDS", 0.4)
    world = World(postgres_url)
    watcher, other = Watcher(world.as_("ana").engine), world.as_("max")
    assert watcher.changed() is False
    begun = perf_counter()
    assert watcher.wait(0.01) is False
    assert perf_counter() - begun > 0.3
    monkeypatch.setattr("amtui.services.live.BEAT_SECONDS", 60.0)
    (change := Timer(0.1, comment, (other,))).start()
    assert watcher.wait(0.5) is False
    assert soon(watcher) is True
    begun = perf_counter()
    assert watcher.wait(0.01) is False
    assert perf_counter() - begun < 30, "what is told at a busy time is looked at as often as a file"
    change.join()
    watcher.close()
    assert watcher.wait(60) is True
    world.close()


def test_a_server_that_hangs_up_wakes_whoever_waits(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amtui.services.live.BEAT_SECONDS", 60.0)
    world = World(postgres_url)
    watcher = Watcher(world.as_("ana").engine)
    assert watcher.changed() is False
    with world.writing() as connection:
        connection.exec_driver_sql(CUT_OFF)
    begun = perf_counter()
    assert watcher.wait(0.5) is False
    assert perf_counter() - begun < 30
    with pytest.raises(Unavailable, match="cannot be reached"):
        soon(watcher)
    assert watcher.wait(0.01) is False
    watcher.close()
    assert watcher.wait(60) is True
    world.close()


def test_closing_wakes_whoever_waits(watcher: Watcher) -> None:
    (closing := Timer(0.1, watcher.close)).start()
    begun = perf_counter()
    assert watcher.wait(60) is True
    assert perf_counter() - begun < 30
    closing.join()
    watcher.close()
    assert watcher.wait(60) is True


def test_after_a_lost_server_all_is_news(postgres_url: str) -> None:
    world = World(postgres_url)
    backend = world.as_("ana")
    watcher = Watcher(backend.engine)
    assert watcher.changed() is False
    with world.writing() as connection:
        connection.exec_driver_sql(CUT_OFF)
    with pytest.raises(Unavailable, match="cannot be reached"):
        soon(watcher)
    assert [watcher.changed(), watcher.changed()] == [True, False]
    watcher.close()
    world.close()
