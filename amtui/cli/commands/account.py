"""`amtui account`: accounts listed, shown, entered, changed and handed over."""

from typing import TYPE_CHECKING

import click

from amtui.cli.account_text import account_document, account_lines
from amtui.cli.commands.portfolio import list_accounts
from amtui.cli.group import Group
from amtui.cli.listing import asked, list_options
from amtui.cli.lookups import account, user_id
from amtui.cli.options import checked_zone
from amtui.cli.output import put_document, put_receipt
from amtui.cli.session import Session
from amtui.domain.change import Change
from amtui.domain.changes import AddAccount, AssignAccount, Bulk, SetAccount
from amtui.domain.errors import UsageError
from amtui.domain.filters import ACCOUNTS
from amtui.domain.money import parse_money
from amtui.domain.office_settings import custom_text
from amtui.domain.wording import label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from amtui.services.backend import Backend

AM = click.option("--am", metavar="LOGIN", help="The account manager; none for nobody.")
PLAN = click.option("--plan", metavar="NAME", help="The product plan.")
TIER = click.option("--tier", metavar="TIER", help="top, standard or small.")
ZONE = click.option("--tz", "zone", metavar="ZONE", help="The account's time zone, as Europe/Berlin.")
VALUE = click.option("--value", metavar="MONEY", help="What it pays a month, as '1,200 EUR'.")
DOMAINS = click.option("--domains", metavar="NAMES", help="Its domain names, with commas.")
OWN = click.option(
    "--field", "own", multiple=True, metavar="NAME=TEXT", help="A field of the team's own; may be repeated."
)
REASON = click.option("--reason", metavar="TEXT", help="Why.")


@click.group("account", cls=Group)
def account_command() -> None:
    """Show and change accounts."""


@account_command.command("list")
@list_options(ACCOUNTS, "account", "am", "status", "tier")
@click.pass_obj
def listed(
    session: Session, /, text: str | None, sort: str | None, limit: int | None, **fields: str | None
) -> None:
    """List accounts, as `amtui portfolio`."""
    list_accounts(session, asked(ACCOUNTS, text, sort, limit, **fields))


@account_command.command("show")
@click.argument("name")
@click.pass_obj
def show(session: Session, name: str) -> None:
    """Show an account with its people, criteria and improvements."""
    from amtui.data.queries.account_detail import account_detail
    from amtui.data.queries.own_fields import own_fields

    with session.backend() as backend:
        detail = backend.read(account_detail, name=name)
        own = backend.read(own_fields, account_id=detail.row.id)
        zone = backend.identity.zone
    lines = [
        f"{label(key).capitalize()}: {custom_text(value)}" for key, value in own.items() if value is not None
    ]
    document = account_document(detail, zone) | {"custom": own}
    put_document(session, document, [*account_lines(detail, zone), *lines])


@account_command.command("add")
@click.argument("name")
@AM
@PLAN
@TIER
@ZONE
@VALUE
@DOMAINS
@OWN
@click.pass_obj
def add(
    session: Session,
    /,
    name: str,
    am: str | None,
    zone: str | None,
    own: tuple[str, ...],
    **given: str | None,
) -> None:
    """Enter an account."""
    money = parse_money(given["value"]) if given["value"] else None
    currency = {"currency": money.currency, "monthly_value": money.amount} if money else {}
    words = {key: given[key] for key in ("plan", "tier") if given[key]}
    domains = tuple(filter(None, (part.strip() for part in (given["domains"] or "").split(","))))
    local = {"zone": checked_zone(zone)} if zone else {}
    with session.backend() as backend:
        am_id = user_id(backend, am or "none")
        fields = {"name": name, "am_id": am_id, "domains": domains, "own": _named(own)}
        fields |= {**words, **local, **currency}
        put_receipt(session, backend.apply(AddAccount(**fields)))  # type: ignore[arg-type]


@account_command.command("set")
@click.argument("name")
@click.option("--name", "renamed", metavar="NAME", help="Its new name.")
@AM
@PLAN
@TIER
@ZONE
@VALUE
@DOMAINS
@click.option("--billing", metavar="STATE", help="up_to_date, overdue or blocked.")
@click.option("--calendar", metavar="NAME", help="Its opening hours; empty for none.")
@click.option("--parent", metavar="NAME", help="The account it belongs to; empty for none.")
@click.option("--go-live", metavar="DAY", help="When it went live.")
@OWN
@REASON
@click.option("--version", type=int, metavar="N", help="Only if it is still this version.")
@click.option("--dry-run", is_flag=True, help="Say what would become of open requests, change nothing.")
@click.pass_obj
def change(
    session: Session, /, name: str, own: tuple[str, ...], *, dry_run: bool, **given: str | None
) -> None:
    """Change an account; several fields at once are changed together or not at all."""
    columns = {
        "name": "renamed", "plan": "plan", "tier": "tier", "zone": "zone", "monthly_value": "value",
        "domains": "domains", "billing": "billing", "calendar": "calendar", "parent": "parent",
        "go_live_on": "go_live",
    }  # fmt: skip
    fields = tuple((column, given[key]) for column, key in columns.items() if given[key] is not None)
    fields += tuple((f"custom.{key}", text) for key, text in _named(own))
    version = int(given["version"]) if given["version"] is not None else None
    with session.backend() as backend:
        changes = _parts(backend, name, fields, given["am"], given["reason"], version)
        change = changes[0] if len(changes) == 1 else Bulk(changes=tuple(changes))
        put_receipt(session, (backend.rehearse if dry_run else backend.apply)(change))


def _named(own: "Iterable[str]") -> tuple[tuple[str, str], ...]:
    """Return the names and texts of fields that are given as NAME=TEXT."""
    return tuple((key.strip(), text) for key, _, text in (one.partition("=") for one in own))


@account_command.command("assign")
@click.argument("name")
@click.argument("login")
@click.pass_obj
def assign(session: Session, name: str, login: str) -> None:
    """Give an account to an account manager; what belongs to it moves along."""
    with session.backend() as backend:
        put_receipt(session, backend.apply(_parts(backend, name, (), login, None, None)[0]))


@account_command.command("activate")
@click.argument("name")
@REASON
@click.pass_obj
def activate(session: Session, name: str, reason: str | None) -> None:
    """Let an account take new work again."""
    _set_status(session, name, "active", reason)


@account_command.command("deactivate")
@click.argument("name")
@REASON
@click.pass_obj
def deactivate(session: Session, name: str, reason: str | None) -> None:
    """Let an account take no new work."""
    _set_status(session, name, "inactive", reason)


def _set_status(session: Session, name: str, status: str, reason: str | None) -> None:
    with session.backend() as backend:
        (made,) = _parts(backend, name, (("status", status),), None, reason, None)
        put_receipt(session, backend.apply(made))


def _parts(
    backend: "Backend",
    name: str,
    fields: tuple[tuple[str, str | None], ...],
    am: str | None,
    reason: str | None,
    version: int | None,
) -> list[Change]:
    """Return the changes that are wanted, the second expecting the version that the first leaves."""
    row = account(backend, name)
    seen = row.version if version is None else version
    made: list[Change] = []
    if am is not None:
        made.append(AssignAccount(account_id=row.id, expected_version=seen, am_id=user_id(backend, am)))
        seen += row.am_id != user_id(backend, am)
    if fields:
        made.append(SetAccount(account_id=row.id, expected_version=seen, fields=fields, reason=reason))
    if not made:
        raise UsageError("nothing to change", next="Name a field, as --am LOGIN.")
    return made
