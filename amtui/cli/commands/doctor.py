"""`amtui doctor`: is everything there that the program needs."""

import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from amtui.cli.group import Command
from amtui.cli.output import Column, put_list
from amtui.cli.session import Session
from amtui.domain.errors import AmtuiError, Unavailable
from amtui.services.paths import paths

LIBRARIES = ("textual", "SQLAlchemy", "psycopg", "pandas")
FOR_OTHERS = 0o077
KEYS = ("check", "ok", "detail")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, whether it is well, and what was found."""

    check: str
    ok: bool
    detail: str


COLUMNS: list[Column[Finding]] = [
    Column("", lambda one: "ok" if one.ok else "FAULT"),
    Column("CHECK", lambda one: one.check),
    Column("FOUND", lambda one: one.detail),
]


@click.command("doctor", cls=Command)
@click.option("--sshd", is_flag=True, help="Print how to serve the dashboard over SSH, and check nothing.")
@click.option("--check", is_flag=True, help="Say only what needs somebody, for a timer; exits 1 then.")
@click.option(
    "--backups", type=click.Path(path_type=Path), metavar="PATH",
    help="With --check: a copy, or the folder of copies, of which the latest is read through.",
)  # fmt: skip
@click.option(
    "--backup-hours", type=click.IntRange(min=1, max=10_000), default=26, show_default=True, metavar="N",
    help="With --check: how old the latest copy may be.",
)  # fmt: skip
@click.pass_obj
def doctor_command(
    session: Session, /, *, sshd: bool, check: bool, backups: Path | None, backup_hours: int
) -> int | None:
    """Check versions, terminal, config, folders, zone and database; exits 6 if something is wrong.

    With --check it looks further, and is silent while all is well: disk space, the last copy, pages and
    schema, the daily figures of some accounts, next year's holidays, imports that no longer come, who may
    read the files, sessions without a terminal, the warm parent.
    """
    if check:
        from amtui.cli.scheduled_checks import say_what_is_wrong

        return say_what_is_wrong(session, backups, backup_hours)
    if sshd:
        _say_how_to_serve(session)
        return None
    config = _config(session)
    found = [*_versions(), _terminal(), config, *_folders(), _warm()]
    if config.ok:
        found.append(_database(session))
    put_list(
        session, found, lambda one: {"check": one.check, "ok": one.ok, "detail": one.detail}, COLUMNS, KEYS
    )
    if faults := [one.check for one in found if not one.ok]:
        raise Unavailable(f"something is wrong with: {', '.join(faults)}", next="The list says what.")
    return None


def _say_how_to_serve(session: Session) -> None:
    from amtui.cli.deploy import CONFIG, everything, helper, unfit

    named = session.config_path
    click.echo("\n".join(everything(str(named.absolute()) if named else CONFIG)), nl=False)
    if (place := unfit(helper())) is not None:
        session.say(
            f"sshd will not run {helper()}, as {place} is not root's alone: install amtui where only root"
            " may write, such as /opt/amtui, and ask again with the amtui that is there."
        )


def _versions() -> Iterator[Finding]:
    from amtui import __version__

    yield Finding("amtui", ok=True, detail=__version__)
    yield Finding("python", ok=sys.version_info >= (3, 11), detail=platform.python_version())
    yield Finding("sqlite", ok=sqlite3.sqlite_version_info >= (3, 35), detail=sqlite3.sqlite_version)
    for name in LIBRARIES:
        try:
            yield Finding(name.lower(), ok=True, detail=version(name))
        except PackageNotFoundError:
            yield Finding(name.lower(), ok=False, detail="is not installed")


def _terminal() -> Finding:
    size = shutil.get_terminal_size()
    kind = os.environ.get("TERM", "not set")
    words = f"TERM={kind}, {size.columns}x{size.lines}"
    if not sys.stdout.isatty():
        return Finding("terminal", ok=True, detail=f"{words}; output goes elsewhere")
    return Finding("terminal", ok=kind not in {"dumb", "not set"}, detail=words)


def _config(session: Session) -> Finding:
    try:
        path = session.config.path
    except AmtuiError as error:
        return Finding("config", ok=False, detail=error.message)
    from amtui.services.scheduled_host import secret

    config = session.config
    if problems := secret(path, (config.db, config.reports_db)).problems:
        return Finding("config", ok=False, detail=problems[0])
    return Finding("config", ok=True, detail=str(path) if path.exists() else f"no {path}; not needed")


def _folders() -> Iterator[Finding]:
    own = paths()
    for name, folder in (
        ("data folder", own.data),
        ("config folder", own.config),
        ("state folder", own.state),
    ):
        yield _private(name, folder)
    if own.database.exists():
        yield _private("database file", own.database)


def _warm() -> Finding:
    from amtui.cli.warm.asking import state

    ok, words, _process = state()
    return Finding("warm parent", ok=ok, detail=words)


def _private(name: str, path: Path) -> Finding:
    try:
        mode = path.stat().st_mode & 0o777
    except OSError:
        return Finding(name, ok=True, detail=f"{path} is not there yet")
    is_open = bool(mode & FOR_OTHERS) and name != "config folder"
    words = f"{path} ({mode:03o}){'; others may enter' if is_open else ''}"
    return Finding(name, ok=not is_open and os.access(path, os.R_OK | os.W_OK), detail=words)


def _database(session: Session) -> Finding:
    try:
        with session.backend() as backend:
            who = backend.identity
            return Finding(
                "database", ok=True, detail=f"opens as {who.login} ({who.role.value}), times in {who.zone}"
            )
    except AmtuiError as error:
        return Finding("database", ok=False, detail=f"{error.message}. {error.next}".strip())
