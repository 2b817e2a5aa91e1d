"""`amtui kpi calls`: the single observations behind a figure."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from amtui.cli.group import Command
from amtui.cli.kpi_asked import FROM, INCLUDE, TO, reasons, window
from amtui.cli.lookups import account_id, kpi_key
from amtui.cli.output import Column, Document, put_list
from amtui.cli.session import Session
from amtui.cli.shapes import plain
from amtui.cli.words import UNKNOWN, moment
from amtui.domain.errors import UsageError
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.dimensions import dimensions_of
from amtui.domain.kpi.exclusions import evidence_words
from amtui.domain.kpi_explained import Evidence, Portion
from amtui.domain.kpi_records import Window
from amtui.domain.paging import Slice
from amtui.domain.wording import duration, label

if TYPE_CHECKING:
    from datetime import date

    from amtui.domain.kpi_key import KpiKey
    from amtui.services.backend import Backend

KEYS = ("ref", "at", "what", "outcome", "wait_seconds", "counted", "in_numerator", "why_not")
PAGE = 1000
ONLY = ("all", "counted", "excluded", "numerator")


@click.command("calls", cls=Command)
@click.argument("account")
@click.argument("kpi")
@FROM
@TO
@INCLUDE
@click.option("--only", type=click.Choice(ONLY), default="all", show_default=True, help="Which of them.")
@click.option("--part", metavar="DIMENSION=VALUE", help="Only a segment, as queue=Sales; queue= has none.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many rows.")
@click.pass_obj
def calls(session: Session, /, account: str, kpi: str, **how: Any) -> None:
    """List the calls, attempts or requests behind a figure, the latest first, with why one is left out."""
    off = reasons(how["include"])
    with session.backend() as backend:
        zone = ZoneInfo(backend.identity.zone)
        whose, key = account_id(backend, account), kpi_key(backend, kpi)
        days = _days(backend, whose, key, window(backend, how["first"], how["last"]))
        asked = {"account_id": whose, "kpi": key, "switched_off": off, "first": days.first, "last": days.last}
        asked["part"] = _part(key, how["part"])
        rows = list(_some(_walked(backend, asked), how["only"], how["limit"]))
    put_list(session, rows, lambda row: _object(row, zone), _columns(zone), KEYS)


def _part(key: "KpiKey", text: str | None) -> Portion | None:
    """Return the segment that a text such as queue=Sales means.

    Raises:
        UsageError: the KPI cannot be broken down by it.
    """
    if text is None:
        return None
    name, sign, value = text.partition("=")
    known = {each.value: each for each in dimensions_of(definition(key))}
    if not sign or name.strip().casefold() not in known:
        ways = f"There are {', '.join(f'{each}=' for each in known)}." if known else "It has none."
        raise UsageError(f"“{text}” is no segment of {definition(key).label}", next=ways)
    return Portion(known[name.strip().casefold()], value.strip() or None)


def _days(backend: "Backend", whose: int, key: "KpiKey", asked: "tuple[date, date] | None") -> Window:
    """Return the days of the figure, which without a window are those that are usual for the account."""
    from amtui.data.queries.kpis import kpi_figures

    (figure,) = backend.read(kpi_figures, account_ids=(whose,), kpis=(key,), window=asked)
    return figure.window


def _walked(backend: "Backend", asked: dict[str, Any]) -> Iterator[Evidence]:
    from amtui.data.queries.evidence import evidence_page

    after = None
    while True:
        page = backend.read(evidence_page, **asked, slice=Slice(after, limit=PAGE))
        yield from page.rows
        if page.exhausted:
            return
        after = page.keys[-1]


def _some(rows: Iterator[Evidence], only: str, limit: int | None) -> Iterator[Evidence]:
    kept: Callable[[Evidence], bool] = {
        "all": lambda _row: True,
        "counted": lambda row: row.counted,
        "excluded": lambda row: not row.counted,
        "numerator": lambda row: row.hit,
    }[only]
    shown = 0
    for row in rows:
        if kept(row):
            yield row
            shown += 1
        if shown == limit:
            return


def _object(row: Evidence, zone: ZoneInfo) -> Document:
    return {
        "ref": row.ref,
        "at": plain(row.at, zone),
        "what": row.what,
        "outcome": row.outcome,
        "wait_seconds": row.seconds,
        "counted": row.counted,
        "in_numerator": row.hit,
        "why_not": list(row.why_not),
    }


def _columns(zone: ZoneInfo) -> list[Column[Evidence]]:
    return [
        Column("REF", lambda row: row.ref),
        Column("AT", lambda row: moment(row.at, zone)),
        Column("WHAT", lambda row: row.what),
        Column("OUTCOME", lambda row: label(row.outcome)),
        Column("WAIT", lambda row: UNKNOWN if row.seconds is None else duration(row.seconds), right=True),
        Column("COUNTED", lambda row: "yes" if row.counted else "no"),
        Column("WHY NOT", lambda row: ", ".join(map(evidence_words, row.why_not))),
    ]
