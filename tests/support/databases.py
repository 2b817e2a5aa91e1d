"""Databases for tests: the schema is made once per run, every test gets its own copy of it."""

import contextlib
import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from tests.support import postgres
from tests.support.moment import NOW

GIVEN = "AMTUI_TEST_PG"
RUN = "AMTUI_TEST_RUN"
ADMIN = "postgres"
SERVICE = "amtui_test_service"
"""A login that may say who works, as the one that an installation has."""
PERSONAL_LOGINS = ("ana", "ben", "max")
"""Logins of people who come to the server themselves."""
NAMED_STRATEGIES = 150_000
"""The version of servers that can be told how a database is copied."""
SCHEMA_MADE = datetime(2026, 1, 1, tzinfo=UTC)


def make_schema(url: str) -> None:
    """Make the program's schema in an empty database."""
    from amtui.data.engine import open_engine, parse_url
    from amtui.data.schema import create

    engine = open_engine(parse_url(url), create=True)
    create(engine, NOW)
    engine.dispose()


def copied(template: Path, path: Path) -> Path:
    """Copy a SQLite file to where nobody else can read it; return that."""
    shutil.copy(template, path)
    path.chmod(0o600)
    return path


def make_logins(url: str) -> None:
    """Make the logins that tests work as."""
    from amtui.data.engine import open_engine, parse_url
    from amtui.data.guard import roles

    engine = open_engine(parse_url(url))
    with engine.connect() as connection, connection.begin():
        roles.make_login(connection, SERVICE, roles.APP, roles.ADMIN)
        for login in PERSONAL_LOGINS:
            roles.make_login(connection, login, roles.PERSONAL)
    engine.dispose()


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL server in which tests may make databases.

    Attributes:
        admin: URL of a database from which others are made.
        template: name of the database that is copied for each test.
        connection: through which that is done; without one, each statement gets its own.
    """

    admin: str
    template: str
    connection: psycopg.Connection | None = None

    def url(self, name: str) -> str:
        """Return the URL of one of its databases."""
        return make_url(self.admin).set(database=name).render_as_string(hide_password=False)

    @contextlib.contextmanager
    def connected(self) -> Iterator["Cluster"]:
        """Give the same server with one connection for all that it is told; a new one costs it a process."""
        if self.connection is not None:
            yield self
            return
        with psycopg.connect(libpq(self.admin), autocommit=True) as connection:
            yield replace(self, connection=connection)

    def execute(self, statement: str, *names: str) -> None:
        """Run one administrative statement with names filled in."""
        with self.connected() as one:
            assert one.connection is not None
            one.connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    @contextlib.contextmanager
    def database(self, *, empty: bool = False) -> Iterator[str]:
        """Make a database, a copy of the schema unless `empty`, and drop it afterwards."""
        name = f"amtui_{uuid4().hex[:12]}"
        with self.connected() as one:
            assert one.connection is not None
            # Copied as files it writes no log; servers before know that way only, and not its name.
            way = " STRATEGY file_copy" if one.connection.info.server_version >= NAMED_STRATEGIES else ""
            one.execute("CREATE DATABASE {} TEMPLATE {}" + way, name, "template0" if empty else self.template)
        try:
            yield self.url(name)
        finally:
            self.execute("DROP DATABASE {} WITH (FORCE)", name)

    def make_template(self) -> None:
        """Make the database that is copied."""
        self.execute("CREATE DATABASE {} TEMPLATE {}", self.template, "template0")
        make_schema(self.url(self.template))
        make_logins(self.url(self.template))

    def drop_template(self) -> None:
        """Remove the database that is copied."""
        self.execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.template)


def libpq(url: str) -> str:
    """Return a SQLAlchemy URL as libpq understands it."""
    return re.sub(r"^postgresql\+\w+:", "postgresql:", url)


def begin_run(folder: Path) -> None:
    """Name the folder through which the processes of one test run share a server."""
    os.environ[RUN] = str(folder)


def cluster() -> Cluster:
    """Return the run's server; whoever comes first starts it and makes the template.

    Raises:
        CannotStartError: there is none and none can be started.
    """
    folder = Path(os.environ[RUN])
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        state = folder / "cluster.json"
        if not state.exists():
            state.write_text(json.dumps(_open_cluster()))
        known = json.loads(state.read_text())
    if "problem" in known:
        raise postgres.CannotStartError(known["problem"])
    return Cluster(known["admin"], known["template"])


def _open_cluster() -> dict[str, str | int]:
    template = f"amtui_template_{uuid4().hex[:8]}"
    if given := os.environ.get(GIVEN):
        admin = make_url(given).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        Cluster(admin, template).make_template()
        return {"admin": admin, "template": template}
    try:
        server = postgres.start()
    except postgres.CannotStartError as error:
        return {"problem": str(error)}
    found = Cluster(server.url(ADMIN), template)
    try:
        found.make_template()
    except BaseException:
        server.stop()
        raise
    return {"admin": found.admin, "template": template, "folder": str(server.folder), "pid": server.pid}


def end_run() -> None:
    """Stop the server that this run started, or tidy up in the one it was given."""
    folder = Path(os.environ.pop(RUN))
    state = folder / "cluster.json"
    known = json.loads(state.read_text()) if state.exists() else {}
    if "pid" in known:
        postgres.Server(Path(known["folder"]), known["pid"]).stop()
    elif "template" in known:
        Cluster(known["admin"], known["template"]).drop_template()
    shutil.rmtree(folder, ignore_errors=True)
