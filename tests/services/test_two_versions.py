"""Two versions of the program at one database: the older one says so, and leaves it alone."""

import pytest
from sqlalchemy import update

from amtui.data.schema import alembic_version
from amtui.domain.changes import AddComment
from amtui.domain.errors import Unavailable
from amtui.services.backend import Backend
from amtui.services.live import Watcher
from tests.services.world import LOGIN, World


def turned_into(world: World, revision: str, *statements: str) -> None:
    """Do to the database what another version of the program does."""
    with world.writing() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.execute(update(alembic_version).values(version_num=revision))


@pytest.mark.parametrize(
    ("revision", "why", "then"),
    [
        ("9999", "was upgraded to schema 9999 while", "start amtui again"),
        ("0001", "put back to", "db upgrade"),
    ],
)
def test_a_session_under_which_the_schema_changed_writes_nothing_more(
    world: World, ana: Backend, revision: str, why: str, then: str
) -> None:
    turned_into(world, revision)
    with pytest.raises(Unavailable, match=why) as refused:
        ana.apply(AddComment(request_id=LOGIN, text="Called them"))
    assert then in refused.value.next
    assert refused.value.exit_code == 6
    assert world.entries() == []


def test_a_query_that_fails_for_the_upgrade_says_so(world: World, ana: Backend) -> None:
    turned_into(world, "9999", "ALTER TABLE timeline RENAME COLUMN note TO words")
    with pytest.raises(Unavailable, match="was upgraded to schema 9999"):
        ana.read(lambda reading: reading.connection.exec_driver_sql("SELECT note FROM timeline").all())


@pytest.mark.parametrize("query", ["SELECT 1 FROM nowhere", "SELECT gone FROM timeline"])
def test_a_part_that_is_missing_of_the_right_schema_is_damage(ana: Backend, query: str) -> None:
    with pytest.raises(Unavailable, match="is damaged: a part of its schema is missing") as refused:
        ana.read(lambda reading: reading.connection.exec_driver_sql(query).all())
    assert "amtui db restore" in refused.value.next


def test_a_query_that_fails_otherwise_keeps_its_own_reason(ana: Backend) -> None:
    with pytest.raises(Unavailable, match="the database reports a fault"):
        ana.read(lambda reading: reading.connection.exec_driver_sql("SELECT (").all())


def test_a_waiting_session_hears_of_the_upgrade(world: World, ana: Backend) -> None:
    told: list[str] = []
    watcher = Watcher(ana.engine, warn=told.append)
    assert watcher.changed() is False
    turned_into(world, "9999")
    if world.engine.dialect.name == "postgresql":
        with world.writing() as connection:
            connection.exec_driver_sql("NOTIFY amtui, 'schema'")
    with pytest.raises(Unavailable, match="was upgraded"):
        any(watcher.changed() for _ in range(500))
    with pytest.raises(Unavailable, match="was upgraded"):
        watcher.changed()
    assert len(told) == 1
    assert "Leave, and start amtui again" in told[0]
    watcher.close()
    watcher.wait(0)
