"""The office in which flows take place: a small demo, made once and copied for each app."""

import atexit
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from amtui.app import AmtuiApp
from amtui.domain.changes import Change, Receipt
from amtui.domain.clock import FrozenClock
from amtui.domain.errors import Unavailable
from amtui.services.state import StateFile
from tests.support.once import made_once

if TYPE_CHECKING:
    from amtui.services.backend import Backend

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""A Monday, nine in the morning in Berlin."""
CLOCK = FrozenClock(NOW)
SIZES = {"accounts": 40, "requests": 400, "calls": 36_000, "ams": 4}
LONG_TOAST = 3600.0
ADMIN = "ada"
ADMIN_OF_DEMO = "ada.brenner"


@cache
def folder() -> Path:
    """Return a folder that goes with the process."""
    made = Path(tempfile.mkdtemp(prefix="amtui-office-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@cache
def template() -> Path:
    """Return the demo database that is copied; as on any day but the first, its lists were opened before."""
    return made_once("office.db", _fill, alone=folder())


def _fill(path: Path) -> None:
    from amtui.data.demo.build import build
    from amtui.data.engine import open_engine, parse_url
    from amtui.data.schema import create
    from amtui.services.health_days import keep_health
    from amtui.services.latest import keep_figures
    from amtui.services.wiring import open_backend

    engine = open_engine(parse_url(f"sqlite:///{path}"), create=True)
    create(engine, NOW)
    build(engine, now=NOW, exact=True, **SIZES)
    engine.dispose()
    with closing(open_backend(str(path), clock=CLOCK, login=ADMIN_OF_DEMO, admitted=True)) as backend:
        keep_figures(backend)
        keep_health(backend)


@cache
def empty_template() -> Path:
    """Return a database with one administrator and nothing else."""
    from amtui.services.wiring import init_database

    path = folder() / "empty.db"
    init_database(str(path), clock=CLOCK, login=ADMIN, name="Ada Byron", zone="Europe/Berlin")
    return path


@dataclass
class Office:
    """A database of one's own, and apps that open it.

    Attributes:
        home: the folder that database and state lie in.
        source: the database that is copied into it.
        login: as whom apps open it; None is as the database says.
        clock: tells the time to whoever opens it.
    """

    home: Path
    source: Path = field(default_factory=template)
    login: str | None = None
    clock: FrozenClock = CLOCK

    def __post_init__(self) -> None:
        self.path = self.home / "office.db"
        shutil.copy(self.source, self.path)
        self.path.chmod(0o600)

    def backend(self, login: str | None = None, *, read_only: bool = False) -> "Backend":
        """Open the database as somebody."""
        from amtui.services.wiring import open_backend

        return open_backend(str(self.path), clock=self.clock, login=login, admitted=True, read_only=read_only)

    def app(self, login: str | None = None, *, read_only: bool = False, **rest: Any) -> AmtuiApp:
        """Return the program on this database, with a clock that stands still."""
        app = AmtuiApp(
            lambda: self.backend(login or self.login, read_only=read_only),
            clock=self.clock,
            state=StateFile(self.home / "state.json"),
            **rest,
        )
        app.__dict__["NOTIFICATION_TIMEOUT"] = LONG_TOAST
        return app

    def change(self, change: Change, login: str | None = None) -> Receipt:
        """Change something from outside of the app."""
        backend = self.backend(login or self.login)
        try:
            return backend.apply(change)
        finally:
            backend.close()

    def sql(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return what the database holds, or run a statement that writes."""
        connection = sqlite3.connect(self.path)
        try:
            with connection:
                return connection.execute(statement, values).fetchall()
        finally:
            connection.close()


HOSTILE = "[red]x[/red]\x1b[2J\x07 \u202egnp.exe\u202c\tand\nmore"
"""A name that tries markup, an escape sequence, a bell, a turned direction and line breaks."""


def admin_of(office: Office) -> str:
    """Return the login of an administrator of the office."""
    return str(
        office.sql("SELECT login FROM users WHERE role = 'admin' AND active ORDER BY id LIMIT 1")[0][0]
    )


def admin_visit() -> Callable[[], AmtuiApp]:
    """Return what makes the program on a fresh copy of the demo, opened by its administrator."""

    def build() -> AmtuiApp:
        office = Office(Path(tempfile.mkdtemp(dir=folder())))
        return office.app(admin_of(office))

    return build


def visit(
    source: Callable[[], Path] = template,
    *,
    hostile: bool = False,
    ruin: str = "",
    theme: str = "",
    no_colour: bool = False,
) -> Callable[[], AmtuiApp]:
    """Return what makes the program on a fresh copy of a database.

    Args:
        source: gives the database that is copied.
        hostile: names and subjects try to take over the terminal.
        ruin: the name of a table that is gone.
        theme: the colours, instead of the usual ones.
        no_colour: as with NO_COLOR in the environment.
    """

    def build() -> AmtuiApp:
        office = Office(
            Path(tempfile.mkdtemp(dir=folder())), source(), ADMIN if source is empty_template else None
        )
        if hostile:
            make_hostile(office)
        if ruin:
            office.sql(f"ALTER TABLE {ruin} RENAME TO {ruin}_gone")
        with _environment("NO_COLOR", "1" if no_colour else None):
            app = office.app()
        if theme:
            app.theme = theme
        return app

    return build


def make_hostile(office: Office) -> None:
    """Give every account, contact and request of the database a name that tries to do harm."""
    office.sql("UPDATE accounts SET name = ? || id, name_key = name_key || id", HOSTILE)
    office.sql("UPDATE contacts SET name = ?", HOSTILE)
    office.sql("UPDATE requests SET subject = ?, description = ?", HOSTILE, HOSTILE)


def broken(message: str = "there is no database") -> Callable[[], AmtuiApp]:
    """Return what makes the program where no database can be opened."""

    def connect() -> "Backend":
        raise Unavailable(message, next="Restore a backup with `amtui db restore`.")

    def build() -> AmtuiApp:
        state = StateFile(Path(tempfile.mkdtemp(dir=folder())) / "state.json")
        return AmtuiApp(connect, clock=CLOCK, state=state)

    return build


@contextmanager
def _environment(name: str, value: str | None) -> Iterator[None]:
    """Set a variable while the program is made; it looks at it once."""
    if value is not None:
        os.environ[name] = value
    try:
        yield
    finally:
        os.environ.pop(name, None)
