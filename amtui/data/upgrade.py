"""Bringing a database to the schema that this program knows, and telling how it differs from it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from warnings import catch_warnings, filterwarnings

from sqlalchemy import Connection, Engine, func, select

from amtui.data import schema
from amtui.data.engine import for_writing, is_sqlite
from amtui.data.guard import walls
from amtui.data.models import metadata

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = Path(__file__).parent / "migrations"
BASE = "base"


def upgrade(engine: Engine, revision: str = "head", *, now: datetime) -> str | None:
    """Bring the schema up to `revision`, from nothing too, in one transaction.

    Args:
        engine: the database.
        revision: the revision to reach.
        now: the moment that rows made on the way are stamped with.

    Returns:
        The revision reached.

    Raises:
        Unavailable: the database is newer than this program.
    """
    from alembic import command

    def up(config: "Config") -> None:
        command.upgrade(config, revision)

    return _run(engine, up, now)


def downgrade(engine: Engine, revision: str = BASE, *, now: datetime) -> str | None:
    """Take the schema back to `revision`, with everything that lies in what it drops.

    Returns:
        The revision reached; None when nothing is left.

    Raises:
        Unavailable: the database is newer than this program.
    """
    from alembic import command

    def down(config: "Config") -> None:
        command.downgrade(config, revision)

    return _run(engine, down, now)


def current(engine: Engine) -> str | None:
    """Return the revision of the schema in the database, or None where there is no schema."""
    with engine.connect() as connection:
        return schema.revision(connection)


def compare(engine: Engine) -> list[str]:
    """Return what differs between the tables in the database and those this program knows, in words."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    options = {"compare_type": True, "compare_server_default": True}
    with engine.connect() as connection, catch_warnings():
        # A server words what it works out in its own way; the tests compare that with what it is told.
        filterwarnings("ignore", "Computed default on")
        context = MigrationContext.configure(connection, opts=options)
        return [_worded(difference) for difference in compare_metadata(context, metadata)]


def _run(engine: Engine, work: Callable[["Config"], None], now: datetime) -> str | None:
    with for_writing(engine.connect()) as connection, connection.begin():
        _check_not_newer(connection)
        if guarded := not is_sqlite(connection):
            walls.prepare(connection)
            walls.take_down(connection)
        # Made here so that it is the same table as that of a database made in one go.
        schema.alembic_version.create(connection, checkfirst=True)
        work(_config(connection, now))
        reached = schema.revision(connection)
        if reached is None:
            schema.alembic_version.drop(connection)
        elif guarded:
            walls.put_up(connection) if reached == schema.HEAD else walls.shut(connection)
            connection.execute(select(func.pg_notify(schema.CHANNEL, "schema")))
        return reached


def _check_not_newer(connection: Connection) -> None:
    found = schema.revision(connection)
    if found is not None and found > schema.HEAD:
        schema.check(connection)


def _config(connection: Connection, now: datetime) -> "Config":
    from alembic.config import Config

    config = Config(attributes={"connection": connection, "now": now})
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _worded(difference: object) -> str:
    """Return one difference as autogenerate tells it: a tuple, or a list of them for one column."""
    if isinstance(difference, list):
        return "; ".join(map(_worded, difference))
    kind, *what = difference if isinstance(difference, tuple) else (difference,)
    return " ".join((str(kind), *(str(part) for part in what if not (part is None or part == {}))))
