"""Who may work as somebody else: the account that serves everybody, and administrators."""

from sqlalchemy import select

from amtui.data.faults import translated
from amtui.data.models import users
from amtui.domain.errors import Refused
from amtui.domain.vocabulary import Role
from amtui.services.backend import Backend
from amtui.services.identity import system_user


def check_acting(backend: Backend) -> None:
    """Make sure that whoever runs this process may work as the one that the database was opened for.

    A user of the operating system who works with this database works as themselves. The service account is
    no user of it, or its administrator.

    Raises:
        Refused: they may not.
    """
    own = system_user().login
    if own == backend.identity.login:
        return
    with translated(), backend.engine.connect() as connection, connection.begin():
        role = connection.execute(select(users.c.role).where(users.c.login == own)).scalar()
    if role is not None and role is not Role.ADMIN:
        raise Refused(
            f"{own} works as {own} here, not as {backend.identity.login}",
            next="Only the service account can say whom it works for.",
        )
