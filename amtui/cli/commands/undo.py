"""`amtui undo` and `amtui redo`: the latest change of any kind, as by their keys on every screen."""

import click

from amtui.cli.group import Command
from amtui.cli.output import put_receipt
from amtui.cli.session import Session
from amtui.domain.changes import Redo, Undo


@click.command("undo", cls=Command)
@click.option("--past", is_flag=True, help="Also where an import or the like came since, which stays.")
@click.pass_obj
def undo_command(session: Session, past: bool) -> None:
    """Take back your latest change, whatever it was, unless somebody has built on it.

    Where you have imported a file since, that stays and this stops; --past goes on to the change before.
    """
    with session.backend() as backend:
        put_receipt(session, backend.apply(Undo(past=past)))


@click.command("redo", cls=Command)
@click.pass_obj
def redo_command(session: Session) -> None:
    """Do again what your latest undo took back, if you have changed nothing since."""
    with session.backend() as backend:
        put_receipt(session, backend.apply(Redo()))
