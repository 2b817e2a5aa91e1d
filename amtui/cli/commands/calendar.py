"""`amtui calendar`: reviews for other calendars."""

import sys
from typing import TYPE_CHECKING

import click

from amtui.cli.commands.reviews import OPTIONS, read_reviews
from amtui.cli.group import Group
from amtui.cli.listing import asked
from amtui.cli.out import Out, into_file
from amtui.cli.session import Session
from amtui.domain.filters import REVIEWS
from amtui.domain.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amtui.domain.review_records import ReviewRow


@click.group("calendar", cls=Group)
def calendar_command() -> None:
    """Write reviews to a calendar file."""


@calendar_command.command("export")
@into_file()
@click.option("--id", "review_id", type=int, metavar="ID", help="Only this review.")
@click.option("--series", type=int, metavar="ID", help="Only those of this series.")
@OPTIONS
@click.pass_obj
def export(
    session: Session,
    /,
    out: Out | None,
    review_id: int | None,
    series: int | None,
    text: str | None,
    sort: str | None,
    limit: int | None,
    **fields: str | None,
) -> None:
    """Write reviews as iCalendar, which other calendars read; the planned ones unless asked otherwise."""
    from amtui.data.formats.ics_write import write_calendar
    from amtui.data.queries.reminders import reminders
    from amtui.data.queries.review_addresses import review_people
    from amtui.data.queries.reviews import review_detail

    with session.backend() as backend:
        if review_id is not None:
            rows: Sequence[ReviewRow] = (backend.read(review_detail, review_id=review_id).row,)
        else:
            rows = read_reviews(backend, asked(REVIEWS, text, sort, limit, **fields))
        rows = [row for row in rows if series is None or row.series_id == series]
        people = backend.read(review_people, rows=rows)
        made = write_calendar(rows, backend.clock.now(), people, backend.read(reminders, rows=rows))
    if out is None:
        sys.stdout.write(made.decode())
        return
    with out.writing() as fresh:
        fresh.write_bytes(made)
    session.say(f"Wrote {counted(len(rows), 'review')} to {out}.")
