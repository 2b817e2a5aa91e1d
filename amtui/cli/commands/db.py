"""`amtui db`: making, upgrading, checking and copying the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from amtui.cli.group import Group
from amtui.cli.output import put_document
from amtui.cli.session import Session
from amtui.domain.errors import Refused, Unavailable
from amtui.domain.wording import counted

if TYPE_CHECKING:
    from amtui.services.maintenance import Finding

FORCE = click.option("--force", is_flag=True, help="Replace what is there.")


@click.group("db", cls=Group)
def db_command() -> None:
    """Make, check, upgrade and copy the database."""


@contextmanager
def _engine(session: Session, *, writes: bool = False) -> Iterator[Any]:
    """Give the database as it is, whatever its schema."""
    from amtui.services.wiring import database_url, opened

    if writes and session.writes_nothing:
        raise Refused("this session is read-only", next="Leave out --read-only.")
    with opened(database_url(session.database), read_only=session.writes_nothing) as engine:
        yield engine
        engine.dispose()


@db_command.command("init")
@click.option(
    "--service-account",
    metavar="NAME",
    help="User of the system that may say who works, such as the one SSH logins run as;"
    " on a server also a login, made if there is none.",
)
@click.pass_obj
def init(session: Session, service_account: str | None) -> None:
    """Make the schema, and on a server its roles and guard; you become the first administrator."""
    from amtui.services.wiring import init_database

    if session.writes_nothing:
        raise Refused("this session is read-only", next="Leave out --read-only.")
    login = init_database(
        session.database, clock=session.clock, zone=session.shown_zone, service=service_account
    )
    put_document(session, {"login": login}, [])
    session.say(f"The database is ready; {login} is its administrator.")


@db_command.command("upgrade")
@click.pass_obj
def upgrade(session: Session) -> None:
    """Bring the schema to what this program needs, in one transaction."""
    from amtui.data.faults import translated
    from amtui.data.upgrade import current as revision_of
    from amtui.data.upgrade import upgrade as bring_up

    with _engine(session, writes=True) as engine, translated():
        before = revision_of(engine)
        if before is None:
            raise Unavailable("the database has no amtui schema", next="Make it with `amtui db init`.")
        after = bring_up(engine, now=session.clock.now())
    put_document(session, {"before": before, "after": after}, [])
    session.say(
        f"The schema is {after}." if before == after else f"The schema went from {before} to {after}."
    )


@db_command.command("current")
@click.pass_obj
def current(session: Session) -> None:
    """Print the revision of the schema, and the one that this program needs."""
    from amtui.data.faults import translated
    from amtui.data.schema import HEAD
    from amtui.data.upgrade import current as revision_of

    with _engine(session) as engine, translated():
        found = revision_of(engine)
    if found is None:
        raise Unavailable("the database has no amtui schema", next="Make it with `amtui db init`.")
    put_document(session, {"current": found, "needed": HEAD}, [f"{found} (this program needs {HEAD})"])


@db_command.command("logins")
@click.pass_obj
def logins(session: Session) -> None:
    """Give every active user a login of their own on the server, and take it from the others.

    For `peer` authentication: the login is named like the user of the operating system, has no password
    and sees that user's books only. Run it as a login that may create roles.
    """
    from amtui.services.server_logins import sync

    with _engine(session, writes=True) as engine:
        done = sync(engine)
    put_document(session, {"made": done.made, "closed": done.closed}, [])
    session.say(f"{counted(len(done.made), 'login')} made, {len(done.closed)} closed.")


@db_command.command("check")
@click.option("--repair", is_flag=True, help="Work the daily figures out again first.")
@click.pass_obj
def check(session: Session, *, repair: bool) -> None:
    """Look whether pages, references, schema and daily figures are sound."""
    from amtui.services import maintenance

    with _engine(session, writes=repair) as engine:
        if repair:
            redone = maintenance.repair(engine)
            session.say(f"Worked out the daily figures of {counted(redone, 'account')} again.")
        found = maintenance.check(engine)
    document = [{"what": one.what, "sound": one.sound, "problems": list(one.problems)} for one in found]
    wrong = [one for one in found if not one.sound]
    put_document(
        session, {"sound": not wrong, "checks": document}, [line for one in found for line in _lines(one)]
    )
    if wrong:
        raise Unavailable(
            f"the {wrong[0].what} of the database: {wrong[0].problems[0]}", next=wrong[0].advice
        )


def _lines(finding: "Finding") -> list[str]:
    state = "sound" if finding.sound else "not sound"
    return [f"{finding.what}: {state}", *(f"  {problem}" for problem in finding.problems)]


@db_command.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@FORCE
@click.pass_obj
def backup(session: Session, file: Path, *, force: bool) -> None:
    """Copy the database, in use or not, to a file, and verify the copy."""
    from amtui.services import backups

    with _engine(session) as engine:
        where = backups.backup(engine, file, force=force)
    put_document(session, {"file": str(where)}, [])
    session.say(f"Copied to {where} and verified.")


@db_command.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@FORCE
@click.pass_obj
def restore(session: Session, file: Path, *, force: bool) -> None:
    """Put a verified copy in the place of the database."""
    from amtui.services import backups
    from amtui.services.wiring import database_url

    if session.writes_nothing:
        raise Refused("this session is read-only", next="Leave out --read-only.")
    kept = backups.restore(file, database_url(session.database), force=force)
    put_document(session, {"file": str(file), "kept": None if kept is None else str(kept)}, [])
    session.say(f"Restored from {file}." + (f" What was there is kept as {kept}." if kept else ""))
