"""Opening a database: what each engine needs to be quick, safe and honest about its state."""

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from amtui.data import file_dialect
from amtui.data.server_url import for_reading, server_url
from amtui.data.turns import Turn
from amtui.data.types import loads
from amtui.domain.errors import Unavailable, UsageError
from amtui.domain.typed_path import typed_path

BUSY_MILLISECONDS = 5_000
CACHE_KIB = 500
"""Pages that each connection to a file keeps: the system keeps them as well, once for all sessions."""
TURN = "amtui_turn"
STATEMENT_SECONDS = 30
CONNECT_SECONDS = 5
NOTICED = {"keepalives_idle": 10, "keepalives_interval": 3, "keepalives_count": 3, "tcp_user_timeout": 15_000}
"""Seconds, and milliseconds, after which a connection whose other end says nothing any more is given up."""
SQLITE_HEADER = b"SQLite format 3\x00"
NETWORK_FILESYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "fuse.sshfs", "fuse.rclone"})


def parse_url(text: str) -> URL:
    """Return the database named by `text`: a URL, or a path to a SQLite file.

    Raises:
        UsageError: if it is neither; the message never repeats a password.
    """
    if "://" not in text:
        return URL.create("sqlite", database=str(typed_path(text)))
    try:
        url = server_url(text)
    except (ArgumentError, ValueError):
        message = "the database URL cannot be read"
        raise UsageError(message, next="Write sqlite:///FILE or postgresql://USER@HOST/NAME.") from None
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite":
        return url
    message = f"{url.get_backend_name()} databases are not supported"
    raise UsageError(message, next="Use sqlite:///FILE or postgresql://USER@HOST/NAME.")


def open_engine(url: URL, *, read_only: bool = False, create: bool = False) -> Engine:
    """Return an engine on `url` that begins its transactions the way each engine needs.

    Args:
        url: from `parse_url`.
        read_only: refuse every write at the driver.
        create: make the SQLite file where there is none.

    Raises:
        Unavailable: if the file is missing, not a database, or on a network filesystem.
    """
    if url.get_backend_name() == "postgresql":
        return _postgresql(url, read_only=read_only)
    return _sqlite(url, read_only=read_only, create=create)


def _postgresql(url: URL, *, read_only: bool) -> Engine:
    options = (
        f"-c statement_timeout={STATEMENT_SECONDS}s -c idle_in_transaction_session_timeout=60s"
        " -c timezone=UTC -c application_name=amtui"
    )
    if read_only:
        options += " -c default_transaction_read_only=on"
        url = for_reading(url)
    from amtui.data import server_dialect

    engine = create_engine(
        url.set(drivername=server_dialect.NAME),
        pool_pre_ping=True,
        pool_size=4,
        max_overflow=2,
        hide_parameters=True,
        execution_options={"compiled_cache": server_dialect.COMPILED},
        connect_args={"options": options, "connect_timeout": CONNECT_SECONDS, **NOTICED},
    )
    event.listen(engine, "do_connect", _connect)
    return engine


def _connect(_dialect: Dialect, _record: object, positional: list[str], named: dict[str, Any]) -> Any:
    from amtui.data.patient import PatientConnection

    return PatientConnection.connect(*positional, **named)


def _sqlite(url: URL, *, read_only: bool, create: bool) -> Engine:
    path = Path(url.database or "")
    check_file(path, create=create)
    mode = "ro" if read_only else "rwc" if create else "rw"
    engine = create_engine(
        URL.create(file_dialect.NAME, database=f"file:{_quoted(path)}", query={"mode": mode, "uri": "true"}),
        pool_size=4,
        max_overflow=4,
        pool_use_lifo=True,  # each connection keeps pages, so the one that read last reads again
        hide_parameters=True,
        json_deserializer=loads,
        execution_options={"compiled_cache": file_dialect.COMPILED},
        connect_args={"check_same_thread": False, "timeout": BUSY_MILLISECONDS / 1000},
    )
    event.listen(engine, "connect", _set_read_only_pragmas if read_only else _set_pragmas)
    event.listen(engine, "begin", partial(_begin, folder=path.absolute().parent))
    event.listen(engine, "checkin", _give_back)
    return engine


def _quoted(path: Path) -> str:
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def check_file(path: Path, *, create: bool) -> None:
    """Make sure that `path` can be a SQLite database, before the driver is let near it.

    Raises:
        Unavailable: naming what is wrong and what to do.
    """
    where = path.parent if not path.exists() else path
    if (kind := filesystem_of(where)) in NETWORK_FILESYSTEMS:
        message = f"{path} lies on a network filesystem ({kind}), where SQLite loses data"
        raise Unavailable(message, next="Put it on a local disk, or use PostgreSQL to share it.")
    if not path.exists():
        if create:
            return
        message = f"there is no database at {path}"
        raise Unavailable(message, next="Make one with `amtui db init`, or look around with `amtui demo`.")
    try:
        with path.open("rb") as file:
            head = file.read(len(SQLITE_HEADER))
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}"
        raise Unavailable(message, next="Check the file's owner and permissions.") from None
    if head != SQLITE_HEADER and not (create and not head):
        what = "is empty" if not head else "is not a database"
        message = f"{path} {what}"
        raise Unavailable(message, next="Restore a backup with `amtui db restore`, or name another file.")


def filesystem_of(path: Path) -> str:
    """Return the type of the filesystem that `path` lies on, or nothing where that cannot be told."""
    best, kind = "", ""
    with suppress(OSError):
        wanted = str(path.absolute())
        for line in Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines():
            _device, mount, fs_type, *_rest = line.split(" ")
            if wanted.startswith(mount) and len(mount) >= len(best):
                best, kind = mount, fs_type
    return kind


def _set_pragmas(connection: DBAPIConnection, _record: object) -> None:
    _set_read_only_pragmas(connection, _record)
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=wal")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _set_read_only_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA foreign_keys=on")
    cursor.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
    cursor.close()


def _begin(connection: Connection, folder: Path) -> None:
    writes = connection.get_execution_options().get("amtui_writes", False)
    if writes and TURN not in connection.info:
        connection.info[TURN] = Turn(folder)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _give_back(_connection: object, record: ConnectionPoolEntry) -> None:
    if (turn := record.info.pop(TURN, None)) is not None:
        turn.give_back()


def for_writing(connection: Connection) -> Connection:
    """Mark a connection, before its transaction begins, as one that will write."""
    return connection.execution_options(amtui_writes=True)


def is_sqlite(bind: Engine | Connection) -> bool:
    """Tell whether `bind` is SQLite rather than PostgreSQL."""
    return bind.dialect.name == "sqlite"
