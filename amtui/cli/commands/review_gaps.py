"""`amtui review gaps` and `amtui review suggest`: what nobody planned, and when it could take place."""

from zoneinfo import ZoneInfo

import click

from amtui.cli.group import Command
from amtui.cli.listing import asked, list_options, whole
from amtui.cli.lookups import account_id
from amtui.cli.matching import select
from amtui.cli.output import Column, put_list
from amtui.cli.session import Session
from amtui.cli.shapes import picked
from amtui.cli.words import day, moment
from amtui.domain.cadence_filter import GAPS, gap_matching
from amtui.domain.free_slots import NONE_FREE
from amtui.domain.review_records import CadenceGapRow, Suggestion
from amtui.domain.vocabulary import ReviewKind
from amtui.domain.wording import label

GAP_KEYS = ("account", "kind", "last_held", "limit", "next_planned")
SUGGESTION_KEYS = ("account", "kind", "starts_at", "minutes", "target", "account_time")


@click.command("gaps", cls=Command)
@list_options(GAPS, "account", "am", "kind", "due")
@click.pass_obj
def gaps(
    session: Session, /, text: str | None, sort: str | None, limit: int | None, **fields: str | None
) -> None:
    """List accounts with nothing planned inside their cadence."""
    from amtui.data.queries.cadence import cadence_gaps

    wanted = asked(GAPS, text, sort, limit, **fields)
    with session.backend() as backend:
        zone = ZoneInfo(backend.identity.zone)
        rows = select(backend, gap_matching(zone), backend.read(cadence_gaps), wanted)
    put_list(session, rows, lambda row: picked(row, GAP_KEYS, zone), _gap_columns(), GAP_KEYS)


@click.command("suggest", cls=Command)
@click.argument("account")
@click.option("--kind", required=True, metavar="KIND", help="kickoff, check_in, qbr, training and others.")
@click.option("--minutes", type=click.IntRange(1, 1440), help="How long; the usual length without.")
@click.option("--limit", type=click.IntRange(1, 20), default=5, show_default=True, help="So many times.")
@click.pass_obj
def suggest(session: Session, account: str, kind: str, minutes: int | None, limit: int) -> None:
    """Suggest times that are free for you and the account, in business hours of both."""
    from amtui.data.queries.suggestions import suggestions

    chosen: ReviewKind = whole(kind, ReviewKind, "kind of review")
    with session.backend() as backend:
        found = account_id(backend, account)
        rows = backend.read(suggestions, account_id=found, kind=chosen, minutes=minutes, most=limit)
        zone = ZoneInfo(backend.identity.zone)
    columns = _suggestion_columns(zone)
    put_list(session, rows, lambda row: picked(row, SUGGESTION_KEYS, zone), columns, SUGGESTION_KEYS)
    if not rows:
        session.say(f"For {account} {NONE_FREE}.")


def _gap_columns() -> list[Column[CadenceGapRow]]:
    return [
        Column("ACCOUNT", lambda row: row.account),
        Column("MISSING", lambda row: label(row.kind)),
        Column("LAST HELD", lambda row: day(row.last_held)),
        Column("PLAN BY", lambda row: day(row.limit)),
        Column("NEXT PLANNED", lambda row: day(row.next_planned)),
    ]


def _suggestion_columns(zone: ZoneInfo) -> list[Column[Suggestion]]:
    return [
        Column("AT", lambda row: moment(row.starts_at, zone)),
        Column("MIN", lambda row: str(row.minutes), right=True),
        Column("KIND", lambda row: label(row.kind)),
        Column("FOR THE ACCOUNT", lambda row: row.account_time),
        Column("CADENCE DAY", lambda row: day(row.target)),
    ]
