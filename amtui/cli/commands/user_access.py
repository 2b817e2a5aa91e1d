"""`amtui user passwd` and `amtui user keys`: how users prove who they are."""

import sys
from pathlib import Path

import click

from amtui.cli.group import Command, Group
from amtui.cli.lookups import user
from amtui.cli.output import Column, put_list, put_receipt
from amtui.cli.secrets import ask_new_password, ask_password, piped_password
from amtui.cli.session import Session
from amtui.domain.access_changes import AddKey, RemoveKey, SetPassword
from amtui.domain.errors import NotFound, UsageError
from amtui.domain.people import KeyRow

KEYS = ("login", "fingerprint", "kind", "comment", "added_at")
COLUMNS: list[Column[KeyRow]] = [
    Column("LOGIN", lambda row: row.login),
    Column("FINGERPRINT", lambda row: row.fingerprint),
    Column("KIND", lambda row: row.kind),
    Column("COMMENT", lambda row: row.comment or "–"),
]


@click.command("passwd", cls=Command)
@click.argument("login", required=False)
@click.option("--stdin", is_flag=True, help="Take the new password from the first line piped in.")
@click.pass_obj
def passwd(session: Session, login: str | None, *, stdin: bool) -> None:
    """Set your password, or as an administrator that of LOGIN, who then chooses another at the next login."""
    with session.backend() as backend:
        own = login in {None, backend.identity.login}
        user_id = backend.identity.user_id if own else user(backend, login or "").id
        current = None if stdin or not own else ask_password("Password until now (empty if there is none)")
        password = piped_password() if stdin else ask_new_password()
        put_receipt(
            session, backend.apply(SetPassword(user_id=user_id, password=password, current=current or None))
        )


@click.group("keys", cls=Group)
def keys() -> None:
    """List, add and remove the public keys that users log in with."""


@keys.command("list")
@click.argument("login", required=False)
@click.pass_obj
def listed(session: Session, login: str | None) -> None:
    """List your keys; administrators see those of everybody, or of LOGIN."""
    from amtui.data.queries.user_keys import keys_of

    with session.backend() as backend:
        rows = backend.read(keys_of, login=login)

    def shape(row: KeyRow) -> dict[str, object]:
        values = (row.login, row.fingerprint, row.kind, row.comment or None, row.added_at.isoformat())
        return dict(zip(KEYS, values, strict=True))

    put_list(session, rows, shape, COLUMNS, KEYS)


@keys.command("add")
@click.argument("login")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.pass_obj
def add(session: Session, login: str, file: Path) -> None:
    """Let LOGIN log in with the public key in FILE, `-` for what is piped in; administrators only."""
    with session.backend() as backend:
        change = AddKey(user_id=user(backend, login).id, line=_read(file))
        put_receipt(session, backend.apply(change))


@keys.command("remove")
@click.argument("login")
@click.argument("fingerprint")
@click.pass_obj
def remove(session: Session, login: str, fingerprint: str) -> None:
    """Stop LOGIN from logging in with the key of this FINGERPRINT; administrators only, without undo."""
    with session.backend() as backend:
        change = RemoveKey(user_id=user(backend, login).id, fingerprint=fingerprint)
        put_receipt(session, backend.apply(change))


def _read(file: Path) -> str:
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotFound(f"there is no file {file}") from None
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"{file} cannot be read as text") from None
