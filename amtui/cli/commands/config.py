"""`amtui config`: what the config file says, after checking it."""

import sys

import click

from amtui.cli.config import EXAMPLE
from amtui.cli.group import Group
from amtui.cli.output import put_document
from amtui.cli.session import Session
from amtui.services.paths import paths


@click.group("config", cls=Group, invoke_without_command=True)
@click.pass_context
def config_command(context: click.Context) -> None:
    """Show and check the configuration."""
    if context.invoked_subcommand is None:
        context.invoke(show)


@config_command.command("show")
@click.pass_obj
def show(session: Session) -> None:
    """Show what holds, from the config file or without one; names what is wrong with it."""
    config = session.config
    document = {
        "path": str(config.path),
        "exists": config.path.exists(),
        "db": _without_password(session.database) or str(paths().database),
        "reports_db": _without_password(session.reports_database),
        "time_zone": session.shown_zone,
        "read_only": session.writes_nothing,
        "keys": dict(config.keys),
    }
    elsewhere = {"keys", "time_zone", *(() if session.reports_database else ("reports_db",))}
    lines = [f"{name} = {value}" for name, value in document.items() if name not in elsewhere]
    lines.append(f"time_zone = {session.shown_zone or 'as the user has it'}")
    put_document(session, document, [*lines, *(f"keys: {key} = {keys}" for key, keys in config.keys.items())])


@config_command.command("validate")
@click.pass_obj
def validate(session: Session) -> None:
    """Check the config file and say nothing of what is in it."""
    found = session.config.path
    if session.as_json or session.as_csv:
        put_document(session, {"path": str(found), "exists": found.exists(), "valid": True}, ())
        return
    session.say(f"{found} is right" if found.exists() else f"There is no {found}; everything is as it comes.")


@config_command.command("path")
@click.pass_obj
def path(session: Session) -> None:
    """Print where the config file is looked for."""
    where = str(session.config_path or paths().config_file)
    put_document(session, {"path": where}, [where])


@config_command.command("example")
def example() -> None:
    """Print a config file with every setting."""
    sys.stdout.write(EXAMPLE)


def _without_password(db: str | None) -> str | None:
    if db is None or "://" not in db:
        return db
    from amtui.data.engine import parse_url
    from amtui.data.server_url import shown

    return shown(parse_url(db))
