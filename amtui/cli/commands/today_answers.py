"""`amtui today snooze`, `delegate`, `decline` and `wake`: answers to rows of the day's list."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from amtui.cli.group import Command
from amtui.cli.output import put_receipt
from amtui.cli.session import Session
from amtui.cli.task_shapes import day_of
from amtui.domain.errors import NotFound, UsageError
from amtui.domain.today_changes import (
    USUAL_DECLINE_DAYS,
    USUAL_FOLLOW_UP_DAYS,
    DeclineRow,
    DelegateRow,
    SnoozeRow,
    WakeRow,
)
from amtui.domain.today_records import TodayRow
from amtui.domain.today_row import RowAsked, asked_of
from amtui.domain.vocabulary import Source
from amtui.domain.wording import listed

if TYPE_CHECKING:
    from amtui.services.backend import Backend

ROW = click.argument("row", metavar="KIND:REF")
NOTE = click.option("--note", metavar="TEXT", default="", help="What to remember with it.")


@click.command("snooze", cls=Command)
@ROW
@click.option("--until", metavar="DAY", required=True, help="tomorrow, fri, 2d or 2026-12-01.")
@NOTE
@click.pass_obj
def snooze(session: Session, row: str, until: str, note: str) -> None:
    """Put a row of the list aside; it comes back on its day, or as soon as it stands worse.

    KIND:REF are the kind and the reference that the list shows, such as last_touch:12.
    """
    with session.backend() as backend:
        asked = _asked(backend, row)
        change = SnoozeRow(row=asked, until=_day(backend, until), note=note)
        put_receipt(session, backend.apply(change))


@click.command("delegate", cls=Command)
@ROW
@click.option("--to", metavar="WHO", required=True, help="A login, or the name of somebody else.")
@click.option(
    "--follow-up", metavar="DAY", help=f"When to ask for it; in {USUAL_FOLLOW_UP_DAYS} days without."
)
@NOTE
@click.pass_obj
def delegate(session: Session, row: str, to: str, follow_up: str | None, note: str) -> None:
    """Give a row of the list to somebody, and say when to follow it up."""
    with session.backend() as backend:
        asked = _asked(backend, row)
        day = _day(backend, follow_up, USUAL_FOLLOW_UP_DAYS)
        put_receipt(session, backend.apply(DelegateRow(row=asked, to=to, follow_up=day, note=note)))


@click.command("decline", cls=Command)
@ROW
@click.option("--reply", metavar="TEXT", required=True, help="What whoever asked is told.")
@click.option(
    "--until", metavar="DAY", help=f"When it comes back if it stands; in {USUAL_DECLINE_DAYS} days."
)
@click.pass_obj
def decline(session: Session, row: str, reply: str, until: str | None) -> None:
    """Decline a row of the list, with the reply to send."""
    with session.backend() as backend:
        asked = _asked(backend, row)
        day = _day(backend, until, USUAL_DECLINE_DAYS)
        put_receipt(session, backend.apply(DeclineRow(row=asked, reply=reply, until=day)))


@click.command("wake", cls=Command)
@ROW
@click.pass_obj
def wake(session: Session, row: str) -> None:
    """Take a row up again that was snoozed, given away or declined."""
    with session.backend() as backend:
        put_receipt(session, backend.apply(WakeRow(row=_asked(backend, row))))


ANSWERS: tuple[click.Command, ...] = (snooze, delegate, decline, wake)


def _asked(backend: "Backend", text: str) -> RowAsked:
    """Return what an answer says of the row that it is about.

    Raises:
        UsageError: it is not written as a kind and a reference.
        NotFound: there is no such row, neither on the list nor aside.
    """
    return asked_of(_row(backend, text))


def _row(backend: "Backend", text: str) -> TodayRow:
    from amtui.data.queries.today import today_board

    named, _, ref = text.partition(":")
    kind = named.strip().replace(" ", "_").replace("-", "_").casefold()
    kinds = [source.value for source in Source]
    if kind not in kinds or not ref:
        raise UsageError(f"“{text}” names no row", next=f"Write KIND:REF; kinds are {listed(kinds)}.")
    board = backend.read(today_board)
    for row in (*board.rows, *board.aside):
        if (row.source.value, row.ref) == (kind, ref):
            return row
    raise NotFound(f"{text} is not on the list", next="`amtui today --all` has the list with KIND and REF.")


def _day(backend: "Backend", text: str | None, usual: int = 0) -> date:
    today = backend.clock.now().astimezone(ZoneInfo(backend.identity.zone)).date()
    return day_of(backend, text) or today + timedelta(days=usual)
