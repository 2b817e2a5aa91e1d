"""`amtui review series`: reviews that come again."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from amtui.cli.ahead import DAY_HELP, coming_day
from amtui.cli.group import Group
from amtui.cli.listing import asked, list_options, whole
from amtui.cli.lookups import account_id
from amtui.cli.matching import select
from amtui.cli.output import Column, put_list, put_receipt
from amtui.cli.session import Session
from amtui.cli.shapes import picked
from amtui.cli.words import moment
from amtui.domain.cadence_filter import SERIES, series_matching
from amtui.domain.errors import UsageError
from amtui.domain.review_changes import EndSeries, PlanAhead, StartSeries
from amtui.domain.review_records import SeriesRow
from amtui.domain.review_usual import cadence_words
from amtui.domain.vocabulary import ReviewKind
from amtui.domain.wording import label

if TYPE_CHECKING:
    from amtui.services.backend import Backend

SERIES_KEYS = (
    "id", "account", "kind", "anchor", "minute_of_day", "minutes", "every_months", "every_weeks", "ends_on",
    "next_at", "planned", "version",
)  # fmt: skip


@click.group("series", cls=Group)
def series_command() -> None:
    """Start, list and end reviews that come again; `review move --series` moves them."""


@series_command.command("list")
@list_options(SERIES, "account", "am", "kind", "at")
@click.pass_obj
def listed(
    session: Session, /, text: str | None, sort: str | None, limit: int | None, **fields: str | None
) -> None:
    """List series with what is planned of each."""
    from amtui.data.queries.series import all_series

    wanted = asked(SERIES, text, sort, limit, **fields)
    with session.backend() as backend:
        zone = ZoneInfo(backend.identity.zone)
        rows = select(backend, series_matching(), backend.read(all_series), wanted)
    put_list(session, rows, lambda row: picked(row, SERIES_KEYS, zone), _columns(zone), SERIES_KEYS)


@series_command.command("start")
@click.argument("account")
@click.option("--kind", required=True, metavar="KIND", help="check_in, qbr, training, stand_up or ad_hoc.")
@click.option("--first", required=True, metavar="DAY", help=f"Written {DAY_HELP}; all others follow it.")
@click.option("--time", "time_of_day", default="10:00", show_default=True, help="On the account's clock.")
@click.option("--minutes", type=int, help="How long each; the usual length without.")
@click.option("--every", metavar="SPAN", help="From one to the next, as 1m or 2w; the usual one without.")
@click.option("--attendee", "attendees", multiple=True, metavar="NAME", help="Who comes; may be given again.")
@click.option("--agenda", default="", metavar="TEXT", help="Of those that are planned now.")
@click.pass_obj
def start(
    session: Session,
    /,
    account: str,
    kind: str,
    first: str,
    time_of_day: str,
    every: str | None,
    **said: Any,
) -> None:
    """Agree on reviews that come again; those of the next months are planned."""
    chosen: ReviewKind = whole(kind, ReviewKind, "kind of review")
    with session.backend() as backend:
        if (anchor := coming_day(backend, first)) is None:
            raise UsageError("--first needs a day", next=f"Write it {DAY_HELP}.")
        change = StartSeries(
            account_id=account_id(backend, account),
            kind=chosen,
            first=anchor,
            minute_of_day=_minute(time_of_day),
            every_months=span(every, "m"),
            every_weeks=span(every, "w"),
            **said,
        )
        put_receipt(session, backend.apply(change))


@series_command.command("end")
@click.argument("series_id", type=int, metavar="ID")
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
@click.option("--version", type=int, metavar="N", help="Only if it is still this version.")
@click.pass_obj
def end(session: Session, series_id: int, reason: str, version: int | None) -> None:
    """End a series; what is planned of it is cancelled."""
    with session.backend() as backend:
        seen = _version(backend, series_id) if version is None else version
        change = EndSeries(series_id=series_id, expected_version=seen, reason=reason)
        put_receipt(session, backend.apply(change))


@series_command.command("ahead")
@click.argument("series_id", type=int, metavar="ID", required=False)
@click.pass_obj
def ahead(session: Session, series_id: int | None) -> None:
    """Plan what is missing for the next months, of one series or of all."""
    with session.backend() as backend:
        put_receipt(session, backend.apply(PlanAhead(series_id=series_id)))


def _minute(text: str) -> int:
    try:
        found = datetime.strptime(text, "%H:%M")  # noqa: DTZ007 - a time of the day only
    except ValueError:
        raise UsageError(f"“{text}” is no time of the day", next="Write it as 10:00.") from None
    return found.hour * 60 + found.minute


def span(text: str | None, unit: str) -> int | None:
    """Return the number of a span such as 1m or 2w if it is counted in a unit, else None.

    Raises:
        UsageError: it is no span.
    """
    if text is None:
        return None
    number, given = text[:-1], text[-1:].casefold()
    if given not in {"m", "w"} or not number.isdecimal():
        raise UsageError(f"“{text}” is no span", next="Write 1m for every month, 2w for every two weeks.")
    return int(number) if given == unit else None


def _version(backend: "Backend", series_id: int) -> int:
    """Return the version of a series now; 0, which no row has, where there is none to be seen."""
    from amtui.data.queries.series import all_series

    return next((row.version for row in backend.read(all_series) if row.id == series_id), 0)


def _columns(zone: ZoneInfo) -> list[Column[SeriesRow]]:
    return [
        Column("ID", lambda row: str(row.id), right=True),
        Column("ACCOUNT", lambda row: row.account),
        Column("KIND", lambda row: label(row.kind)),
        Column("CADENCE", lambda row: cadence_words(row.every_months, row.every_weeks)),
        Column("TIME", lambda row: f"{row.minute_of_day // 60:02}:{row.minute_of_day % 60:02}"),
        Column("MIN", lambda row: str(row.minutes), right=True),
        Column("NEXT", lambda row: moment(row.next_at, zone)),
        Column("PLANNED", lambda row: str(row.planned), right=True),
        Column("ENDED", lambda row: row.ends_on.isoformat() if row.ends_on else ""),
    ]
