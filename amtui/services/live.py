"""Hearing that another process changed the database."""

import sqlite3
from collections.abc import Callable
from time import perf_counter
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, bindparam, func, select

from amtui.data.engine import is_sqlite
from amtui.data.faults import explain, translated
from amtui.data.models import imports, meta, operations, request_presence
from amtui.data.schema import CHANNEL, NOTICES, check_unchanged
from amtui.domain.errors import Unavailable
from amtui.services.nap import Nap
from amtui.services.operations import PRESENCE, is_own

MOMENT = 0.01
"""Seconds to wait for what a server has told; without any the driver does not look at all."""

BEAT_SECONDS = 5.0
"""Between two questions whether the server is there: one that says nothing may be out of reach."""

_TICKS = request_presence.c
NEWEST = select(
    *(select(func.coalesce(func.max(table.c.id), 0)).scalar_subquery() for table in (operations, imports)),
    select(func.coalesce(func.sum(_TICKS.tick), 0))
    .where(_TICKS.user_id != bindparam("me"))
    .scalar_subquery(),
    select(meta.c.value).where(meta.c.key == NOTICES).scalar_subquery(),
)
"""The latest operation and import, how often others began or stopped writing, and what was no news."""


class Watcher:
    """Tells, when asked, whether anybody else has changed the database since it was asked last.

    A file is looked at, a server is listened to. Changes done through the same engine do not count, as
    their author hears of them by their receipts; what somebody has merely seen is no news to others.

    To be used by one thread; asked about twice a second.

    Args:
        engine: the database.
        user_id: whose own writing is no news.
        warn: told once, in words, when the database was upgraded meanwhile.
    """

    def __init__(
        self, engine: Engine, user_id: int | None = None, warn: Callable[[str], object] | None = None
    ) -> None:
        self._warn = warn
        self._engine = engine
        self._ear: Ear = FileEar(engine, user_id) if is_sqlite(engine) else ServerEar(engine, user_id)
        self._nap = Nap()
        self._lost = False

    def wait(self, seconds: float, *, most: float = BEAT_SECONDS) -> bool:
        """Sleep for so long, or until `close`; return whether the watcher is closed.

        A server that is listened to, and had nothing to tell at the last look, wakes by itself: the sleep
        then ends as soon as it tells something, and else when it is time to ask whether it is there, or
        after `most` seconds if that is sooner.

        Once closed it lets its connection go here, in the thread that looks: a driver crashes when a
        connection is closed under a statement.
        """
        if (line := self._ear.line) is None or not seconds:
            self._nap.sleep(seconds)
        else:
            self._nap.sleep(max(seconds, min(most, BEAT_SECONDS)), line)
        if self._nap.over:
            self._ear.drop()
            self._nap.close()
        return self._nap.over

    def changed(self) -> bool:
        """Tell whether another process has changed the database since the last call.

        The first call only looks; the first after the database could not be reached says yes, as
        nobody knows what was missed.

        Raises:
            Unavailable: if the database cannot be reached, or was upgraded; the next call tries again.
        """
        if self._nap.over:
            return False
        try:
            found, self._lost = self._ear.heard() or self._lost, False
            if found:
                self._check_schema()
        except Exception:
            self._ear.drop()
            self._lost = True
            raise
        return found

    def close(self) -> None:
        """Stop waiting, from any thread; `wait` lets the connection go."""
        self._nap.end()

    def _check_schema(self) -> None:
        """Hear of an upgrade, too: what it changed is nothing that this program could show."""
        try:
            with translated(), self._engine.connect() as connection:
                check_unchanged(connection)
        except Unavailable as error:
            if self._warn is not None:
                self._warn(f"{error.message[:1].upper()}{error.message[1:]}. {error.next}")
            self._warn = None
            raise


class Ear(Protocol):
    """One way of hearing.

    Attributes:
        line: the number of an open file on which news come in; None where one has to look, or where more
            may have come in already.
    """

    line: int | None

    def heard(self) -> bool:
        """Tell whether somebody else has changed something since the last call; the first says no."""
        ...

    def drop(self) -> None:
        """Let the connection go; the next call begins anew."""
        ...


class ServerEar:
    """Listens to the server, which tells the ids of operations and imports as they are committed."""

    def __init__(self, engine: Engine, user_id: int | None) -> None:
        self._engine = engine
        self._own_presence = f"{PRESENCE} {user_id}"
        self._driver: Any = None
        self._asked = 0.0
        self.line: int | None = None

    def heard(self) -> bool:
        """Take what the server has told meanwhile."""
        import psycopg

        try:
            if self._driver is None:
                with translated():
                    self._listen()
            elif perf_counter() - self._asked > BEAT_SECONDS:
                self._ask()
            # A list first: all that was told is taken, also behind the first that counts.
            told = [notice.payload for notice in self._driver.notifies(timeout=MOMENT)]
        except psycopg.Error as error:
            raise explain(error) from error
        # Busy times are looked at as often as a file, not once for each thing that is told.
        self.line = None if told else self._driver.fileno()
        return not all(word == self._own_presence or is_own(self._engine, word) for word in told)

    def _listen(self) -> None:
        connection = self._engine.raw_connection()
        # Kept for as long as the session lasts, so that it is none of those that queries share.
        self._driver = connection.driver_connection
        connection.detach()
        self._driver.autocommit = True
        self._ask()

    def _ask(self) -> None:
        """Ask to be told; asked again, it changes nothing and shows that the server is there."""
        self._driver.execute(f"LISTEN {CHANNEL}")
        self._asked = perf_counter()

    def drop(self) -> None:
        """Hang up."""
        driver, self._driver, self.line = self._driver, None, None
        if driver is not None:
            driver.close()


class FileEar:
    """Looks whether another connection has written a file: one `PRAGMA data_version`, a few microseconds."""

    line: int | None = None

    def __init__(self, engine: Engine, user_id: int | None) -> None:
        self._engine = engine
        self._user_id = user_id
        self._connection: Connection | None = None
        self._cursor: sqlite3.Cursor | None = None
        self._data_version: int | None = None
        self._newest: tuple[int, int, int, int] | None = None

    def heard(self) -> bool:
        """Look at the counter of the file, and whose the latest operations are where it has moved."""
        if not self._stirred():
            return False
        with translated():
            return self._foreign()

    def _foreign(self) -> bool:
        """Tell whether what was written since the last call is anybody else's and news."""
        known, newest = self._newest, self._read_newest()
        self._newest = newest
        if known is None:
            return False
        *known_news, known_notices = known
        *news, notices = newest
        if news == known_news:
            return notices == known_notices
        return news[1:] != known_news[1:] or not self._all_own(known_news[0])

    def drop(self) -> None:
        """Close the connection that looks."""
        connection, self._connection, self._cursor = self._connection, None, None
        self._newest = None
        self._data_version = None
        if connection is not None:
            connection.close()

    def _stirred(self) -> bool:
        """Tell whether it is worth reading: whether any other connection has written."""
        # An idle session does nothing else, so this goes through as few hands as it can.
        cursor = self._cursor or self._connected()
        try:
            ((version,),) = cursor.execute("PRAGMA data_version").fetchall()
        except sqlite3.Error as error:
            raise explain(error) from error
        stirred = version != self._data_version
        self._data_version = version
        return bool(stirred)

    def _connected(self) -> sqlite3.Cursor:
        with translated():
            self._connection = self._engine.connect()
        driver: Any = self._connection.connection.driver_connection
        cursor: sqlite3.Cursor = driver.cursor()
        self._cursor = cursor
        return cursor

    def _read_newest(self) -> tuple[int, int, int, int]:
        with self._engine.connect() as connection:
            found = connection.execute(NEWEST, {"me": self._user_id or 0}).one()
        operation, file, written, notices = (int(number or 0) for number in found)
        return operation, file, written, notices

    def _all_own(self, since: int) -> bool:
        wanted = select(operations.c.op_id).where(operations.c.id > since)
        with self._engine.connect() as connection:
            return all(is_own(self._engine, op_id) for op_id in connection.execute(wanted).scalars())
