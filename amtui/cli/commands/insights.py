"""`amtui insights`: where a figure comes from, and whether it changed."""

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from amtui.cli.completing import words_of
from amtui.cli.group import Command
from amtui.cli.insight_text import SEGMENT_KEYS, insight_document, insight_lines, segment_objects
from amtui.cli.listing import whole
from amtui.cli.lookups import account_id, day, kpi_key
from amtui.cli.output import put_csv, put_document
from amtui.cli.report_source import backend_for_reports
from amtui.cli.session import Session
from amtui.domain.errors import UsageError
from amtui.domain.kpi.dimensions import Dimension
from amtui.domain.kpi.periods import Against
from amtui.domain.vocabulary import Statistic

if TYPE_CHECKING:
    from datetime import date

    from amtui.domain.insight_records import Insight
    from amtui.services.backend import Backend


@click.command("insights", cls=Command)
@click.argument("account", required=False)
@click.option(
    "--kpi",
    metavar="KPI",
    shell_complete=words_of("KPI"),
    default="missed_call_rate",
    show_default=True,
    help="Which KPI.",
)
@click.option(
    "--statistic", metavar="WORD", help="rate, median, mean or p90; else the goal's or the KPI's own."
)
@click.option("--days", type=click.IntRange(1, 3660), default=30, show_default=True, help="Complete days.")
@click.option("--from", "first", metavar="DAY", help="First local day, instead of --days.")
@click.option("--to", "last", metavar="DAY", help="Last local day, included; without it, yesterday.")
@click.option(
    "--by", metavar="DIMENSION", help="Only this: queue, agent, number, campaign, error and others."
)
@click.option(
    "--against",
    metavar="PERIOD",
    default="previous",
    show_default=True,
    help="What to compare with: previous, baseline, action or year.",
)
@click.option("--against-from", metavar="DAY", help="Instead: the first of the days to compare with.")
@click.option("--against-to", metavar="DAY", help="The last of these days, included.")
@click.pass_obj
def insights_command(session: Session, /, account: str | None, days: int, **given: str) -> None:
    """Show where a figure comes from: of ACCOUNT, or of the whole book without one.

    The sentence that can be said to a client, the segments by the share of the shortfall that each
    explains, the hours of the week, and a second period with the interval of the difference.
    """
    by = whole(given["by"], Dimension, "dimension") if given["by"] else None
    # Figures of one account may be wanted of what was imported just now; those of a book are a report.
    with session.backend() if account else backend_for_reports(session) as backend:
        found = _read(backend, account, days, given)
    shown = [one for one in found.breakdowns if by in {None, one.dimension}]
    if session.as_csv:
        put_csv([row for one in shown for row in segment_objects(found, one)], SEGMENT_KEYS)
        return
    document = insight_document(found)
    if by is not None:
        document["segments"] = [row for one in shown for row in segment_objects(found, one)]
    put_document(session, document, insight_lines(found, next(iter(shown), None)))


def _read(backend: "Backend", account: str | None, days: int, given: dict[str, str]) -> "Insight":
    from amtui.data.queries.insights import insight

    statistic = given["statistic"]
    return backend.read(
        insight,
        account_id=None if account is None else account_id(backend, account),
        kpi=kpi_key(backend, given["kpi"]),
        statistic=whole(statistic, Statistic, "statistic") if statistic else None,
        days=days,
        window=_window(backend, given["first"], given["last"], days),
        against=whole(given["against"], Against, "period"),
        other=_other(given["against_from"], given["against_to"]),
    )


def _other(first: str | None, last: str | None) -> "tuple[date, date] | None":
    """Return the days to compare with.

    Raises:
        UsageError: only one end of them is named.
    """
    begins, ends = day(first), day(last)
    if begins is None and ends is None:
        return None
    if begins is None or ends is None:
        raise UsageError("days to compare with need --against-from and --against-to")
    return begins, ends


def _window(backend: "Backend", first: str | None, last: str | None, days: int) -> "tuple[date, date] | None":
    """Return the days that were named; without an end up to yesterday, without a beginning `days` of them."""
    if first is None and last is None:
        return None
    yesterday = backend.clock.now().astimezone(ZoneInfo(backend.identity.zone)).date() - timedelta(days=1)
    end = day(last) or yesterday
    return day(first) or end - timedelta(days=days - 1), end
