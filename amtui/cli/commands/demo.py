"""`amtui demo`: a believable world to look around in."""

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from amtui.cli.demo_way import connect_own_demo, look_into_own_demo, wish_of
from amtui.cli.group import Command
from amtui.cli.output import put_document
from amtui.cli.session import Session
from amtui.domain.wording import counted

if TYPE_CHECKING:
    from amtui.data.demo.report import DemoReport
    from amtui.services.demo_file import DemoWish


@click.command("demo", cls=Command)
@click.option("--accounts", type=int, default=240, show_default=True, help="How many, up to 10,000.")
@click.option("--requests", type=int, default=4_000, show_default=True, help="How many, up to 1,000,000.")
@click.option("--calls", type=int, help="How many, up to 5,000,000; else 120 days of modest traffic.")
@click.option("--seed", type=int, default=7, show_default=True, help="The same seed gives the same world.")
@click.option("--as", "login", metavar="LOGIN", help="Whose dashboard; usually an account manager's.")
@click.option("--no-open", is_flag=True, help="Only make it.")
@click.pass_context
def demo_command(context: click.Context, /, *, login: str | None, no_open: bool, **sizes: Any) -> None:
    """Open the dashboard on a demo, in a file of its own unless --db names an empty database."""
    session = context.ensure_object(Session)
    session.login = login
    wish = wish_of(session, **sizes)
    if no_open:
        _only_make(session, wish)
        return
    from amtui.cli.dashboard import check_terminal, open_dashboard

    check_terminal()
    if session.db is not None:
        _fill(session, wish)
        context.exit(open_dashboard(session))
    from amtui.services.paths import paths

    look = partial(look_into_own_demo, session, wish)
    connect, own = partial(connect_own_demo, session, wish), str(paths().demo_database)
    context.exit(open_dashboard(session, connect, look=look, database=own))


def _fill(session: Session, wish: "DemoWish") -> "DemoReport":
    from amtui.domain.errors import Refused
    from amtui.services.demo_file import fill_demo

    if session.writes_nothing:
        raise Refused("this session is read-only", next="Leave out --read-only to make a demo.")
    return fill_demo(session.db or "", wish)


def _only_make(session: Session, wish: "DemoWish") -> None:
    from amtui.services.demo_file import own_demo

    if session.db is not None:
        where, report = session.db, _fill(session, wish)
        if "://" in where:
            from amtui.data.engine import parse_url
            from amtui.data.server_url import shown

            where = shown(parse_url(where))
        _put(session, where, report)
        return
    path, made = own_demo(wish)
    _put(session, str(path), made)


def _put(session: Session, where: str, report: "DemoReport | None") -> None:
    if report is None:
        put_document(
            session, {"db": where, "made": False, "opens_as": None, "rows": {}, "stories": []}, [where]
        )
        session.say("The demo is there already, made alike.")
        return
    stories = [{"story": told.story, "account": told.account, "what": told.what} for told in report.stories]
    made: dict[str, Any] = {"db": where, "made": True, "opens_as": report.opens_as, "rows": dict(report.rows)}
    put_document(session, made | {"stories": stories}, [where])
    numbers = ", ".join(counted(report.rows[name], name[:-1]) for name in ("accounts", "requests", "calls"))
    session.say(f"Made {numbers}; opens as {report.opens_as}.")
    for told in report.stories:
        session.say(f"  {told.account}: {told.what}")
