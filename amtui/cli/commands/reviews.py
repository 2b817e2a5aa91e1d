"""`amtui reviews`: appointments with clients."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from amtui.cli.group import Command
from amtui.cli.listing import Asked, asked, list_options
from amtui.cli.matching import select
from amtui.cli.output import Column, put_list
from amtui.cli.session import Session
from amtui.cli.shapes import REVIEW_KEYS, review_object
from amtui.cli.words import moment
from amtui.domain.filters import REVIEWS
from amtui.domain.review_filter import review_matching
from amtui.domain.review_records import ReviewRow
from amtui.domain.vocabulary import ReviewStatus
from amtui.domain.wording import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amtui.services.backend import Backend

OPTIONS = list_options(REVIEWS, "account", "am", "kind", "status", "at")


@click.command("reviews", cls=Command)
@OPTIONS
@click.pass_obj
def reviews_command(
    session: Session, /, text: str | None, sort: str | None, limit: int | None, **fields: str | None
) -> None:
    """List reviews in order of time: the planned ones, unless asked otherwise."""
    list_reviews(session, asked(REVIEWS, text, sort, limit, **fields))


def list_reviews(session: Session, wanted: Asked) -> None:
    """Print the reviews that are asked for."""
    with session.backend() as backend:
        rows, zone = read_reviews(backend, wanted), ZoneInfo(backend.identity.zone)
    put_list(session, rows, lambda row: review_object(row, zone), columns(zone), REVIEW_KEYS)


def read_reviews(backend: "Backend", wanted: Asked) -> "Sequence[ReviewRow]":
    """Return the reviews asked for; a term on status or day lifts the usual one."""
    from amtui.data.queries.reviews import reviews

    lifted = wanted.filter.of("status") or wanted.filter.of("at")
    status = None if lifted else ReviewStatus.PLANNED
    found = backend.read(reviews, first=None, last=None, status=status)
    return select(backend, review_matching(backend.clock.now()), found, wanted)


def columns(zone: ZoneInfo) -> list[Column[ReviewRow]]:
    """Return the columns of the list."""
    return [
        Column("ID", lambda row: str(row.id), right=True),
        Column("AT", lambda row: moment(row.starts_at, zone)),
        Column("MIN", lambda row: str(row.minutes), right=True),
        Column("WHAT", lambda row: row.called),
        Column("STATUS", lambda row: label(row.status)),
        Column("ACCOUNT", lambda row: row.account),
        Column("AGENDA", lambda row: row.agenda),
    ]
