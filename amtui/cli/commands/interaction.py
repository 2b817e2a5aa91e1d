"""`amtui interaction`: contacts with clients, and who starts them."""

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from amtui.cli.group import Group
from amtui.cli.listing import whole
from amtui.cli.lookups import account_id, day, moment
from amtui.cli.output import Column, put_list, put_receipt
from amtui.cli.session import Session
from amtui.cli.shapes import picked
from amtui.cli.words import moment as shown
from amtui.domain.changes import LogInteraction
from amtui.domain.errors import NotFound, UsageError
from amtui.domain.interaction_records import InteractionRow, TouchRow
from amtui.domain.interaction_words import THEM, US, balance_words, said_of
from amtui.domain.review_changes import DropInteraction, EditInteraction
from amtui.domain.vocabulary import Channel, InteractionDirection
from amtui.domain.wording import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amtui.services.backend import Backend

KEYS = (
    "id", "account", "at", "direction", "channel", "summary", "contact", "who", "completed", "version",
)  # fmt: skip
TOUCH_KEYS = (
    "account", "contact", "last_touch_at", "started_by_client", "contacts", "reactive_ratio", "flagged",
)  # fmt: skip
CHANNEL = click.option("--channel", metavar="HOW", help="call, email, chat or meeting.")
BY = click.option("--by", type=click.Choice(["us", "client"]), help="Who began it.")
CONTACT = click.option("--contact", metavar="NAME", help="With whom; part of the name will do.")
AT = click.option("--at", metavar="TIME", help="When, as 2026-11-23T10:00; now without.")
NO_CONTACT, NOBODY = 0, "none"
DIRECTIONS = {"us": US, "client": THEM}


@click.group("interaction", cls=Group)
def interaction_command() -> None:
    """Log calls and mails with clients; see who starts them."""


@interaction_command.command("log")
@click.argument("account")
@CHANNEL
@BY
@CONTACT
@AT
@click.option("--summary", metavar="TEXT", help="What was said; a plain sentence without.")
@click.option("--unanswered", is_flag=True, help="Nobody answered: it is no touch.")
@click.pass_obj
def log(
    session: Session,
    account: str,
    channel: str | None,
    by: str | None,
    contact: str | None,
    at: str | None,
    summary: str | None,
    unanswered: bool,
) -> None:
    """Log a contact with a client: a call by us, unless said otherwise."""
    how: Channel = whole(channel or Channel.CALL.value, Channel, "channel")
    direction = DIRECTIONS[by or "us"]
    with session.backend() as backend:
        found = account_id(backend, account)
        change = LogInteraction(
            account_id=found,
            direction=direction,
            channel=how,
            summary=summary or said_of(how, direction, completed=not unanswered),
            at=moment(at, backend.identity.zone) if at else None,
            contact_id=_contact(backend, found, contact),
            completed=not unanswered,
        )
        put_receipt(session, backend.apply(change))


@interaction_command.command("list")
@click.option("--account", metavar="ACCOUNT", help="Of this account only.")
@CONTACT
@CHANNEL
@BY
@click.option("--from", "first", metavar="DAY", help="First day.")
@click.option("--to", "last", metavar="DAY", help="Last day, included.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most so many.")
@click.pass_obj
def listed(session: Session, /, account: str | None, contact: str | None, limit: int, **given: Any) -> None:
    """List contacts with clients, the latest first."""
    from amtui.data.queries.interactions import Asked, interactions

    if contact and not account:
        raise UsageError("--contact needs its --account")
    first, last = day(given["first"]), day(given["last"])
    if first and last and last < first:
        raise UsageError(f"--to {last} is before --from {first}")
    wanted = Asked(
        DIRECTIONS[given["by"]] if given["by"] else None,
        whole(given["channel"], Channel, "channel") if given["channel"] else None,
        first,
        last,
    )
    with session.backend() as backend:
        found = account_id(backend, account) if account else None
        person = _contact(backend, found, contact) if found is not None else None
        rows = backend.read(interactions, account_id=found, contact_id=person, asked=wanted, limit=limit)
        zone = ZoneInfo(backend.identity.zone)
    put_list(session, rows, lambda row: picked(row, KEYS, zone), _columns(zone), KEYS)


@interaction_command.command("edit")
@click.argument("interaction_id", type=int, metavar="ID")
@click.option("--account", metavar="ACCOUNT", help="With which account it really was.")
@CHANNEL
@BY
@click.option("--contact", metavar="NAME", help="With whom; part of the name will do, none for nobody.")
@AT
@click.option("--summary", metavar="TEXT", help="What was said.")
@click.option("--answered/--unanswered", default=None, help="Whether both sides took part.")
@click.pass_obj
def edit(session: Session, /, interaction_id: int, **given: Any) -> None:
    """Correct a contact with a client."""
    from amtui.data.queries.interactions import interaction

    direction: InteractionDirection | None = DIRECTIONS[given["by"]] if given["by"] else None
    contact = given["contact"]
    with session.backend() as backend:
        now = backend.read(interaction, interaction_id=interaction_id)
        other = account_id(backend, given["account"]) if given["account"] else None
        nobody = contact is not None and contact.casefold() == NOBODY
        change = EditInteraction(
            interaction_id=interaction_id,
            expected_version=now.version,
            account_id=other,
            direction=direction,
            channel=whole(given["channel"], Channel, "channel") if given["channel"] else None,
            summary=given["summary"],
            at=moment(given["at"], backend.identity.zone) if given["at"] else None,
            contact_id=NO_CONTACT if nobody else _contact(backend, other or now.account_id, contact),
            completed=given["answered"],
        )
        put_receipt(session, backend.apply(change))


@interaction_command.command("remove")
@click.argument("interaction_id", type=int, metavar="ID")
@click.pass_obj
def remove(session: Session, interaction_id: int) -> None:
    """Take off a contact with a client that never was."""
    from amtui.data.queries.interactions import interaction

    with session.backend() as backend:
        now = backend.read(interaction, interaction_id=interaction_id)
        change = DropInteraction(interaction_id=interaction_id, expected_version=now.version)
        put_receipt(session, backend.apply(change))


@interaction_command.command("balance")
@click.argument("account", required=False)
@click.pass_obj
def balance(session: Session, account: str | None) -> None:
    """Show last touch and reactive ratio by account; with ACCOUNT by its people."""
    from amtui.data.queries.interactions import account_touches, contact_touches

    with session.backend() as backend:
        rows: Sequence[TouchRow] = (
            backend.read(contact_touches, account_id=account_id(backend, account))
            if account
            else backend.read(account_touches)
        )
        zone = ZoneInfo(backend.identity.zone)
    put_list(session, rows, lambda row: _touch(row, zone), _touch_columns(zone), TOUCH_KEYS)


def _contact(backend: "Backend", account: int, name: str | None) -> int | None:
    """Return the id of the one person of an account whose name holds a text.

    Raises:
        NotFound: there is none.
        UsageError: there are several.
    """
    from amtui.data.queries.account_detail import account_contacts

    if name is None:
        return None
    found = [
        one
        for one in backend.read(account_contacts, account_id=account)
        if name.casefold() in one.name.casefold()
    ]
    if not found:
        raise NotFound(f"the account has nobody called “{name}”")
    if len(found) > 1:
        names = ", ".join(one.name for one in found)
        raise UsageError(f"“{name}” may be {names}", next="Write more of the name.")
    return found[0].id


def _touch(row: TouchRow, zone: ZoneInfo) -> dict[str, object]:
    return picked(
        row,
        TOUCH_KEYS,
        zone,
        last_touch_at=row.last_at,
        started_by_client=row.balance.client,
        contacts=row.balance.total,
        reactive_ratio=row.balance.value,
        flagged=row.balance.flagged,
    )


def _columns(zone: ZoneInfo) -> list[Column[InteractionRow]]:
    return [
        Column("ID", lambda row: str(row.id), right=True),
        Column("AT", lambda row: shown(row.at, zone)),
        Column("BEGAN", lambda row: "client" if row.direction is THEM else "us"),
        Column("HOW", lambda row: label(row.channel) + ("" if row.completed else ", no answer")),
        Column("ACCOUNT", lambda row: row.account),
        Column("WITH", lambda row: row.contact or ""),
        Column("WHAT", lambda row: row.summary),
    ]


def _touch_columns(zone: ZoneInfo) -> list[Column[TouchRow]]:
    return [
        Column("ACCOUNT", lambda row: row.account),
        Column("WITH", lambda row: row.contact or ""),
        Column("LAST TOUCH", lambda row: shown(row.last_at, zone)),
        Column("LAST 30 DAYS", lambda row: balance_words(row.balance)),
    ]
