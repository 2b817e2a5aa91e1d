"""`amtui interaction`: contacts with clients, and who starts them."""

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from amtui.cli.group import Group
from amtui.cli.listing import Asked, asked, list_options, whole
from amtui.cli.lookups import NOBODY, WHO, account_id, contact_id, day, moment
from amtui.cli.matching import select
from amtui.cli.output import Column, put_list, put_receipt
from amtui.cli.session import Session
from amtui.cli.shapes import picked
from amtui.cli.words import moment as shown
from amtui.domain.changes import LogInteraction
from amtui.domain.errors import UsageError
from amtui.domain.interaction_filter import INTERACTIONS, TOUCHES, interaction_matching, touch_matching
from amtui.domain.interaction_records import InteractionRow, TouchRow
from amtui.domain.interaction_words import THEM, US, balance_words, said_of
from amtui.domain.review_changes import DropInteraction, EditInteraction
from amtui.domain.vocabulary import Channel, InteractionDirection
from amtui.domain.wording import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amtui.data.queries.interactions import Asked as Narrowed
    from amtui.services.backend import Backend

KEYS = (
    "id", "account", "at", "direction", "channel", "summary", "contact", "who", "completed", "version",
)  # fmt: skip
TOUCH_KEYS = (
    "account", "contact", "last_touch_at", "started_by_client", "contacts", "reactive_ratio", "flagged",
)  # fmt: skip
CHANNEL = click.option("--channel", metavar="HOW", help="call, email, chat or meeting.")
BY = click.option("--by", type=click.Choice(["us", "client"]), help="Who began it.")
CONTACT = click.option("--contact", metavar="WHO", help=f"With whom: {WHO}.")
AT = click.option("--at", metavar="TIME", help="When, as 2026-11-23T10:00; now without.")
NO_CONTACT = 0
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
            contact_id=contact_id(backend, found, contact),
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
@list_options(INTERACTIONS, "am", most=50)
@click.pass_obj
def listed(
    session: Session, /, text: str | None, sort: str | None, limit: int, am: str | None, **given: Any
) -> None:
    """List contacts with clients, the latest first."""
    if given["contact"] and not given["account"]:
        raise UsageError("--contact needs its --account")
    wanted, narrow = asked(INTERACTIONS, text, sort, limit, am=am), _narrowed(given)
    with session.backend() as backend:
        zone = ZoneInfo(backend.identity.zone)
        rows = _found(backend, narrow, wanted, given["account"], given["contact"])
    put_list(session, rows, lambda row: picked(row, KEYS, zone), _columns(zone), KEYS)


def _narrowed(given: dict[str, Any]) -> "Narrowed":
    from amtui.data.queries.interactions import Asked as Narrowed

    first, last = day(given["first"]), day(given["last"])
    if first and last and last < first:
        raise UsageError(f"--to {last} is before --from {first}")
    return Narrowed(
        DIRECTIONS[given["by"]] if given["by"] else None,
        whole(given["channel"], Channel, "channel") if given["channel"] else None,
        first,
        last,
    )


def _found(
    backend: "Backend", narrow: "Narrowed", wanted: Asked, account: str | None, contact: str | None
) -> "Sequence[InteractionRow]":
    from amtui.data.queries.interactions import interactions

    found = account_id(backend, account) if account else None
    person = contact_id(backend, found, contact) if found is not None else None
    # Only what is not filtered can be cut off before it is read.
    limit = None if wanted.filter else wanted.limit
    rows = backend.read(interactions, account_id=found, contact_id=person, asked=narrow, limit=limit)
    return select(backend, interaction_matching(), rows, wanted)


@interaction_command.command("edit")
@click.argument("interaction_id", type=int, metavar="ID")
@click.option("--account", metavar="ACCOUNT", help="With which account it really was.")
@CHANNEL
@BY
@click.option("--contact", metavar="WHO", help=f"With whom: {WHO}; none for nobody.")
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
            contact_id=NO_CONTACT if nobody else contact_id(backend, other or now.account_id, contact),
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
@list_options(TOUCHES, "am")
@click.pass_obj
def balance(
    session: Session,
    /,
    account: str | None,
    text: str | None,
    sort: str | None,
    limit: int | None,
    am: str | None,
) -> None:
    """Show last touch and reactive ratio by account; with ACCOUNT by its people."""
    from amtui.data.queries.interactions import account_touches, contact_touches

    wanted = asked(TOUCHES, text, sort, limit, am=am)
    with session.backend() as backend:
        found: Sequence[TouchRow] = (
            backend.read(contact_touches, account_id=account_id(backend, account))
            if account
            else backend.read(account_touches)
        )
        rows = select(backend, touch_matching(), found, wanted)
        zone = ZoneInfo(backend.identity.zone)
    put_list(session, rows, lambda row: _touch(row, zone), _touch_columns(zone), TOUCH_KEYS)


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
