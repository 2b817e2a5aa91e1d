"""`amtui user set`, `activate`, `deactivate` and `delete`: users after they were entered."""

import click

from amtui.cli.group import Command
from amtui.cli.lookups import user, user_id
from amtui.cli.output import put_receipt
from amtui.cli.session import Session
from amtui.domain.admin_changes import ActivateUser, DeactivateUser, DeleteUser, EditUser
from amtui.domain.errors import UsageError

HEIR = click.option(
    "--to", "heir", metavar="LOGIN", help="Who takes over their accounts; none leaves them unassigned."
)
FIELDS = {
    "name": "As others know them.",
    "login": "Their new login.",
    "email": "Their email address.",
    "employee_id": "Their employee id; empty for none.",
    "phone": "Their phone number; empty for none.",
    "mobile": "Their mobile number; empty for none.",
    "role": "am, manager or admin.",
    "zone": "Their time zone.",
    "manager": "The login of whom they report to; empty for nobody.",
}


@click.command("set", cls=Command)
@click.argument("login")
@click.option("--version", type=int, metavar="N", help="Only if it is still this version.")
@click.pass_obj
def change(session: Session, /, login: str, version: int | None, **given: str | None) -> None:
    """Change a user; several fields at once are changed together or not at all; administrators only."""
    fields = tuple((name, given[f"new_{name}"]) for name in FIELDS if given[f"new_{name}"] is not None)
    if not fields:
        raise UsageError("nothing to change", next="Name a field, as --mobile NUMBER.")
    with session.backend() as backend:
        row = user(backend, login)
        seen = row.version if version is None else version
        put_receipt(session, backend.apply(EditUser(user_id=row.id, expected_version=seen, fields=fields)))


for _name, _help in reversed(FIELDS.items()):
    _option = "--tz" if _name == "zone" else f"--{_name.replace('_', '-')}"
    change = click.option(_option, f"new_{_name}", metavar="TEXT", help=_help)(change)


@click.command("deactivate", cls=Command)
@click.argument("login")
@HEIR
@click.pass_obj
def deactivate(session: Session, login: str, heir: str | None) -> None:
    """Let a user work no more; who holds accounts needs somebody to take them over; administrators only."""
    with session.backend() as backend:
        row = user(backend, login)
        heir_id = user_id(backend, heir) if heir else None
        change = DeactivateUser(user_id=row.id, expected_version=row.version, heir_id=heir_id)
        put_receipt(session, backend.apply(change))


@click.command("activate", cls=Command)
@click.argument("login")
@click.pass_obj
def activate(session: Session, login: str) -> None:
    """Let a user work again; administrators only."""
    with session.backend() as backend:
        row = user(backend, login)
        put_receipt(session, backend.apply(ActivateUser(user_id=row.id, expected_version=row.version)))


@click.command("delete", cls=Command)
@click.argument("login")
@HEIR
@click.pass_obj
def delete(session: Session, login: str, heir: str | None) -> None:
    """Take a user away who has never worked here; administrators only."""
    with session.backend() as backend:
        row = user(backend, login)
        heir_id = user_id(backend, heir) if heir else None
        change = DeleteUser(user_id=row.id, expected_version=row.version, heir_id=heir_id)
        put_receipt(session, backend.apply(change))
