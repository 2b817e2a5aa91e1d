"""Copies of a database: made while it is in use, verified before they are trusted."""

from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine

from amtui.data.engine import is_sqlite
from amtui.data.faults import translated
from amtui.domain.errors import Refused
from amtui.services import server_copies
from amtui.services.own_files import check_free, own_file
from amtui.services.seals import seal
from amtui.services.sqlite_files import (
    copy,
    fresh_database,
    is_bare,
    is_sound,
    open_file,
    verify,
    without_side_files,
)
from amtui.services.wiring import SQLITE_SIDE_FILES, file_of


def backup(engine: Engine, path: Path, *, force: bool = False) -> Path:
    """Copy a database that may be in use to a file, and verify the copy.

    Args:
        engine: the database.
        path: of the copy, readable by its owner only.
        force: replace a file that is there.

    Returns:
        Where the copy is.

    Raises:
        Refused: if there is such a file already, or the tool for a server's copy is missing.
        Unavailable: if the database or its copy is damaged; no copy is left then.
    """
    check_free(path, force=force, way="Name another file, or use --force.")
    with own_file(path, force=force) as fresh:
        if is_sqlite(engine):
            with without_side_files(fresh):
                _copy_live(engine, fresh)
                seal(fresh)
                verify(fresh)
        else:
            server_copies.dump(engine.url, fresh)
    return path


def restore(source: Path, target: URL, *, force: bool = False) -> Path | None:
    """Put a verified copy in the place of a database.

    A sound database that is in use is changed as in one transaction, under its users; one that is
    damaged is kept beside the new one.

    Args:
        source: made by `backup`.
        target: a SQLite database, there or not, or an empty one on a server.
        force: give up what the target holds.

    Returns:
        Where a damaged database was put, or None.

    Raises:
        Refused: if the target holds accounts and `force` is not given; on a server in any case.
        Unavailable: if the copy is damaged or of another version; the target is untouched then.
    """
    path = file_of(target)
    if path is None:
        server_copies.restore(source, target)
        return None
    verify(source)
    if path.exists() and path.samefile(source):
        raise Refused("a database cannot be restored from itself")
    sound = is_sound(path)
    if not force and path.exists() and path.stat().st_size and not (sound and is_bare(path)):
        raise Refused(f"{path} is not empty", next="Back it up, then restore with --force.")
    if sound:
        with closing(open_file(source)) as old, closing(open_file(path, "rw")) as new:
            copy(old, new)
        return None
    kept = _set_aside(path)
    with fresh_database(path) as fresh:
        with closing(open_file(source)) as old, closing(open_file(fresh, "rw")) as new:
            copy(old, new)
        fresh.replace(path)
    return kept


def _copy_live(engine: Engine, path: Path) -> None:
    with translated(), engine.connect() as source, closing(open_file(path, "rw")) as target:
        driver: Any = source.connection.driver_connection
        copy(driver, target)
        # One file that nothing needs to lie beside, and that counts when it is written again.
        target.execute("PRAGMA journal_mode = delete").fetchall()


def _set_aside(path: Path) -> Path | None:
    """Rename a damaged database, with what belongs to it, so that nothing is lost."""
    if not path.exists() or not path.stat().st_size:
        return None
    number = next(n for n in range(1, 10_000) if not path.with_name(f"{path.name}.damaged-{n}").exists())
    kept = path.with_name(f"{path.name}.damaged-{number}")
    path.rename(kept)
    for name in SQLITE_SIDE_FILES:
        with suppress(FileNotFoundError):
            Path(f"{path}{name}").rename(f"{kept}{name}")
    return kept
