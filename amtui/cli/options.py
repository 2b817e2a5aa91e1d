"""The global options, accepted before a command and after it."""

from functools import cache
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from amtui.cli.session import Session
from amtui.domain.errors import AmtuiError, UsageError


def session_of(context: click.Context) -> Session:
    """Return the session of a run; the outermost context makes it."""
    return context.find_root().ensure_object(Session)


def _given(name: str) -> Any:
    def take(context: click.Context, _option: click.Parameter, value: Any) -> None:
        if value not in {None, False}:
            setattr(session_of(context), name, value)

    return take


def _database(context: click.Context, option: click.Parameter, value: str | None) -> None:
    if value:
        session = session_of(context)
        session.db = value
        source = context.get_parameter_source(str(option.name))
        session.is_db_seen = source is ParameterSource.COMMANDLINE


def _zone(context: click.Context, _option: click.Parameter, value: str | None) -> None:
    if value:
        session_of(context).zone = checked_zone(value)


def checked_zone(name: str) -> str:
    """Return the name of a zone that exists.

    Raises:
        UsageError: there is no such zone.
    """
    from amtui.domain.local_time import zone_named

    try:
        return zone_named(name).key
    except AmtuiError:
        raise UsageError(f"“{name}” is no IANA time zone", next="Write it as Europe/Berlin.") from None


def _version(context: click.Context, _option: click.Parameter, value: bool) -> None:
    if value:
        from amtui import __version__

        click.echo(f"amtui {__version__}")
        context.exit()


@cache
def global_options(*, outermost: bool) -> tuple[click.Option, ...]:
    """Return the global options; behind a command they are accepted but not listed in its help.

    Only the outermost ones look at the environment, so that an option given anywhere wins over it.
    """

    def option(*names: str, take: Any, variable: str = "", **more: Any) -> click.Option:
        more |= {"envvar": variable, "show_envvar": True} if outermost and variable else {}
        return click.Option(names, callback=take, expose_value=False, hidden=not outermost, **more)

    return (
        option("--db", metavar="URL", take=_database, variable="AMTUI_DB",
               help="Database: a URL or the path of a SQLite file."),
        option("--config", metavar="FILE", type=click.Path(path_type=Path), take=_given("config_path"),
               variable="AMTUI_CONFIG", help="Config file."),
        option("--json", is_flag=True, take=_given("as_json"), help="Print one JSON document."),
        option("--csv", is_flag=True, take=_given("as_csv"), help="Print CSV."),
        option("--read-only", is_flag=True, take=_given("read_only"), help="Refuse every change."),
        option("--tz", metavar="ZONE", take=_zone, variable="AMTUI_TZ", help="Show times in this IANA zone."),
        option("--quiet", is_flag=True, take=_given("quiet"), help="Leave the narration out."),
        option("--version", is_flag=True, is_eager=True, take=_version, help="Show the version."),
    )  # fmt: skip
