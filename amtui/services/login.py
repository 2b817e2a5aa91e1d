"""Letting somebody in by login and password; mistakes are counted, and make the next try wait."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, select, update

from amtui.data.engine import for_writing, is_sqlite
from amtui.data.faults import translated
from amtui.data.models import credentials, users
from amtui.domain.clock import Clock
from amtui.domain.errors import Refused
from amtui.domain.people import UNASSIGNED
from amtui.services import passwords

FREE_TRIES = 5
"""So many mistakes in a row have no consequence."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
NO = "the login or the password is wrong"


@dataclass(frozen=True, slots=True)
class Admitted:
    """Who was let in, and whether they have to choose another password first."""

    user_id: int
    login: str
    must_change: bool


def admit(engine: Engine, clock: Clock, login: str, password: str) -> Admitted:
    """Return who a login and a password belong to.

    Whether the login is unknown, inactive or without a password cannot be told from the answer, nor
    from the time it takes.

    Raises:
        Refused: they do not fit, or too many mistakes were made before; says until when to wait.
        Unavailable: if the database cannot be reached.
    """
    now = clock.now()
    with translated(), for_writing(engine.connect()) as connection, connection.begin():
        row = _row(connection, login if login.isprintable() else "")  # nobody has a login that is no text
        if left := _left(connection, row, now):
            passwords.matches(password, None)
        elif row is not None and passwords.matches(password, row["hash"]):
            _write(connection, row, failures=0, locked_until=None, **_rehashed(password, row["hash"]))
            return Admitted(row["user_id"], row["login"], bool(row["must_change"]))
        elif row is None:
            passwords.matches(password, None)
        else:
            _note_failure(connection, row, now)
    if left:
        raise Refused(_wait(left))
    raise Refused(NO, next="An administrator can set a new password with `amtui user passwd`.")


def _row(connection: Connection, login: str) -> RowMapping | None:
    """Return the password row of an active user, which only they may see on a server."""
    if not is_sqlite(connection):
        from amtui.data.guard import session

        if session.find(connection, login) is None:
            return None
    wanted = (
        select(credentials, users.c.login)
        .join(users, users.c.id == credentials.c.user_id)
        .where(users.c.login == login, users.c.active, users.c.id != UNASSIGNED)
    )
    return connection.execute(wanted).mappings().first()


def _left(connection: Connection, row: RowMapping | None, now: datetime) -> timedelta:
    """Return how long somebody has to wait still.

    More than their mistakes are worth was made by a clock that went ahead then: it is cut to that.
    """
    until = row["locked_until"] if row is not None else None
    if row is None or until is None or until <= now:
        return timedelta()
    most = wait_after(row["failures"])
    if until - now > most:
        _write(connection, row, locked_until=now + most)
    left: timedelta = until - now
    return min(left, most)


def _note_failure(connection: Connection, row: RowMapping, now: datetime) -> None:
    failures = row["failures"] + 1
    until = now + wait_after(failures) if failures >= FREE_TRIES else None
    _write(connection, row, failures=failures, locked_until=until)


def wait_after(failures: int) -> timedelta:
    """Return how long to wait after so many mistakes in a row: it doubles, from a minute to an hour."""
    doubled: timedelta = FIRST_WAIT * (1 << min(failures - FREE_TRIES, 10))
    return min(doubled, LONGEST_WAIT)


def _write(connection: Connection, row: RowMapping, **values: Any) -> None:
    own = update(credentials).where(credentials.c.user_id == row["user_id"])
    connection.execute(own.values(**values))


def _rehashed(password: str, kept: str) -> dict[str, str]:
    return {"hash": passwords.hashed(password)} if passwords.is_outdated(kept) else {}


def _wait(left: timedelta) -> str:
    minutes = max(1, -(-left // timedelta(minutes=1)))
    return f"too many mistakes were made; try again in {minutes} {'minute' if minutes == 1 else 'minutes'}"
