"""Who works, and whose books they may see: worked out once, when a session opens."""

import os
import pwd
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, RowMapping, bindparam, insert, select

from amtui.data.engine import is_sqlite
from amtui.data.faults import translated
from amtui.data.models import leaves, users
from amtui.data.schema import said
from amtui.domain.clock import Clock, local_day
from amtui.domain.errors import Invalid, Refused, Unavailable
from amtui.domain.frozen import dataclass
from amtui.domain.local_time import zone_named
from amtui.domain.people import UNASSIGNED, Covering, Identity
from amtui.domain.vocabulary import Role

OPENS_AS = "opens_as"
"""The key under which a demo database keeps the login that it opens as."""


SERVICE_ACCOUNT = "service_account"
"""The key under which a database names the system's user who may say who works."""
NAMED = select(users).where(users.c.login == bindparam("named"))
COVERED = (
    select(leaves.c.user_id, users.c.name, leaves.c.last)
    .join(users, users.c.id == leaves.c.user_id)
    .where(
        leaves.c.cover_id == bindparam("by"),
        leaves.c.first <= bindparam("today"),
        leaves.c.last >= bindparam("today"),
    )
    .order_by(users.c.name, leaves.c.user_id)
)


@dataclass(frozen=True, slots=True)
class SystemUser:
    """The user of the operating system that runs this process."""

    login: str
    name: str


def system_user() -> SystemUser:
    """Return who runs this process, as the system's user list knows them; never by `$USER`.

    Raises:
        Refused: if the list does not know the process's user.
    """
    try:
        entry = pwd.getpwuid(os.geteuid())
    except KeyError:
        raise Refused(
            f"the system does not know the user with id {os.geteuid()}", next="Add the user to the system."
        ) from None
    return SystemUser(entry.pw_name, entry.pw_gecos.split(",")[0].strip() or entry.pw_name)


def who_is(engine: Engine, clock: Clock, login: str | None = None) -> Identity:
    """Return who works, with the books that they may see today.

    Their own; those of the users they cover during a leave; for managers also those of everybody
    below them in the reporting line and the unassigned accounts; for administrators all.

    Args:
        engine: the database.
        clock: tells which day it is for leaves, in the user's zone.
        login: whom to work as; without it as the database says it opens, as demo ones do, else as
            the operating system's user.

    Raises:
        Refused: if there is no such user, or it is inactive.
        Unavailable: if the database cannot be read, or their time zone is not known.
    """
    with translated(), engine.connect() as connection, connection.begin():
        wanted = _wanted(connection, login)
        row = connection.execute(NAMED, {"named": wanted}).mappings().first()
        if row is None or row["id"] == UNASSIGNED:
            raise Refused(
                f"{wanted} is not a user of this database",
                next="Ask an administrator to add you with `amtui user add`.",
            )
        if not row["active"]:
            raise Refused(f"the user {wanted} is inactive", next="Ask an administrator to activate it.")
        _check_zone(row)
        covering = covering_of(connection, row, clock)
        books = _books(connection, row, covering)
        return Identity(row["id"], row["login"], row["name"], row["role"], books, row["zone"], covering)


def _check_zone(user: RowMapping) -> None:
    """Make sure that times can be shown to a user, as data of zones differ from machine to machine.

    Raises:
        Unavailable: this one does not know theirs.
    """
    try:
        zone_named(user["zone"])
    except Invalid as error:
        raise Unavailable(
            f"the time zone of {user['login']}, “{user['zone']}”, is not known on this machine",
            next="Bring its data of time zones up to date; if that is damage, restore a backup with"
            " `amtui db restore`.",
        ) from error


def check_claim(engine: Engine, login: str) -> None:
    """Make sure that whoever runs this process may say that they are somebody else.

    Raises:
        Refused: only the service account may, and for a demo everybody.
        Unavailable: if the database cannot be read.
    """
    with translated(), engine.connect() as connection, connection.begin():
        if not is_sqlite(connection):
            from amtui.data.guard import session

            session.enter_unnamed(connection)
        trusted = said(connection, SERVICE_ACCOUNT)
        if said(connection, OPENS_AS) is not None:
            return
    own = system_user().login
    if own not in {login, trusted}:
        raise Refused(
            f"{own} may not work as {login}", next="Only the service account that the database names may."
        )


def _wanted(connection: Connection, login: str | None) -> str:
    """Return whom to work as, and let a server know that it is they who ask."""
    if is_sqlite(connection):
        return login or said(connection, OPENS_AS) or system_user().login
    from amtui.data.guard import session

    only = session.login_of(connection)
    wanted = login or only or said(connection, OPENS_AS) or system_user().login
    session.find(connection, wanted)
    return wanted


def books_of(connection: Connection, user: RowMapping, clock: Clock) -> frozenset[int] | None:
    """Return the account managers whose books a user may see today; None is all."""
    return _books(connection, user, covering_of(connection, user, clock))


def _books(connection: Connection, user: RowMapping, covering: Iterable[Covering]) -> frozenset[int] | None:
    if user["role"] is Role.ADMIN:
        return None
    own = {user["id"], *(each.user_id for each in covering)}
    if user["role"] is Role.MANAGER:
        own |= _line_below(connection, user["id"]) | {UNASSIGNED}
    return frozenset(own)


def covering_of(connection: Connection, user: RowMapping, clock: Clock) -> tuple[Covering, ...]:
    """Return whose books a user covers today, by name."""
    today = local_day(clock.now(), ZoneInfo(user["zone"]))
    found = connection.execute(COVERED, {"by": user["id"], "today": today})
    return tuple(Covering(row.user_id, row.name, row.last) for row in found)


def renewed(engine: Engine, clock: Clock, identity: Identity) -> Identity:
    """Return who works as it is now: leaves begin and end, and people change their roles.

    Somebody who may no longer work sees nothing any more, and is nobody of rank.

    Raises:
        Unavailable: if the database cannot be read.
    """
    try:
        now = who_is(engine, clock, identity.login)
    except Refused:
        return replace(identity, role=Role.AM, books=frozenset(), covering=())
    return replace(now, zone=identity.zone)


def check_still(connection: Connection, identity: Identity) -> None:
    """Make sure, within a change, that who works may still do so, and in the same role.

    Raises:
        Refused: they may not.
    """
    wanted = select(users.c.active, users.c.role).where(users.c.id == identity.user_id)
    now = connection.execute(wanted).one_or_none()
    if now is None or not now.active:
        raise Refused(f"the user {identity.login} is inactive", next="An administrator can activate it.")
    if now.role != identity.role:
        raise Refused(f"your role is {now.role} by now", next="Try again in a moment, or log in anew.")


def first_admin(
    connection: Connection,
    now: datetime,
    *,
    login: str | None = None,
    name: str | None = None,
    zone: str = "UTC",
) -> int:
    """Enter the first administrator, by default the operating system's user; return the id.

    Raises:
        Invalid: if the zone is unknown.
        Refused: if the system does not know its user.
    """
    known = system_user() if login is None else SystemUser(login, name or login)
    result = connection.execute(
        insert(users).values(
            login=known.login,
            name=name or known.name,
            role=Role.ADMIN,
            zone=zone_named(zone).key,
            active=True,
            created_at=now,
            updated_at=now,
            version=1,
        )
    )
    (user_id,) = result.inserted_primary_key or (0,)
    return int(user_id)


def _line_below(connection: Connection, user_id: int) -> set[int]:
    """Return everybody who reports to a user, directly or through others."""
    found: set[int] = set()
    level = {user_id}
    while level:
        below = connection.execute(select(users.c.id).where(users.c.manager_id.in_(level))).scalars()
        level = set(below) - found
        found |= level
    return found
