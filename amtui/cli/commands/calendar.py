"""`amtui calendar`: reviews for other calendars."""

import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amtui.cli.commands.reviews import OPTIONS, read_reviews
from amtui.cli.group import Group
from amtui.cli.listing import asked
from amtui.cli.private_file import replacing
from amtui.cli.session import Session
from amtui.domain.filters import REVIEWS
from amtui.domain.vocabulary import ReviewStatus
from amtui.domain.wording import title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amtui.domain.review_records import ReviewRow


@click.group("calendar", cls=Group)
def calendar_command() -> None:
    """Write reviews to a calendar file."""


@calendar_command.command("export")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Where to; stdout without.")
@OPTIONS
@click.pass_obj
def export(
    session: Session,
    /,
    out: Path | None,
    text: str | None,
    sort: str | None,
    limit: int | None,
    **fields: str | None,
) -> None:
    """Write reviews as iCalendar, which other calendars read; the planned ones unless asked otherwise."""
    with session.backend() as backend:
        rows = read_reviews(backend, asked(REVIEWS, text, sort, limit, **fields))
        made = _calendar(rows, backend.clock.now())
    if out is None:
        sys.stdout.write(made.decode())
        return
    with replacing(out) as fresh:
        fresh.write_bytes(made)
    session.say(f"Wrote {len(rows):,} reviews to {out}.")


def _calendar(rows: "Sequence[ReviewRow]", now: datetime) -> bytes:
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//amtui//reviews//EN")
    calendar.add("version", "2.0")
    for row in rows:
        event = Event()
        event.add("uid", row.uid or f"review-{row.id}@amtui")
        event.add("dtstamp", now)
        event.add("dtstart", row.starts_at)
        event.add("dtend", row.starts_at + timedelta(minutes=row.minutes))
        event.add("summary", f"{title(row.kind)}: {row.account}")
        event.add("sequence", row.version)
        event.add("status", "CANCELLED" if row.status is ReviewStatus.CANCELLED else "CONFIRMED")
        if row.agenda:
            event.add("description", row.agenda)
        calendar.add_component(event)
    found: bytes = calendar.to_ical()
    return found
