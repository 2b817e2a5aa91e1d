"""The one door to the data: reads are asked, changes are done, on threads that never hold up a key."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from threading import Event, Lock, Thread
from time import perf_counter
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError

from amtui.data.engine import for_writing, is_sqlite
from amtui.data.faults import check_whole, passing, translated
from amtui.data.reading import Reading
from amtui.data.schema import check_unchanged
from amtui.domain.change import Change, Receipt
from amtui.domain.clock import Clock
from amtui.domain.errors import Conflict
from amtui.domain.people import Identity

if TYPE_CHECKING:
    from amtui.services.writing import Step

P = ParamSpec("P")
T = TypeVar("T")

THREADS = 3
PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
"""Seconds between two tries of a change: a server that is started anew is back in a few."""
RETRY_SECONDS = 12.0
"""After which a change is not tried again, however many pauses are left."""
CANCEL_SECONDS = 5.0
SLOW_SECONDS = 0.25
log = logging.getLogger("amtui.backend")


class Job:
    """A query under way on a thread, so that it can be stopped at the driver."""

    def __init__(self) -> None:
        self.stopped = False
        self._connection: Connection | None = None
        self._held = Lock()

    def begin(self, connection: Connection) -> None:
        """Take note of what the query runs on."""
        self._connection = connection

    def end(self) -> None:
        """Let go of the connection, so that whoever has it next is not stopped instead."""
        with self._held:
            self._connection = None

    def stop(self) -> None:
        """Interrupt the query; does nothing once it has ended."""
        self.stopped = True
        connection = self._connection
        if connection is None:
            return
        if is_sqlite(connection):
            # It may end at this very moment, on its own thread.
            with self._held:
                if self._connection is not None:
                    _driver(self._connection).interrupt()
        else:
            # It asks the server, over a way that may be cut: not on the thread that draws.
            Thread(target=self._cancel, daemon=True).start()

    def _cancel(self) -> None:
        with self._held, suppress(Exception):
            if self._connection is not None:
                _driver(self._connection).cancel_safe(timeout=CANCEL_SECONDS)


def _driver(connection: Connection) -> Any:
    return connection.connection.dbapi_connection


class Backend:
    """What screens and commands work with.

    Attributes:
        identity: who works.
        clock: tells the time of every read and change.
        read_only: refuse every change.
        told: hears of the steps of changes that take long, on the thread that works, and of nothing of
            nothing when one is over; may raise, and the database is as it was before.
    """

    def __init__(self, engine: Engine, identity: Identity, clock: Clock, *, read_only: bool = False) -> None:
        self.engine = engine
        self.identity = identity
        self.clock = clock
        self.read_only = read_only
        self.told: Step | None = None
        if not is_sqlite(engine):
            from amtui.data.guard import session

            session.bind(engine, lambda: self.identity)
        self._closing = Event()
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="amtui-data")

    def read(self, query: Callable[Concatenate[Reading, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query here and now and return its answer.

        Raises:
            AmtuiError: whatever the query raises, driver errors translated.
        """
        return self._read(Job(), _bound(query, *args, **kwargs))

    async def ask(self, query: Callable[Concatenate[Reading, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query on a thread; a cancelled ask stops the query at the driver.

        Raises:
            AmtuiError: whatever the query raises, driver errors translated.
        """
        job = Job()
        work = partial(self._read, job, _bound(query, *args, **kwargs))
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        except asyncio.CancelledError:
            job.stop()
            raise

    def apply(self, change: Change) -> Receipt:
        """Carry out a change in one transaction and return its receipt.

        A lost connection, and a transaction that the server gave up so that another could go on, is tried
        again for some seconds with the same operation id, so nothing is done twice.

        Raises:
            Refused: by a permission or a rule.
            Conflict: if somebody changed the row first.
            NotFound: if the row is not there or not visible.
            Unavailable: if the database cannot do it, or was upgraded while it was open here.
        """
        # It loads every kind of change: not before one is asked for.
        from amtui.services.permissions import require

        require(self.identity, type(change), read_only=self.read_only)
        with translated(), self._telling():
            return self._apply_in_the_end(change)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Tell at the end, however it ends, that nothing is under way."""
        try:
            yield
        finally:
            if self.told is not None:
                self.told(0, 0, "")

    def _apply_in_the_end(self, change: Change) -> Receipt:
        begun, tried = perf_counter(), False
        for pause in PAUSES:
            try:
                return self._apply_once(change)
            except (Conflict, IntegrityError):
                if not tried:
                    raise
                break  # with itself, perhaps: the server went on with the try that seemed lost
            except DBAPIError as error:
                late = perf_counter() - begun > RETRY_SECONDS
                if late or not passing(error) or self._closing.wait(pause):
                    raise
                tried = True
        return self._apply_once(change)

    def rehearse(self, change: Change) -> Receipt:
        """Carry out a change, take all of it back and return the receipt that it would have.

        Raises:
            AmtuiError: as `apply`.
        """
        from amtui.services.dispatch import carry_out
        from amtui.services.permissions import require
        from amtui.services.writing import Writing

        require(self.identity, type(change), read_only=self.read_only)
        with (
            translated(),
            self._telling(),
            for_writing(self.engine.connect()) as connection,
            connection.begin() as all_of_it,
        ):
            writing = Writing(connection, self.identity, self.clock.now(), change.op_id, told=self.told)
            receipt = carry_out(writing, change)
            all_of_it.rollback()
            return receipt

    async def foresee(self, change: Change) -> Receipt:
        """Rehearse a change on a thread.

        Raises:
            AmtuiError: as `apply`.
        """
        return await asyncio.get_running_loop().run_in_executor(self._pool, self.rehearse, change)

    async def do(self, change: Change) -> Receipt:
        """Carry out a change on a thread; once begun it is finished even if nobody waits.

        Raises:
            AmtuiError: as `apply`.
        """
        work = asyncio.get_running_loop().run_in_executor(self._pool, self.apply, change)
        return await asyncio.shield(work)

    def close(self) -> None:
        """Wait for what is under way, though not for a server that is away, and let the database go."""
        self._closing.set()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self.engine.dispose()

    def _read(self, job: Job, query: Callable[[Reading], T]) -> T:
        begun = perf_counter()
        with translated(), self.engine.connect() as connection, connection.begin():
            job.begin(connection)
            try:
                if job.stopped:
                    raise asyncio.CancelledError
                zone = ZoneInfo(self.identity.zone)
                who = self.identity
                return query(Reading(connection, who.scope, self.clock.now(), zone, who.user_id))
            except (OperationalError, ProgrammingError) as error:
                if not passing(error):
                    self._check_schema()
                    check_whole(error)
                raise
            finally:
                job.end()
                if (took := perf_counter() - begun) > SLOW_SECONDS:
                    log.info("slow read: %.0f ms", took * 1000)

    def _check_schema(self) -> None:
        """Say so where a query failed because the schema was changed under it."""
        with suppress(DBAPIError), self.engine.connect() as connection:
            check_unchanged(connection)

    def _apply_once(self, change: Change) -> Receipt:
        from amtui.services import operations
        from amtui.services.dispatch import carry_out, load_for
        from amtui.services.identity import check_still
        from amtui.services.writing import Writing

        load_for(change)  # read from disk before the transaction begins, so that nobody waits for that
        with for_writing(self.engine.connect()) as connection, connection.begin():
            check_unchanged(connection)
            if (done := operations.find(connection, change.op_id)) is not None:
                return done
            check_still(connection, self.identity)
            writing = Writing(connection, self.identity, self.clock.now(), change.op_id, told=self.told)
            receipt = carry_out(writing, change)
            operations.record(writing, change, receipt)
            return receipt


def _bound(
    query: Callable[Concatenate[Reading, P], T], *args: P.args, **kwargs: P.kwargs
) -> Callable[[Reading], T]:
    def run(reading: Reading) -> T:
        return query(reading, *args, **kwargs)

    return run
