"""`amtui today`: the ranked list of what may need its reader."""

from contextlib import suppress
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from amtui.cli.commands.today_answers import ANSWERS
from amtui.cli.commands.today_changes import put_changes
from amtui.cli.group import Group
from amtui.cli.listing import Asked, asked, list_options
from amtui.cli.matching import select
from amtui.cli.output import Column, put_document, put_list
from amtui.cli.session import Session
from amtui.cli.shapes import TODAY_KEYS, today_object
from amtui.cli.words import amount, moment
from amtui.domain.errors import Unavailable
from amtui.domain.filters import TODAY
from amtui.domain.team_words import today_words
from amtui.domain.today_brief import brief
from amtui.domain.today_difference import RememberToday, remembered
from amtui.domain.today_filter import today_matching
from amtui.domain.today_records import TodayRow
from amtui.domain.wording import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amtui.services.backend import Backend


@click.group("today", cls=Group, invoke_without_command=True)
@list_options(TODAY, "account", "am", "kind", "due")
@click.option("--all", "everything", is_flag=True, help="The whole list as a table.")
@click.option("--changes", is_flag=True, help="What is new, worse, better and gone since an earlier day.")
@click.option("--aside", is_flag=True, help="What was snoozed or declined, and is off the list.")
@click.pass_context
def today_command(
    context: click.Context,
    /,
    *,
    text: str | None,
    sort: str | None,
    limit: int | None,
    everything: bool,
    changes: bool,
    aside: bool,
    **fields: str | None,
) -> None:
    """Say what may need you, most pressing first, and why.

    Without options a few lines, short enough for a login message; with any, with --json or with --csv
    the list. `today snooze`, `delegate`, `decline` and `wake` answer a row.
    """
    if context.invoked_subcommand is not None:
        return
    session = context.ensure_object(Session)
    if changes:
        put_changes(session)
        return
    is_list = everything or aside or session.as_json or session.as_csv
    if not is_list and not any((text, sort, limit, *fields.values())):
        _greet(session)
        return
    wanted = asked(TODAY, text, sort, limit, **fields)
    with session.backend() as backend:
        rows, zone = read_today(backend, wanted, aside=aside), ZoneInfo(backend.identity.zone)
    put_list(session, rows, lambda row: today_object(row, zone), columns(zone), TODAY_KEYS)


def _greet(session: Session) -> None:
    from amtui.data.queries.today import today_board

    with session.backend() as backend:
        board, zone = backend.read(today_board), ZoneInfo(backend.identity.zone)
        now = backend.clock.now()
        team = today_words(board.meetings, now, zone)
        put_document(session, {}, (*brief(board.rows, board.counts, now, zone), *([team] if team else ())))
        if not backend.read_only and not board.remembered:
            with suppress(Unavailable):  # a file that is locked, full or not ours to write can be read still
                backend.apply(RememberToday(rows=tuple(map(remembered, board.rows))))


for answer in ANSWERS:
    today_command.add_command(answer)


def read_today(backend: "Backend", wanted: Asked, *, aside: bool = False) -> "Sequence[TodayRow]":
    """Return the rows asked for: of the list, or of what is put aside."""
    from amtui.data.queries.today import today_board

    board = backend.read(today_board)
    matching = today_matching(backend.clock.now(), ZoneInfo(backend.identity.zone))
    return select(backend, matching, board.aside if aside else board.rows, wanted)


def columns(zone: ZoneInfo) -> list[Column[TodayRow]]:
    """Return the columns of the list."""
    return [
        Column("#", lambda row: str(row.rank), right=True),
        Column("KIND", lambda row: label(row.source)),
        Column("REF", lambda row: row.ref),
        Column("ACCOUNT", lambda row: row.account),
        Column("DUE", lambda row: moment(row.due_at, zone)),
        Column("AT RISK", lambda row: amount(row.value_at_risk), right=True),
        Column("WHAT", lambda row: row.what),
        Column("WHY", lambda row: "; ".join(row.why)),
    ]
