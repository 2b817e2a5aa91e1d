"""`amtui kpi refresh`: the figures that lists show, worked out before anybody asks for them."""

import click

from amtui.cli.group import Command
from amtui.cli.output import put_document
from amtui.cli.session import Session
from amtui.domain.errors import Refused
from amtui.domain.wording import counted


@click.command("refresh", cls=Command)
@click.pass_obj
def refresh(session: Session, /) -> None:
    """Work out what lists show of every account of yours; run at night, it makes the first list quick."""
    from amtui.services.latest import keep_figures

    if session.writes_nothing:
        raise Refused("this session is read-only", next="Leave out --read-only.")
    with session.backend() as backend:
        done = keep_figures(backend)
    put_document(session, {"accounts": done}, [f"Worked out the figures of {counted(done, 'account')}."])
