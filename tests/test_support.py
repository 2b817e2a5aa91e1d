"""The tests' own tools, where a fault would make other tests pass for the wrong reason."""

import psycopg
import pytest

from amtui.data.engine import open_engine, parse_url
from amtui.data.schema import check, is_empty
from tests.support import databases, environment, postgres


@pytest.mark.postgresql
def test_each_test_gets_a_database_nobody_else_sees(postgres_cluster: databases.Cluster) -> None:
    with postgres_cluster.database(empty=True) as one, postgres_cluster.database(empty=True) as other:
        with psycopg.connect(databases.libpq(one)) as connection:
            connection.execute("CREATE TABLE mine (id int)")
        with psycopg.connect(databases.libpq(other)) as connection:
            found = connection.execute("SELECT to_regclass('mine')").fetchone()
    assert found == (None,)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(databases.libpq(one))


@pytest.mark.postgresql
def test_every_runner_that_works_here_starts_a_server_that_stops() -> None:
    programs = next(folder for folder in postgres.binary_folders() if (folder / "initdb").exists())
    for runner in [runner for runner in postgres.runners() if runner.works()]:
        place = postgres._made(programs, runner)
        server = postgres.Server(place.folder, place.start(postgres.SETTINGS))
        with psycopg.connect(databases.libpq(server.url("postgres"))) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        server.stop()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(databases.libpq(server.url("postgres")))
        assert not server.folder.exists()


@pytest.mark.parametrize(
    ("name", "dropped"),
    [
        ("NO_COLOR", True),
        ("TEXTUAL_THEME", True),
        ("AMTUI_DB", True),
        ("PGHOST", True),
        ("PYTHONDONTWRITEBYTECODE", True),
        ("AMTUI_REAL_DATA", False),
        ("AMTUI_TEST_PG", False),
        ("PATH", False),
    ],
)
def test_the_machine_shows_through_in_what_tests_need_only(name: str, *, dropped: bool) -> None:
    assert environment.unwanted(name) is dropped


def test_a_fresh_database_has_the_schema_on_both_engines(database_url: str) -> None:
    with open_engine(parse_url(database_url)).connect() as connection:
        check(connection)
        assert is_empty(connection)
