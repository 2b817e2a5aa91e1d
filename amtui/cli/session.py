"""What the global options of one run of the program say, and what follows from them."""

import os
import re
import sys
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from amtui.cli.config import Config, load_config
from amtui.domain.clock import Clock, FrozenClock, SystemClock
from amtui.domain.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from amtui.services.backend import Backend


HOLDS_PASSWORD = re.compile(r"://[^/@?]*:[^/@?]+@|[?&](ssl)?password=[^&]")
SEEN = (
    "The list of processes shows the password in --db to everybody on this machine: put the URL into AMTUI_DB"
    " or, as db, into the config file."
)


class Session:
    """One run: the options given, before or after the command, over the environment, over the config file.

    Attributes:
        db: URL or path of the database; None is as the config says, or the user's own.
        is_db_seen: it stands on the command line, which every user of the machine can read.
        config_path: the config file; None is the user's own.
        as_json, as_csv: the form of the output; text when neither.
        read_only: refuse every change.
        zone: IANA name of the zone that times are shown in; None is the user's.
        quiet: leave the narration out.
        login: whom to work as; None is the user of the operating system.
        state: the folder of positions and drafts; None is the user's own.
        served: they came from elsewhere, so the files here are not theirs.
        admitted: they proved by a password that it is theirs.
    """

    def __init__(self) -> None:
        self.db: str | None = None
        self.is_db_seen = False
        self.config_path: Path | None = None
        self.as_json = False
        self.as_csv = False
        self.read_only = False
        self.zone: str | None = None
        self.quiet = False
        self.login: str | None = None
        self.state: Path | None = None
        self.served = False
        self.admitted = False

    @cached_property
    def clock(self) -> Clock:
        """The clock of the machine, or the moment that AMTUI_NOW names.

        Raises:
            UsageError: AMTUI_NOW is no moment with an offset.
        """
        text = os.environ.get("AMTUI_NOW")
        return FrozenClock(_moment(text)) if text else SystemClock()

    @cached_property
    def config(self) -> Config:
        """The configuration, checked.

        Raises:
            UsageError: naming what is wrong with it, and the line.
        """
        return load_config(self.config_path)

    @property
    def database(self) -> str | None:
        """The database that is meant, or None for the user's own; a password that is seen is named once."""
        if self.is_db_seen and HOLDS_PASSWORD.search(self.db or "") and not self.as_json:
            self.say(SEEN)
        self.is_db_seen = False
        return self.db or self.config.db

    @property
    def reports_database(self) -> str | None:
        """The replica that reports and exports are made from, or None where there is none."""
        return os.environ.get("AMTUI_REPORTS_DB") or self.config.reports_db

    @property
    def state_file(self) -> "Path":
        """Positions and drafts in the database that is meant."""
        return self.state_in(self.database)

    def state_in(self, database: str | None) -> "Path":
        """Return where positions and drafts lie: apart for each database, whose ids they hold.

        Also apart by whom one works as, where many people work through one user.
        """
        from amtui.services.paths import paths

        own = paths()
        parts = (own.state_file.stem, self.login, own.mark_of(database) if database else None)
        return (self.state or own.state) / ("-".join(filter(None, parts)) + own.state_file.suffix)

    @property
    def shown_zone(self) -> str | None:
        """The zone that was asked for, or None for the one of the user."""
        return self.zone or self.config.time_zone

    @property
    def writes_nothing(self) -> bool:
        """Whether changes are refused."""
        return self.read_only or self.config.read_only

    @contextmanager
    def backend(self) -> "Iterator[Backend]":
        """Give the database, opened for whoever runs the program.

        Raises:
            AmtuiError: it cannot be opened; the message says why.
        """
        from amtui.cli.progress import Bar

        backend = self.connect()
        with Bar(shown=not self.quiet) as bar:
            backend.told = bar.step
            try:
                yield backend
            finally:
                backend.close()

    def connect(self) -> "Backend":
        """Open the database; whoever calls closes it."""
        from amtui.services.wiring import open_backend

        self.identify()
        return open_backend(
            self.database,
            clock=self.clock,
            login=self.login,
            admitted=self.admitted,
            read_only=self.writes_nothing,
            zone=self.shown_zone,
        )

    def identify(self) -> None:
        """Ask who it is, where the config file says that people log in by password.

        Raises:
            Refused: they do not say it rightly.
            UsageError: there is no terminal to say it at.
        """
        if self.config.login == "form" and not self.login:
            from amtui.cli.login_form import log_in

            self.login, self.admitted = log_in(self), True

    def say(self, text: str) -> None:
        """Tell the user something that is no data."""
        from amtui.cli.text_table import clean

        if not self.quiet:
            sys.stderr.write(f"{clean(text)}\n")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise UsageError(
            f"AMTUI_NOW is “{text}”, which is no moment with an offset",
            next="Write it as 2026-11-23T09:30:00+01:00.",
        )
    return moment
