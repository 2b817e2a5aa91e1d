"""`amtui standup`: one line per account, five minutes."""

from zoneinfo import ZoneInfo

import click

from amtui.cli.group import Command
from amtui.cli.output import Column, put_list
from amtui.cli.session import Session
from amtui.cli.shapes import picked
from amtui.domain.standup import StandupLine, markdown, time_words

KEYS = ("account", "health", "said", "quiet")


@click.command("standup", cls=Command)
@click.option("--markdown", "as_markdown", is_flag=True, help="As Markdown, with boxes to tick.")
@click.pass_obj
def standup_command(session: Session, as_markdown: bool) -> None:
    """List what is to be said of each account at a stand-up, most pressing first."""
    from amtui.data.queries.standup import standup

    with session.backend() as backend:
        found, zone = backend.read(standup), ZoneInfo(backend.identity.zone)
    if as_markdown:
        click.echo(markdown(found, found.at.astimezone(zone).date()), nl=False)
        return
    columns: list[Column[StandupLine]] = [
        Column("", lambda line: line.glyph),
        Column("ACCOUNT", lambda line: line.account),
        Column("TO SAY", lambda line: line.said),
    ]
    plain = session.as_json or session.as_csv
    lines = found.lines if plain else found.loud
    put_list(session, lines, lambda line: picked(line, KEYS, zone), columns, KEYS)
    session.say(f"{time_words(found)}.")
