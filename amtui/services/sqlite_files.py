"""A SQLite file without the program around it: opened, looked through, copied."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from amtui.data import schema
from amtui.data.engine import BUSY_MILLISECONDS, check_file
from amtui.domain.errors import Unavailable
from amtui.services.own_files import beside
from amtui.services.seals import is_torn
from amtui.services.wiring import SQLITE_SIDE_FILES


def verify(path: Path) -> None:
    """Make sure that a file is a sound SQLite database with the schema of this program.

    Raises:
        Unavailable: saying what is wrong.
    """
    check_file(path, create=False)
    if is_torn(path):  # SQLite has no checksums: changed words are as good as others to it
        raise _damaged(path)
    with closing(open_file(path)) as connection:
        check_pages(connection, path)
        found = _revision(connection)
    if found is None:
        raise Unavailable(f"{path} is no amtui database", next="Name a file made by `amtui db backup`.")
    if found != schema.HEAD:
        raise Unavailable(
            f"{path} has schema {found}, this program needs {schema.HEAD}",
            next="Use the amtui that made it, or upgrade a copy of it first.",
        )


def check_pages(connection: sqlite3.Connection, path: Path) -> None:
    """Make sure that every page and reference of an open file is right.

    Raises:
        Unavailable: if it is damaged, or in use so that it cannot be looked at.
    """
    try:
        said = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise Unavailable(f"{path} is in use by another program", next="Try again in a moment.") from None
        raise _damaged(path) from None
    except sqlite3.DatabaseError:
        raise _damaged(path) from None
    if said != ["ok"] or broken is not None:
        raise _damaged(path)


def _damaged(path: Path) -> Unavailable:
    return Unavailable(f"{path} is damaged", next="Use another copy; nothing was changed.")


def _revision(connection: sqlite3.Connection) -> str | None:
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError:
        return None
    return str(row[0]) if row else None


def is_sound(path: Path) -> bool:
    """Tell whether a file is a database without damage.

    Raises:
        Unavailable: if it is in use so that it cannot be told.
    """
    if not path.exists() or not path.stat().st_size:
        return False
    try:
        check_file(path, create=False)
        with closing(open_file(path)) as connection:
            check_pages(connection, path)
    except Unavailable as error:
        if "in use" in error.message:
            raise
        return False
    return True


def is_bare(path: Path) -> bool:
    """Tell whether a sound database holds nothing that a person entered: no table, or no account."""
    with closing(open_file(path)) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None:
            return True
        if _revision(connection) is None:
            return False
        return connection.execute("SELECT 1 FROM accounts LIMIT 1").fetchone() is None


def open_file(path: Path, mode: str = "ro") -> sqlite3.Connection:
    """Open a file to be read (`ro`) or written (`rw`).

    Raises:
        Unavailable: if it cannot be opened.
    """
    try:
        return sqlite3.connect(
            f"file:{quote(str(path.absolute()))}?mode={mode}", uri=True, timeout=BUSY_MILLISECONDS / 1000
        )
    except sqlite3.Error:
        raise Unavailable(f"{path} cannot be opened", next="Check its owner and permissions.") from None


def copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Copy a whole database; the target is unchanged if it fails.

    Raises:
        Unavailable: if it fails.
    """
    try:
        source.backup(target)
    except sqlite3.Error as error:
        full = "full" in str(error)
        raise Unavailable(
            "the disk is full" if full else f"copying failed: {error}",
            next="Make room and try again; nothing was changed." if full else "Nothing was changed.",
        ) from None


@contextmanager
def fresh_database(path: Path) -> Iterator[Path]:
    """Give an empty file beside `path`, for its owner alone, that is gone afterwards unless moved.

    Raises:
        Unavailable: it cannot be made.
    """
    try:
        with beside(path) as fresh, without_side_files(fresh):
            yield fresh
    except OSError as error:
        raise Unavailable(f"{path} cannot be written: {error.strerror}", next="Name another file.") from None


@contextmanager
def without_side_files(path: Path) -> Iterator[None]:
    """Take away what SQLite may have left beside a file, once it is no longer open."""
    try:
        yield
    finally:
        for name in SQLITE_SIDE_FILES:
            with suppress(OSError):
                Path(f"{path}{name}").unlink()
