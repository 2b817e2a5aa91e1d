"""Reports from a replica: as new as they say, for the same eyes, else from the primary with the reason."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from amtui.cli.report_source import backend_for_reports
from amtui.cli.session import Session
from amtui.data.engine import parse_url
from amtui.data.models import requests, timeline
from amtui.data.reading import Reading
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
ASKED = "SELECT count(*) FROM timeline"
Report = Callable[..., int]
Said = pytest.CaptureFixture[str]


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


@pytest.fixture
def made_by_ana(
    primary: OwnServer, replica: OwnServer, world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Report:
    """What a report of Ana says, made where the config file has reports made."""
    monkeypatch.setenv("AMTUI_REPORTS_DB", _url(replica, primary))
    path = tmp_path / "config.toml"

    def made(report: Callable[[Backend], int], *, lag: int = 60) -> int:
        path.write_text(f"reports_lag = {lag}\n")
        session = Session()
        session.db, session.login, session.admitted, session.config_path = world.url, "ana", True, path
        with backend_for_reports(session) as backend:
            return report(backend)

    return made


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
    primary: OwnServer, replica: OwnServer, world: World, made_by_ana: Report, capsys: Said
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

    # One that follows at its leisure: the primary no longer waits for what it has not got.
    primary.cluster().execute("ALTER SYSTEM RESET synchronous_standby_names")
    primary.cluster().execute("SELECT pg_reload_conf()")
    ana.apply(AddComment(request_id=LOGIN, text="said at last"))
    assert (made_by_ana(_comments, lag=3600), "s behind" in capsys.readouterr().err) == (10, True)
    assert made_by_ana(_comments, lag=0) == 12
    assert "0 s are allowed. This is from the primary." in capsys.readouterr().err


def test_a_copy_shows_nobody_more_takes_no_change_and_what_it_stops_comes_from_the_primary(
    primary: OwnServer, replica: OwnServer, world: World, made_by_ana: Report, capsys: Said
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

    replica.cluster().execute("ALTER SYSTEM SET max_standby_streaming_delay = 0")
    replica.cluster().execute("SELECT pg_reload_conf()")

    def lock() -> None:
        """Take from the replica what a query there holds on to."""
        with world.writing() as connection:
            connection.execute(text("LOCK TABLE timeline IN ACCESS EXCLUSIVE MODE"))

    for spoil, why in (
        (lock, "it had to go on with what changed meanwhile"),
        (replica.kill, "the database server cannot be reached"),
    ):
        with ThreadPoolExecutor(1) as pool:
            job = pool.submit(_spoiled, replica, spoil)
            assert made_by_ana(_slowly) == 0
            job.result()
        midway = f"The replica gave up midway: {why}. What it still owed is from the primary."
        assert midway in capsys.readouterr().err


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


def _slowly(backend: Backend) -> int:
    """Ask twice; a replica takes so long that it does not come to an end by itself."""

    def query(reading: Reading) -> int:
        if reading.connection.execute(text("SELECT pg_is_in_recovery()")).scalar_one():
            reading.connection.execute(text(f"{ASKED} WHERE (SELECT pg_sleep(60)) IS NULL"))
        return int(reading.connection.execute(text(ASKED)).scalar_one())

    return max(backend.read(query), backend.read(query))


def _spoiled(replica: OwnServer, spoil: Callable[[], object]) -> None:
    begun = f"SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND starts_with(query, '{ASKED} WHERE')"
    until(lambda: _says(replica, begun) == [(1,)])
    spoil()


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
