"""Reports from a replica: as new as they say, for the same eyes, else from the primary with the reason."""

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import create_engine, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from amtui.cli.report_source import backend_for_reports
from amtui.cli.session import Session
from amtui.data.engine import parse_url
from amtui.data.models import requests, timeline
from amtui.data.schema import HEAD
from amtui.domain.changes import AddComment
from amtui.domain.errors import Refused, Unavailable
from amtui.services.backend import Backend
from amtui.services.replica import open_copy
from tests.services.world import CONTOSO, ELSEWHERE, LOGIN, MONDAY_NINE, World
from tests.support.databases import libpq
from tests.support.own_server import OwnServer, until

pytestmark = pytest.mark.postgresql
LONG = timedelta(hours=1)


@pytest.fixture
def replica(primary: OwnServer) -> Iterator[OwnServer]:
    made = primary.replica()
    yield made
    made.remove()


@pytest.fixture
def world(primary: OwnServer) -> Iterator[World]:
    made = World(_url(primary, primary))
    yield made
    made.close()


def _url(server: OwnServer, primary: OwnServer) -> str:
    return f"postgresql://amtui@127.0.0.1:{server.port}/{primary.cluster().template}?sslmode=disable"


def _comments(backend: Backend) -> int:
    with backend.engine.connect() as connection, connection.begin():
        wanted = select(func.count()).select_from(timeline).where(timeline.c.note.like("said%"))
        return int(connection.execute(wanted).scalar_one())


def _pause(replica: OwnServer) -> None:
    replica.cluster().execute("SELECT pg_wal_replay_pause()")
    until(lambda: _says(replica, "SELECT pg_get_wal_replay_pause_state()") == [("paused",)])


def _says(server: OwnServer, question: str) -> list[tuple[object, ...]]:
    with psycopg.connect(libpq(server.url())) as connection:
        return connection.execute(question.encode()).fetchall()


def test_a_copy_has_what_was_just_written_or_says_how_far_it_is_behind(
    primary: OwnServer, replica: OwnServer, world: World
) -> None:
    ana, url = world.as_("ana"), parse_url(_url(replica, primary))
    for number in range(1, 11):
        ana.apply(AddComment(request_id=LOGIN, text=f"said {number}"))
        copy, standing = open_copy(ana, url, timedelta(0))
        assert (_comments(copy), standing.lag) == (number, timedelta(0))
        copy.close()

    _pause(replica)
    ana.apply(AddComment(request_id=LOGIN, text="said while it stood still"))
    copy, standing = open_copy(ana, url, LONG)
    assert _comments(copy) == 10
    assert timedelta(0) < standing.lag < LONG
    copy.close()
    with pytest.raises(Unavailable, match=r"behind, 0 s are allowed"):
        open_copy(ana, url, timedelta(0))


def test_a_copy_shows_nobody_more_than_the_primary_and_takes_no_change(
    primary: OwnServer, replica: OwnServer, world: World
) -> None:
    ana = world.as_("ana")
    copy, _ = open_copy(ana, parse_url(_url(replica, primary)), LONG)
    with copy.engine.connect() as connection, connection.begin():
        seen = connection.execute(select(requests.c.id).where(requests.c.account_id == CONTOSO)).all()
        assert (seen, connection.execute(text("SHOW transaction_read_only")).scalar_one()) == ([], "on")
    with pytest.raises(Refused):
        copy.apply(AddComment(request_id=LOGIN, text="said here"))
    entry = {"request_id": ELSEWHERE, "at": MONDAY_NINE}
    with pytest.raises(DBAPIError, match="read-only"), copy.engine.begin() as connection:
        connection.execute(insert(timeline).values(entry).inline())
    copy.close()


def test_a_replica_of_no_use_is_named_and_the_primary_asked(
    primary: OwnServer,
    replica: OwnServer,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ana = world.as_("ana")
    monkeypatch.setenv("AMTUI_REPORTS_DB", _url(replica, primary))
    session = Session()
    session.db, session.login, session.admitted = world.url, "ana", True

    def told() -> str:
        with backend_for_reports(session) as backend:
            assert _comments(backend) == _comments(ana)
        return capsys.readouterr().err

    assert "From the replica, as of" in told()
    _set_schema(world, "0001")
    open_again = _url(replica, primary)
    until(lambda: _schema(open_again) == "0001")
    _pause(replica)
    _set_schema(world, HEAD)
    assert "not used: the database is older than this program" in told()
    # Nothing follows any more, so nothing is to be waited for.
    primary.cluster().execute("ALTER SYSTEM RESET synchronous_standby_names")
    primary.cluster().execute("SELECT pg_reload_conf()")
    replica.promote()
    until(lambda: _says(replica, "SELECT pg_is_in_recovery()") == [(False,)])
    ana.apply(AddComment(request_id=LOGIN, text="said to the primary only"))
    assert "not used: it follows no server any more. This is from the primary." in told()
    monkeypatch.setenv("AMTUI_REPORTS_DB", primary.url().replace("+psycopg", ""))
    assert "not used: it is no replica of this database" in told()
    replica.kill()
    monkeypatch.setenv("AMTUI_REPORTS_DB", _url(replica, primary).replace("amtui@", "amtui:hunter2@"))
    said = told()
    assert "The replica for reports is not used" in said
    assert "hunter2" not in said


def _set_schema(world: World, version: str) -> None:
    with world.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})


def _schema(url: str) -> str:
    engine = create_engine(parse_url(url))
    with engine.connect() as connection:
        connection.execute(text("SET ROLE amtui_app"))
        found = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    engine.dispose()
    return found
