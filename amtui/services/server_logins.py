"""Logins of a server for people who come to it themselves, each able to be that one user only."""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, select, text

from amtui.data.engine import for_writing, is_sqlite
from amtui.data.faults import translated
from amtui.data.guard import roles
from amtui.data.guard.session import as_steward
from amtui.data.models import users
from amtui.domain.errors import Refused
from amtui.domain.people import UNASSIGNED
from amtui.domain.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Synced:
    """The logins that were made, and those that were closed because nobody active has them."""

    made: list[str]
    closed: list[str]


def sync(engine: Engine) -> Synced:
    """Make a login for every active user; close those of the others.

    Raises:
        Refused: the database lies in a file, or whoever logged in may not make logins.
        Unavailable: the server cannot be reached.
    """
    if is_sqlite(engine):
        raise Refused("a database in a file has no logins", next="Name one on a server with --db.")
    with translated(), for_writing(engine.connect()) as connection, connection.begin():
        as_steward(connection)
        people = connection.execute(select(users).where(users.c.id != UNASSIGNED)).mappings().all()
        connection.execute(text("RESET ROLE"))
        active = {row["login"]: row["role"] for row in people if row["active"]}
        made = [login for login, role in active.items() if _open(connection, login, role)]
        closed = [login for login in _known(connection) if login not in active]
        for login in closed:
            _close(connection, login)
        return Synced(made, closed)


def overdue(connection: Connection) -> tuple[str, ...]:
    """Return, in words, which logins may do more than their users may by now, until `sync` is run.

    Args:
        connection: on a server, and one that sees all users.
    """
    wanted = select(users.c.login, users.c.role).where(users.c.active)
    roles_of = {row.login: row.role for row in connection.execute(wanted)}
    rulers = frozenset(_members(connection, roles.ADMIN))
    gone = [login for login in _known(connection) if login not in roles_of]
    ranked = [login for login in _known(connection) if login in rulers and login in roles_of]
    fallen = [login for login in ranked if roles_of[login] != Role.ADMIN]
    then = "until `amtui db logins` is run"
    return (
        *(f"{login} works here no more and may still log in to the server, {then}" for login in gone),
        *(f"{login} is no administrator any more and may still do what they may, {then}" for login in fallen),
    )


def _open(connection: Connection, login: str, role: Role) -> bool:
    wanted = (roles.PERSONAL, roles.ADMIN) if role is Role.ADMIN else (roles.PERSONAL,)
    made = roles.make_login(connection, login, *wanted)
    if role is not Role.ADMIN:
        _take(connection, roles.ADMIN, login)
    return made


def _close(connection: Connection, login: str) -> None:
    """Let nobody log in as one who is gone; the role stays, as it may own things elsewhere."""
    for role in (roles.PERSONAL, roles.ADMIN):
        _take(connection, role, login)


def _take(connection: Connection, role: str, login: str) -> None:
    quoted = connection.dialect.identifier_preparer.quote(login)
    if login in _members(connection, role):
        connection.execute(text(f"REVOKE {role} FROM {quoted}"))


def _known(connection: Connection) -> list[str]:
    return _members(connection, roles.PERSONAL)


def _members(connection: Connection, role: str) -> list[str]:
    query = """
      SELECT m.rolname FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member
      JOIN pg_roles r ON r.oid = a.roleid WHERE r.rolname = :role AND NOT m.rolsuper ORDER BY 1"""
    return list(connection.execute(text(query), {"role": role}).scalars())
