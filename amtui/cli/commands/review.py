"""`amtui review`: planning, moving and closing appointments with clients."""

from typing import TYPE_CHECKING

import click

from amtui.cli.ahead import TIME_HELP, coming_moment
from amtui.cli.commands.review_gaps import gaps, suggest
from amtui.cli.commands.review_series import series_command
from amtui.cli.commands.review_written import edit, show
from amtui.cli.commands.reviews import OPTIONS, list_reviews
from amtui.cli.group import Group
from amtui.cli.listing import asked, whole
from amtui.cli.lookups import account_id
from amtui.cli.output import put_receipt
from amtui.cli.session import Session
from amtui.domain.changes import CancelReview, HoldReview, MissReview, MoveReview, PlanReview, Undo
from amtui.domain.filters import REVIEWS
from amtui.domain.review_changes import MoveSeries
from amtui.domain.review_usual import USUAL_AGENDAS, USUAL_MINUTES
from amtui.domain.vocabulary import ReviewKind

if TYPE_CHECKING:
    from amtui.services.backend import Backend

VERSION = click.option("--version", type=int, metavar="N", help="Only if it is still this version.")


@click.group("review", cls=Group)
def review_command() -> None:
    """Plan and close reviews."""


@review_command.command("list")
@OPTIONS
@click.pass_obj
def listed(
    session: Session, /, text: str | None, sort: str | None, limit: int | None, **fields: str | None
) -> None:
    """List reviews, as `amtui reviews`."""
    list_reviews(session, asked(REVIEWS, text, sort, limit, **fields))


@review_command.command("plan")
@click.argument("account")
@click.option("--kind", required=True, metavar="KIND", help="kickoff, check_in, qbr, training and others.")
@click.option("--at", required=True, metavar="TIME", help=f"In your zone, {TIME_HELP}.")
@click.option("--minutes", type=int, help="How long; the usual length without.")
@click.option("--agenda", metavar="TEXT", help="What to talk about; the usual points without.")
@click.option("--attendee", "attendees", multiple=True, metavar="NAME", help="Who comes; may be given again.")
@click.pass_obj
def plan(
    session: Session,
    account: str,
    kind: str,
    at: str,
    minutes: int | None,
    agenda: str | None,
    attendees: tuple[str, ...],
) -> None:
    """Put a review on the calendar."""
    chosen: ReviewKind = whole(kind, ReviewKind, "kind of review")
    with session.backend() as backend:
        change = PlanReview(
            account_id=account_id(backend, account),
            kind=chosen,
            starts_at=coming_moment(backend, at),
            minutes=USUAL_MINUTES[chosen] if minutes is None else minutes,
            agenda=USUAL_AGENDAS[chosen] if agenda is None else agenda,
            attendees=attendees,
        )
        put_receipt(session, backend.apply(change))


@review_command.command("move")
@click.argument("review_id", type=int, metavar="ID")
@click.option("--at", required=True, metavar="TIME", help=f"In your zone, {TIME_HELP}.")
@click.option("--series", "whole_series", is_flag=True, help="Move all later ones of its series along.")
@VERSION
@click.pass_obj
def move(session: Session, review_id: int, at: str, whole_series: bool, version: int | None) -> None:
    """Move one review; its series stays where it is, unless asked otherwise."""
    with session.backend() as backend:
        seen = _seen(backend, review_id, version)
        to = coming_moment(backend, at)
        kind = MoveSeries if whole_series else MoveReview
        put_receipt(session, backend.apply(kind(review_id=review_id, expected_version=seen, starts_at=to)))


@review_command.command("hold")
@click.argument("review_id", type=int, metavar="ID")
@click.option("--outcome", required=True, metavar="TEXT", help="What came of it.")
@click.option(
    "--plan", "new_plan", metavar="TEXT", help="The new plan; a QBR needs one, or progress on a goal."
)
@click.option(
    "--next",
    "next_at",
    metavar="TIME",
    help="When the next one begins, to be planned along; written as --at of others.",
)
@VERSION
@click.pass_obj
def hold(
    session: Session,
    review_id: int,
    outcome: str,
    new_plan: str | None,
    next_at: str | None,
    version: int | None,
) -> None:
    """Close a review as held."""
    with session.backend() as backend:
        change = HoldReview(
            review_id=review_id,
            expected_version=_seen(backend, review_id, version),
            outcome=outcome,
            new_plan=new_plan,
            next_at=coming_moment(backend, next_at) if next_at else None,
        )
        put_receipt(session, backend.apply(change))


@review_command.command("cancel")
@click.argument("review_id", type=int, metavar="ID")
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
@VERSION
@click.pass_obj
def cancel(session: Session, review_id: int, reason: str, version: int | None) -> None:
    """Take a review off the calendar."""
    with session.backend() as backend:
        seen = _seen(backend, review_id, version)
        change = CancelReview(review_id=review_id, expected_version=seen, reason=reason)
        put_receipt(session, backend.apply(change))


@review_command.command("miss")
@click.argument("review_id", type=int, metavar="ID")
@click.option("--reason", default="", metavar="TEXT", help="Why.")
@VERSION
@click.pass_obj
def miss(session: Session, review_id: int, reason: str, version: int | None) -> None:
    """Record that a review did not take place."""
    with session.backend() as backend:
        seen = _seen(backend, review_id, version)
        change = MissReview(review_id=review_id, expected_version=seen, reason=reason)
        put_receipt(session, backend.apply(change))


@review_command.command("undo")
@click.argument("review_id", type=int, metavar="ID")
@click.pass_obj
def undo(session: Session, review_id: int) -> None:
    """Take back your latest change of a review, unless somebody has built on it."""
    with session.backend() as backend:
        _seen(backend, review_id, None)
        put_receipt(session, backend.apply(Undo(entity="reviews", entity_id=review_id)))


review_command.add_command(series_command)
review_command.add_command(show)
review_command.add_command(edit)
review_command.add_command(gaps)
review_command.add_command(suggest)


def _seen(backend: "Backend", review_id: int, version: int | None) -> int:
    """Return the version that a change rests on: the one named, or the one that is there now."""
    from amtui.data.queries.reviews import review_detail

    now = backend.read(review_detail, review_id=review_id).row.version
    return now if version is None else version
