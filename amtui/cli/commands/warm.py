"""`amtui warm`: a process that others begin from, so that a dashboard opens at once."""

import os
import signal
import sys
from functools import partial
from pathlib import Path

import click

from amtui.cli import standing
from amtui.cli.group import Command
from amtui.cli.session import Session
from amtui.domain.errors import AmtuiError, Refused


@click.command("warm", cls=Command)
@click.option(
    "--at-once", is_flag=True, help="Begin without a rehearsal; the first screens then take longer."
)
@click.pass_obj
def warm_command(session: Session, /, *, at_once: bool) -> None:
    """Keep the program loaded, so that `amtui` and `amtui session` of this user open at once.

    Stays in the foreground until told to end, as a service does; `amtui doctor --sshd` prints the unit files.
    Dashboards that are open go on when it ends, and open as usual, only slower, where it is not there.
    """
    if sys.platform != "linux":
        raise Refused("this needs Linux", next="Dashboards open as usual without it.")
    from amtui.cli.main import run
    from amtui.cli.warm.eligible import PAINTS
    from amtui.cli.warm.parent import serve_all
    from amtui.cli.warm.place import own_place
    from amtui.cli.warm.rehearsal import load, rehearse

    place = Path(own_place())
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    for name in [name for name in os.environ if name.startswith("TEXTUAL") or name == "NO_COLOR"]:
        del os.environ[name]
    os.environ.setdefault(*PAINTS)
    prepare = partial(load if at_once else rehearse, server=_names_a_server(session))
    try:
        serve_all(place, prepare, run, ready=lambda: session.say(f"Ready at {place}."))
    finally:
        standing.let_go()


def _names_a_server(session: Session) -> bool:
    """Tell whether those who begin from here will most likely open a database on a server."""
    try:
        return (session.database or "").startswith("postgres")
    except AmtuiError:  # they will be told
        return False
