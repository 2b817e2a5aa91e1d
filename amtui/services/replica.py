"""Reading from a replica: a copy of the server that follows it, and never shows more than it has come to."""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import sleep
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import URL, text
from sqlalchemy.exc import DBAPIError

from amtui.data import schema
from amtui.data.engine import is_sqlite, open_engine
from amtui.data.faults import passing, translated
from amtui.data.reading import Reading
from amtui.data.server_url import for_copies
from amtui.domain.errors import Unavailable
from amtui.domain.frozen import dataclass
from amtui.services.backend import Backend

P = ParamSpec("P")
T = TypeVar("T")

LOOKS = 20
PAUSE = 0.05
"""Seconds between two looks: a replica in good health has what was just written within one of them."""

OF_PRIMARY = text(
    "SELECT (SELECT system_identifier FROM pg_control_system())::text AS server, current_database() AS name,"
    " pg_current_wal_flush_lsn()::text AS place, clock_timestamp() AS at"
)
OF_COPY = text(
    "SELECT (SELECT system_identifier FROM pg_control_system())::text AS server, current_database() AS name,"
    " pg_is_in_recovery() AS follows"
)
HOW_FAR = text(
    "SELECT coalesce(pg_last_wal_replay_lsn() >= cast(:place AS pg_lsn), false) AS there,"
    " pg_last_xact_replay_timestamp() AS at"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a replica has come.

    Attributes:
        at: everything committed until then is there.
        lag: how long before the question to the primary that was; nothing where it had all of it.
    """

    at: datetime
    lag: timedelta


class Copy(Backend):
    """A replica, for one report; what it does not see through to its end is read from the primary.

    A replica stops a query that is in the way of what it has to replay, and may be lost as any server.

    Args:
        primary: what it follows.
        url: of the replica.
        left: told why, once, when the primary is asked instead.
    """

    def __init__(self, primary: Backend, url: URL, left: Callable[[str], object]) -> None:
        super().__init__(
            open_engine(for_copies(url), read_only=True), primary.identity, primary.clock, read_only=True
        )
        self._primary = primary
        self._left: Callable[[str], object] | None = left

    def read(self, query: Callable[Concatenate[Reading, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query on the replica, or from its beginning on the primary.

        Raises:
            AmtuiError: as `Backend.read`.
        """
        if self._left is not None:
            try:
                return super().read(query, *args, **kwargs)
            except Unavailable as error:
                cause = error.__cause__
                if not (isinstance(cause, DBAPIError) and passing(cause)):
                    raise
                stopped = "conflict with recovery" in str(cause)
                self._left("it had to go on with what changed meanwhile" if stopped else error.message)
                self._left = None
        return self._primary.read(query, *args, **kwargs)


def open_copy(
    primary: Backend, url: URL, allowed: timedelta, left: Callable[[str], object] = str
) -> tuple[Backend, Standing]:
    """Open a replica for whoever works with the primary, who may see the same there and change nothing.

    Who somebody is and what they may see is always the primary's word, not that of an older copy.

    Args:
        primary: what it has to follow.
        url: of the replica.
        allowed: how far behind it may be.
        left: told why, once, when a query did not come to its end there and the primary is asked instead.

    Raises:
        Unavailable: it cannot be reached, follows something else or nothing, has come less far than
            allowed, or has another schema than this program.
    """
    if is_sqlite(primary.engine) or url.get_backend_name() == "sqlite":
        raise Unavailable("only a server has replicas")
    with translated():
        copy = Copy(primary, url, left)
        try:
            return copy, _standing(primary, copy, allowed)
        except BaseException:
            copy.close()
            raise


def _standing(primary: Backend, copy: Backend, allowed: timedelta) -> Standing:
    with primary.engine.connect() as connection, connection.begin():
        wanted = connection.execute(OF_PRIMARY).one()
    with copy.engine.connect() as connection, connection.begin():
        found = connection.execute(OF_COPY).one()
        if (found.server, found.name) != (wanted.server, wanted.name):
            raise Unavailable("it is no replica of this database")
        if not found.follows:
            raise Unavailable("it follows no server any more")
    standing = _come_to(copy, wanted)
    with copy.engine.connect() as connection, connection.begin():
        schema.check(connection)
    if standing is None or standing.lag > allowed:
        behind = "too far" if standing is None else f"{standing.lag.total_seconds():,.0f} s"
        raise Unavailable(f"it is {behind} behind, {allowed.total_seconds():,.0f} s are allowed")
    return standing


def _come_to(copy: Backend, wanted: Any) -> Standing | None:
    """Wait a moment for what the primary had, and tell what is there; None where nobody can tell."""
    at: datetime | None = None
    for _ in range(LOOKS):
        with copy.engine.connect() as connection, connection.begin():
            there, at = connection.execute(HOW_FAR, {"place": wanted.place}).one()
        if there:
            return Standing(wanted.at, timedelta(0))
        sleep(PAUSE)
    return None if at is None else Standing(at, max(wanted.at - at, timedelta(0)))
