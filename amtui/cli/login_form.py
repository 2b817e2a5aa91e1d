"""Asking for login and password before anything is drawn, and for another password where one is due."""

from typing import TYPE_CHECKING

import click

from amtui.cli.secrets import ask_new_password, ask_password, need_terminal
from amtui.domain.access_changes import SetPassword
from amtui.domain.errors import Invalid, Refused

if TYPE_CHECKING:
    from amtui.cli.session import Session
    from amtui.services.login import Admitted

TRIES = 3


def log_in(session: "Session") -> str:
    """Return the login of somebody who knows its password.

    Raises:
        Refused: three times it was wrong, or it is locked for a while.
        UsageError: there is no terminal.
    """
    need_terminal("Run it at one: the config file says that people log in by password.")
    for _attempt in range(TRIES - 1):
        try:
            return _once(session)
        except Refused as error:
            click.echo(f"{error.message[:1].upper()}{error.message[1:]}.", err=True)
    return _once(session)


def _once(session: "Session") -> str:
    from amtui.services.login import admit
    from amtui.services.wiring import database_url, opened

    login = str(click.prompt("Login", err=True, prompt_suffix=": ")).strip()
    password = ask_password("Password")
    with opened(database_url(session.database)) as engine:
        admitted = admit(engine, session.clock, login, password)
        engine.dispose()
    if admitted.must_change:
        _choose(session, admitted, password)
    return admitted.login


def _choose(session: "Session", admitted: "Admitted", password: str) -> None:
    """Have a new password chosen in place of one that somebody else knows."""
    from amtui.services.wiring import open_backend

    click.echo("An administrator chose this password: choose your own now.", err=True)
    backend = open_backend(session.database, clock=session.clock, login=admitted.login, admitted=True)
    try:
        while True:
            change = SetPassword(user_id=admitted.user_id, password=ask_new_password(), current=password)
            try:
                backend.apply(change)
            except Invalid as error:
                if "current" in error.fields:  # it was changed meanwhile, so that no new one would do
                    raise
                click.echo(error.message, err=True)
            else:
                return
    finally:
        backend.close()
