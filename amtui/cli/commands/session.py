"""`amtui session`: what a login over SSH runs, and all that it can run."""

import os
import re
from pathlib import Path

import click

from amtui.cli.group import Command
from amtui.cli.session import Session
from amtui.domain.errors import Refused, UsageError

LOGIN = re.compile(r"[\w.@+-]{1,100}")
"""Logins that can be part of a file's name; none begins with a point."""


@click.command("session", cls=Command)
@click.option("--as", "login", metavar="LOGIN", help="Whose key it was; only for the service account.")
@click.option("--state", type=click.Path(path_type=Path), help="Folder of positions and drafts.")
@click.pass_context
def session_command(context: click.Context, /, *, login: str | None, state: Path | None) -> None:
    """Open the dashboard for somebody who logged in from elsewhere, and nothing else.

    Meant as the forced command of a key; `amtui doctor --sshd` prints how to set it up. Who it is for comes
    from this command line, never from variables, which the other end can send.
    """
    session = context.ensure_object(Session)
    if wanted := os.environ.get("SSH_ORIGINAL_COMMAND"):
        raise Refused(
            f"this login opens the dashboard and runs no commands, such as “{wanted[:60]}”",
            next="Log in without a command.",
        )
    if login is not None and (not LOGIN.fullmatch(login) or login.startswith(".")):
        raise UsageError(
            "--as wants a login of letters, digits and . @ + - _", next="Mend the forced command."
        )
    session.login, session.state, session.served = login, state, True
    from amtui.cli.dashboard import open_dashboard

    context.exit(open_dashboard(session))
