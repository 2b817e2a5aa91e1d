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
    """Work out what lists and Insights show of your accounts; run at night, it makes the first look quick."""
    from amtui.services.hours import keep_hours
    from amtui.services.latest import keep_figures

    if session.writes_nothing:
        raise Refused("this session is read-only", next="Leave out --read-only.")
    with session.backend() as backend:
        done, busy = keep_figures(backend), keep_hours(backend)
    told = f"Worked out the figures of {counted(done, 'account')}, and the hours of {busy} with many calls."
    put_document(session, {"accounts": done, "busy_accounts": busy}, [told])
