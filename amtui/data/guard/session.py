"""Telling the database who works, at the beginning of every transaction."""

from collections.abc import Callable, Iterable

from sqlalchemy import Connection, Engine, event, text

from amtui.data.guard.roles import ADMIN, APP, PERSONAL, is_member
from amtui.domain.errors import Refused
from amtui.domain.people import Identity
from amtui.domain.vocabulary import Role

ENTER = text(
    "SELECT set_config('role', :role, true), set_config('amtui.who', :who, true),"
    " set_config('amtui.books', :books, true)"
)


def bind(engine: Engine, identity: Callable[[], Identity]) -> None:
    """Let every transaction of an engine be one of whoever works then, in a role that owns nothing."""
    role = _role(engine)

    def enter(connection: Connection) -> None:
        now = identity()
        _enter(
            connection,
            role=ADMIN if now.role is Role.ADMIN else role,
            who=str(now.user_id),
            books=now.books or (),
        )

    event.listen(engine, "begin", enter)


def find(connection: Connection, login: str) -> int | None:
    """Return the id of the user with a login, and go on as that user without any book.

    Raises:
        Refused: if whoever logged in to the server may only work as themselves, and wants somebody else.
    """
    role = enter_unnamed(connection)
    if role == PERSONAL:
        own = connection.execute(text("SELECT session_user")).scalar_one()
        if own != login:
            raise Refused(f"the database login {own} works as itself only", next=f"Leave out {login}.")
        return connection.execute(text("SELECT amtui_me()")).scalar_one()  # type: ignore[no-any-return]
    user_id = connection.execute(text("SELECT amtui_user(:login)"), {"login": login}).scalar_one()
    _enter(connection, role=role, who="" if user_id is None else str(user_id), books=())
    return user_id  # type: ignore[no-any-return]


def enter_unnamed(connection: Connection) -> str:
    """Go on as the program before anybody has said who works; return the role taken on."""
    role = _role_of(connection)
    _enter(connection, role=role, who="", books=())
    return role


def login_of(connection: Connection) -> str | None:
    """Return the one user as whom a database login may work; None where it may say who works."""
    if enter_unnamed(connection) != PERSONAL:
        return None
    return str(connection.execute(text("SELECT session_user")).scalar_one())


def as_steward(connection: Connection) -> None:
    """Go on as an administrator for the rest of the transaction, to look after the database itself."""
    _enter(connection, role=ADMIN, who="", books=())


def _role(engine: Engine) -> str:
    with engine.connect() as connection:
        return _role_of(connection)


def _role_of(connection: Connection) -> str:
    return APP if is_member(connection, APP) else PERSONAL


def _enter(connection: Connection, *, role: str, who: str, books: Iterable[int]) -> None:
    listed = ",".join(str(am_id) for am_id in sorted(books))
    connection.execute(ENTER, {"role": role, "who": who, "books": listed})
