"""Making the schema and telling whether a database has the one that this program knows."""

from datetime import datetime, timedelta

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    Table,
    Text,
    bindparam,
    insert,
    inspect,
    select,
    text,
)

from amtui.data.engine import for_writing, is_sqlite
from amtui.data.models import accounts, calendar_hours, calendars, meta, metadata, sla_policies, users
from amtui.domain.errors import Refused, Unavailable
from amtui.domain.people import UNASSIGNED
from amtui.domain.sla import DEFAULT_POLICY
from amtui.domain.vocabulary import Priority, Role

CHANNEL = "amtui"
"""Where a server tells those who listen that something was done."""
HEAD = "0033"
"""The revision of the migrations that this program was written for."""

NOTICES = "notices"
"""The key under which a SQLite database counts what was told in passing and is no news to others."""

STANDARD_CALENDAR = 1
MINUTE = timedelta(minutes=1)
WORKDAY = (9 * 60, 17 * 60)
alembic_version = Table("alembic_version", MetaData(), Column("version_num", Text, primary_key=True))
VERSION = select(alembic_version.c.version_num)
IS_THERE = text("SELECT to_regclass(:name) IS NOT NULL")
SAID = select(meta.c.value).where(meta.c.key == bindparam("said"))


def create(engine: Engine, now: datetime) -> None:
    """Make every table and the rows that every database has, in one transaction."""
    with for_writing(engine.connect()) as connection, connection.begin():
        create_in(connection, now)


def create_in(connection: Connection, now: datetime) -> None:
    """Make the schema inside the caller's transaction, which goes on as the owner of the tables on a server.

    Raises:
        Unavailable: if the server's roles are missing and whoever logged in may not make them.
    """
    if is_sqlite(connection):
        _create_in(connection, now)
        return
    from amtui.data.guard import walls

    walls.prepare(connection)
    _create_in(connection, now)
    walls.put_up(connection)


def _create_in(connection: Connection, now: datetime) -> None:
    metadata.create_all(connection)
    alembic_version.create(connection)
    connection.execute(insert(alembic_version), {"version_num": HEAD})
    seed(connection, now)


def seed(connection: Connection, now: datetime) -> None:
    """Enter the rows that the rules rely on: *unassigned*, the standard calendar, the service levels."""
    connection.execute(
        insert(users),
        {
            "id": UNASSIGNED,
            "login": "-",
            "name": "Unassigned",
            "role": Role.AM,
            "zone": "UTC",
            "active": False,
            "created_at": now,
            "updated_at": now,
        },
    )
    connection.execute(insert(calendars), {"name": "Standard"})  # the first, so that the server counts it
    connection.execute(
        insert(calendar_hours),
        [
            {"calendar_id": STANDARD_CALENDAR, "weekday": day, "opens": WORKDAY[0], "closes": WORKDAY[1]}
            for day in range(5)
        ],
    )
    connection.execute(
        insert(sla_policies),
        [
            {
                "plan": "*",
                "priority": priority,
                "respond_minutes": DEFAULT_POLICY.target(priority).respond // MINUTE,
                "resolve_minutes": DEFAULT_POLICY.target(priority).resolve // MINUTE,
            }
            for priority in Priority
        ],
    )


def revision(connection: Connection) -> str | None:
    """Return the revision of the schema in the database, or None where there is no schema."""
    if not _is_there(connection):
        return None
    return connection.execute(VERSION).scalar_one_or_none()


def _is_there(connection: Connection) -> bool:
    if is_sqlite(connection):
        return inspect(connection).has_table(alembic_version.name)
    # What asks any database for any table is longer to put together than the rest of an opening.
    return bool(connection.execute(IS_THERE, {"name": alembic_version.name}).scalar_one())


def refuse_foreign(connection: Connection) -> None:
    """Make sure that a database without our schema holds nothing else.

    Raises:
        Refused: it holds tables of another program, among which ours would get lost.
    """
    if inspect(connection).get_table_names():
        raise Refused("the database holds tables of another program", next="Name another with --db.")


def check(connection: Connection) -> None:
    """Make sure that the schema is the one this program knows.

    Raises:
        Unavailable: if there is none, or it is older or newer than the program.
    """
    found = revision(connection)
    if found == HEAD:
        return
    if found is None:
        message = "the database has no amtui schema"
        raise Unavailable(message, next="Make it with `amtui db init`.")
    if found < HEAD:
        message = f"the database is older than this program (schema {found}, needs {HEAD})"
        raise Unavailable(message, next="Back it up, then run `amtui db upgrade`.")
    message = f"the database is newer than this program (schema {found}, knows {HEAD})"
    raise Unavailable(message, next="Use the newer amtui that made it.")


def check_unchanged(connection: Connection) -> None:
    """Make sure that an open database still has the schema with which it was opened; one look-up.

    Raises:
        Unavailable: if it was upgraded or put back meanwhile, so that this program must leave it alone.
    """
    found = connection.execute(VERSION).scalar_one_or_none()
    if found == HEAD:
        return
    newer = found is not None and found > HEAD
    done = f"upgraded to schema {found}" if newer else f"put back to schema {found or 'none'}"
    message = f"the database was {done} while it was open here, and this program knows {HEAD}"
    then = (
        "Leave, and start amtui again."
        if newer
        else "Leave, upgrade it with `amtui db upgrade`, and start again."
    )
    raise Unavailable(f"{message}; nothing more is written", next=then)


def said(connection: Connection, key: str) -> str | None:
    """Return what the database says of itself under `key`, as `demo`."""
    return connection.execute(SAID, {"said": key}).scalar_one_or_none()


def is_empty(connection: Connection) -> bool:
    """Tell whether no account was ever entered."""
    return connection.execute(select(accounts.c.id).limit(1)).first() is None
