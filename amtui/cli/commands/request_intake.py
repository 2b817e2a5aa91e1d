"""Logging requests, and moving them to the account that they belong to."""

import sys
from typing import TYPE_CHECKING, Any

import click

from amtui.cli.completing import words_of
from amtui.cli.group import Command
from amtui.cli.listing import whole
from amtui.cli.lookups import WHO, account, contact_id, user
from amtui.cli.output import put_receipt
from amtui.cli.request_carry import Aim, bulk_options, carry
from amtui.cli.request_refs import REFS, Named
from amtui.cli.session import Session
from amtui.domain.change import Change
from amtui.domain.request_changes import CreateRequest, MoveRequest
from amtui.domain.request_recipes_aside import ToAccount
from amtui.domain.request_records import RequestRow
from amtui.domain.vocabulary import Level, Priority, RequestType

if TYPE_CHECKING:
    from amtui.domain.queue_records import SimilarRequest
    from amtui.services.backend import Backend

LEVELS = "low, medium or high"


@click.command("new", cls=Command)
@click.argument("account_name", metavar="ACCOUNT")
@click.argument("subject")
@click.option(
    "--type",
    "kind",
    required=True,
    metavar="TYPE",
    shell_complete=words_of("TYPE"),
    help="What is asked for, as ivr_change.",
)
@click.option("--contact", metavar="WHO", help=f"On behalf of whom, a contact of the account: {WHO}.")
@click.option("--description", default="", metavar="TEXT", help="What is asked, in full; - reads stdin.")
@click.option(
    "--impact",
    default="medium",
    show_default=True,
    metavar="LEVEL",
    shell_complete=words_of("LEVEL"),
    help=f"{LEVELS}.".capitalize(),
)
@click.option(
    "--urgency",
    default="medium",
    show_default=True,
    metavar="LEVEL",
    shell_complete=words_of("LEVEL"),
    help=f"{LEVELS}.".capitalize(),
)
@click.option(
    "--priority",
    metavar="P",
    shell_complete=words_of("P"),
    help="Another than impact and urgency give; needs --reason.",
)
@click.option("--reason", metavar="TEXT", help="Why the priority is another.")
@click.option("--ticket", metavar="ID", help="The ticket of Support; a P1 needs one.")
@click.option("--owner", metavar="LOGIN", help="Who works on it; the account's manager without.")
@click.option("--evidence", multiple=True, metavar="ID", help="A log id; may be given again.")
@click.pass_obj
def new_command(session: Session, /, account_name: str, subject: str, **given: Any) -> None:
    """Log a request on behalf of a contact; like ones that are there already are named."""
    from amtui.data.queries.request_detail import request_detail
    from amtui.data.queries.similar_requests import similar_requests

    with session.backend() as backend:
        place = account(backend, account_name)
        change = _logged(backend, place.id, subject, given)
        likes = backend.read(similar_requests, account_id=place.id, subject=subject)
        receipt = backend.apply(change)
        ref = backend.read(request_detail, request_id=receipt.entity_id).row.ref
    put_receipt(session, receipt, ref=ref, similar=[one.ref for one in likes])
    for one in likes:
        session.say(_like(one))


def _logged(backend: "Backend", place_id: int, subject: str, given: dict[str, Any]) -> CreateRequest:
    description, priority = given["description"], given["priority"]
    if description == "-":
        description = sys.stdin.read()
    if priority:
        priority = whole(priority if priority[:1] in "Pp" else f"P{priority}", Priority, "priority")
    return CreateRequest(
        account_id=place_id,
        type=whole(given["kind"], RequestType, "type of request"),
        subject=subject,
        contact_id=contact_id(backend, place_id, given["contact"]),
        description=description,
        impact=whole(given["impact"], Level, "level"),
        urgency=whole(given["urgency"], Level, "level"),
        priority=priority,
        reason=given["reason"],
        external_ticket=given["ticket"],
        owner_id=user(backend, given["owner"]).id if given["owner"] else None,
        evidence=given["evidence"],
    )


def _like(one: "SimilarRequest") -> str:
    return f"{one.ref} asks for something like it ({one.likeness:.0%} alike, {one.status}): {one.subject}"


@click.command("move", cls=Command)
@REFS
@click.argument("account_name", metavar="ACCOUNT")
@click.option("--reason", required=True, metavar="TEXT", help="Why it belongs there; the timeline keeps it.")
@click.option("--contact", metavar="WHO", help=f"Who of that account asks: {WHO}.")
@bulk_options
@click.pass_obj
def move_command(
    session: Session,
    refs: tuple[Named, ...],
    account_name: str,
    *,
    reason: str,
    contact: str | None,
    dry_run: bool,
    skip: bool,
) -> int:
    """Move a request to the account that it belongs to; its timeline goes along."""
    with session.backend() as backend:
        place = account(backend, account_name)
        recipe, asks = ToAccount(place.id, place.name, reason), contact_id(backend, place.id, contact)

        def make(row: RequestRow) -> tuple[Change, ...]:
            if row.account_id == place.id:
                return ()
            return (
                MoveRequest(
                    request_id=row.id,
                    expected_version=row.version,
                    account_id=place.id,
                    reason=reason,
                    contact_id=asks,
                ),
            )

        return carry(session, backend, Aim(refs, dry_run, skip), make, recipe.check)
