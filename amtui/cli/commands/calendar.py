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
from amtui.domain.vocabulary import MeetingStatus
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
    """Write reviews as iCalendar, which other calendars read; the planned ones unless asked otherwise.

    Where nothing narrows them down, the team meetings that you own or are invited to go along.
    """
    from amtui.data.formats.ics_team import team_events
    from amtui.data.formats.ics_write import write_calendar
    from amtui.data.queries.reminders import reminders
    from amtui.data.queries.review_addresses import review_people
    from amtui.data.queries.reviews import review_detail
    from amtui.data.queries.team_calendar import team_calendar
    from amtui.data.queries.team_meetings import team_meetings

    with session.backend() as backend:
        if review_id is not None:
            rows: Sequence[ReviewRow] = (backend.read(review_detail, review_id=review_id).row,)
        else:
            rows = read_reviews(backend, asked(REVIEWS, text, sort, limit, **fields))
        rows = [row for row in rows if series is None or row.series_id == series]
        narrowed = any((review_id, series, text, limit, *fields.values()))
        team = () if narrowed else backend.read(team_meetings, status=MeetingStatus.PLANNED, own=True)
        people = backend.read(review_people, rows=rows)
        now, moments = backend.clock.now(), backend.read(reminders, rows=rows)
        others = team_events(team, now, backend.read(team_calendar, rows=team))
        made = write_calendar(rows, now, people, moments, others)
    if out is None:
        sys.stdout.write(made.decode())
        return
    with out.writing() as fresh:
        fresh.write_bytes(made)
    along = f" and {counted(len(team), 'team meeting')}" if team else ""
    session.say(f"Wrote {counted(len(rows), 'review')}{along} to {out}.")
