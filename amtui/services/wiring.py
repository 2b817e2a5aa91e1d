"""Putting the parts together: the database that is meant, opened or made, with who works on it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, insert, text

from amtui.data import schema
from amtui.data.engine import for_writing, is_sqlite, open_engine, parse_url
from amtui.data.faults import translated
from amtui.data.models import meta
from amtui.domain.clock import Clock
from amtui.domain.errors import Refused, Unavailable
from amtui.domain.local_time import zone_named
from amtui.services.backend import Backend
from amtui.services.identity import SERVICE_ACCOUNT, check_claim, first_admin, who_is
from amtui.services.paths import PRIVATE_FILE, paths, private_folder

SQLITE_SIDE_FILES = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database, by the end of the name."""


def database_url(db: str | None) -> URL:
    """Return the database named by a URL or a path, or the user's own where none is named.

    Raises:
        UsageError: if the text is neither.
    """
    return parse_url(db) if db else parse_url(str(paths().database))


def file_of(url: URL) -> Path | None:
    """Return the file that a database lies in, or None where it lies on a server."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def open_backend(
    db: str | None,
    *,
    clock: Clock,
    login: str | None = None,
    admitted: bool = False,
    read_only: bool = False,
    zone: str | None = None,
) -> Backend:
    """Open a database for somebody to work with.

    Args:
        db: a URL or a path; None is the user's own database.
        clock: tells the time of everything done.
        login: whom to work as; None is the user of the operating system.
        admitted: they proved that it is theirs; otherwise only the service account may name a login.
        read_only: refuse every change, at the driver too.
        zone: IANA name of the zone to show times in; None is the user's own.

    Raises:
        Invalid: if the zone is unknown.
        Refused: if the person is not a user, an inactive one, or not who they say they are.
        Unavailable: if the database is missing, locked, damaged, without a schema, or made for
            another version of the program; the message says which and what to do.
        UsageError: if `db` cannot be read.
    """
    shown = zone_named(zone).key if zone else None
    with opened(database_url(db), read_only=read_only) as engine:
        with translated(), engine.connect() as connection:
            schema.check(connection)
        if login is not None and not admitted:
            check_claim(engine, login)
        identity = who_is(engine, clock, login)
        return Backend(engine, replace(identity, zone=shown or identity.zone), clock, read_only=read_only)


@contextmanager
def opened(url: URL, *, read_only: bool = False, create: bool = False) -> Iterator[Engine]:
    """Give an engine on a database, which is disposed of if anything goes wrong.

    Raises:
        Unavailable: if the database cannot be opened.
    """
    try:
        engine = open_engine(url, read_only=read_only, create=create)
    except OSError as error:
        raise Unavailable(f"the database cannot be opened: {error.strerror}") from None
    try:
        yield engine
    except BaseException:
        engine.dispose()
        raise


def init_database(
    db: str | None,
    *,
    clock: Clock,
    login: str | None = None,
    name: str | None = None,
    zone: str | None = None,
    service: str | None = None,
) -> str:
    """Make the schema and enter the first administrator, in one transaction; return the login.

    Args:
        db: a URL or a path; None is the user's own database. A file is made for its owner alone.
        clock: the moment of the first rows.
        login: of the administrator; None is the user of the operating system.
        name: of the administrator; None is as the system knows it.
        zone: IANA name of the administrator's time zone; None is UTC.
        service: the account of the operating system that may say who works; on a server also a login
            that takes on the program's roles, made if there is none.

    Raises:
        Refused: if the database has been set up before, or holds tables of another program.
        Unavailable: if it cannot be written.
    """
    url = database_url(db)
    with _fresh_file(file_of(url)), opened(url, create=True) as engine:
        with translated(), for_writing(engine.connect()) as connection, connection.begin():
            if schema.revision(connection) is not None:
                raise Refused("this database is set up already", next="Open it, or name another.")
            schema.refuse_foreign(connection)
            schema.create_in(connection, clock.now())
            go_on_as_administrator(connection)
            if service is not None:
                _enter_service(connection, service)
            user_id = first_admin(connection, clock.now(), login=login, name=name, zone=zone or "UTC")
        entered = login or _login_of(engine, user_id)
        engine.dispose()
        return entered


def go_on_as_administrator(connection: Connection) -> None:
    """Let the rest of a transaction on a server see and change all rows; nothing to do for a file."""
    if not is_sqlite(connection):
        from amtui.data.guard.session import as_steward

        as_steward(connection)


def _enter_service(connection: Connection, name: str) -> None:
    connection.execute(insert(meta), {"key": SERVICE_ACCOUNT, "value": name})
    if not is_sqlite(connection):
        from amtui.data.guard import roles

        # Logins are made by whoever came, not by the role that the rest of the transaction is done in.
        connection.execute(text("RESET ROLE"))
        roles.make_login(connection, name, roles.APP, roles.ADMIN)
        go_on_as_administrator(connection)


def _login_of(engine: Engine, user_id: int) -> str:
    from sqlalchemy import select

    from amtui.data.models import users

    with translated(), engine.connect() as connection:
        go_on_as_administrator(connection)
        return str(connection.execute(select(users.c.login).where(users.c.id == user_id)).scalar_one())


@contextmanager
def _fresh_file(path: Path | None) -> Iterator[None]:
    """Make an empty file for its owner alone, and take it away again if what follows fails."""
    if path is None or path.exists():
        yield
        return
    try:
        private_folder(path.parent)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
    except OSError as error:
        raise Unavailable(
            f"{path} cannot be made: {error.strerror}", next="Check the folder, or name another file."
        ) from None
    try:
        yield
    except BaseException:
        for name in ("", *SQLITE_SIDE_FILES):
            with suppress(OSError):
                Path(f"{path}{name}").unlink()
        raise
