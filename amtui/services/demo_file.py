"""The demo's database: made when there is none that was made alike, and only ever in a place of its own."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Engine, insert

from amtui.data import schema
from amtui.data.engine import for_writing
from amtui.data.faults import translated
from amtui.data.models import meta
from amtui.domain.errors import AmtuiError, Unavailable
from amtui.services.paths import PRIVATE_FILE, paths, private_folder
from amtui.services.wiring import (
    SQLITE_SIDE_FILES,
    database_url,
    file_of,
    go_on_as_administrator,
    opened,
)

if TYPE_CHECKING:
    from amtui.data.demo.report import DemoReport

ASKED = "asked"
"""The key under which a demo database keeps what it was asked for."""


@dataclass(frozen=True, slots=True)
class DemoWish:
    """What a demo is to be made of; no number of calls means about 120 days of modest traffic.

    Attributes:
        now: the present of the demo.
        exact: take `now` itself, not the beginning of its day.
    """

    now: datetime
    seed: int = 7
    accounts: int = 240
    requests: int = 4_000
    calls: int | None = None
    exact: bool = False

    @property
    def is_usual(self) -> bool:
        """Whether it is of the size that nobody asked for, which takes a few seconds."""
        return self == DemoWish(self.now, self.seed, exact=self.exact)

    @property
    def signature(self) -> str:
        """What tells demos apart: two of the same signature have the same rows."""
        from amtui.data.demo.moments import anchored

        parts = asdict(self) | {"now": anchored(self.now, exact=self.exact).moment.isoformat()}
        return dumps(parts, sort_keys=True)


def own_demo(wish: DemoWish) -> "tuple[Path, DemoReport | None]":
    """Return the demo file of the current user; made anew unless it was made alike.

    Whoever asks while it is being made, in this process or another, waits for that one.

    Returns:
        The file, and what was made; None where the file was there.

    Raises:
        AmtuiError: it cannot be made; the one before is untouched then.
    """
    if (made := made_demo(wish)) is not None:
        return made, None
    path = paths().demo_database
    private_folder(path.parent)
    fresh = path.with_name(f".{path.name}.new")
    with _alone(path.with_name(f".{path.name}.lock")):
        if _was_made_alike(path, wish):
            return path, None
        _remove(fresh)  # a maker that was killed leaves what it had
        try:
            report = _make(database_url(str(fresh)), wish)
            _remove(path)
            fresh.replace(path)
        finally:
            _remove(fresh)
    return path, report


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold a lock file, after whoever holds it; the kernel lets it go when a process ends in any way."""
    held: int | None = None
    with suppress(OSError):  # where nothing can be locked, who comes second makes it once more
        held = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)
        fcntl.flock(held, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if held is not None:
            os.close(held)


def made_demo(wish: DemoWish) -> Path | None:
    """Return the demo file of the current user, or None where none was made alike."""
    path = paths().demo_database
    return path if _was_made_alike(path, wish) else None


def fill_demo(db: str, wish: DemoWish) -> "DemoReport":
    """Fill a named database that is not there, or has no account yet.

    Raises:
        Refused: it holds accounts.
        Unavailable: it cannot be written; one that was not there is not left behind.
    """
    url = database_url(db)
    path = file_of(url)
    was_there = path is None or path.exists()
    try:
        return _make(url, wish)
    except BaseException:
        if path is not None and not was_there:
            _remove(path)
        raise


def _make(url: URL, wish: DemoWish) -> "DemoReport":
    from amtui.data.demo.build import build

    _private(file_of(url))
    with opened(url, create=True) as engine:
        _schema(engine, wish.now)
        report = build(
            engine,
            seed=wish.seed,
            accounts=wish.accounts,
            requests=wish.requests,
            calls=wish.calls,
            now=wish.now,
            exact=wish.exact,
        )
        with translated(), for_writing(engine.connect()) as connection, connection.begin():
            go_on_as_administrator(connection)
            connection.execute(insert(meta), {"key": ASKED, "value": wish.signature})
        engine.dispose()
    return report


def _schema(engine: Engine, now: datetime) -> None:
    """Make the schema where there is nothing at all; refuse a database of something else."""
    with translated(), engine.connect() as connection:
        found = schema.revision(connection)
        if found is None:
            schema.refuse_foreign(connection)
    if found is None:
        with translated():
            schema.create(engine, now)


def _was_made_alike(path: Path, wish: DemoWish) -> bool:
    if not path.exists():
        return False
    try:
        with opened(database_url(str(path)), read_only=True) as engine:
            with translated(), engine.connect() as connection:
                schema.check(connection)
                alike = schema.said(connection, ASKED) == wish.signature
            engine.dispose()
    except AmtuiError:
        return False
    return alike


def _private(path: Path | None) -> None:
    if path is None or path.exists():
        return
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
    except OSError as error:
        raise Unavailable(f"{path} cannot be made: {error.strerror}", next="Name another file.") from None


def _remove(path: Path) -> None:
    for name in ("", *SQLITE_SIDE_FILES):
        with suppress(OSError):
            Path(f"{path}{name}").unlink()
