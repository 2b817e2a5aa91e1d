"""The options that commands on KPIs share: a window, and exclusions to switch off."""

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from amtui.cli.lookups import day
from amtui.domain.errors import UsageError
from amtui.domain.kpi.exclusions import OF_CALLS, OF_SYNC

if TYPE_CHECKING:
    from datetime import date

    from amtui.services.backend import Backend

FROM = click.option("--from", "first", metavar="DAY", help="First local day; 30 complete days without.")
TO = click.option("--to", "last", metavar="DAY", help="Last local day, included.")
INCLUDE = click.option(
    "--include",
    metavar="REASON",
    multiple=True,
    help=f"Count what this reason leaves out: {', '.join((*OF_CALLS, *OF_SYNC))}; may be given again.",
)


def reasons(names: tuple[str, ...]) -> frozenset[str]:
    """Return the exclusions to switch off.

    Raises:
        UsageError: there is no such reason.
    """
    known = (*OF_CALLS, *OF_SYNC)
    given = [name.strip().replace(" ", "_").replace("-", "_").casefold() for name in names]
    for name in given:
        if name not in known:
            raise UsageError(f"“{name}” leaves nothing out", next=f"There are {', '.join(known)}.")
    return frozenset(given)


def window(backend: "Backend", first: str | None, last: str | None) -> "tuple[date, date] | None":
    """Return the days asked for; without an end up to yesterday, without a beginning 30 of them."""
    if first is None and last is None:
        return None
    yesterday = backend.clock.now().astimezone(ZoneInfo(backend.identity.zone)).date() - timedelta(days=1)
    end = day(last) or yesterday
    return day(first) or end - timedelta(days=29), end
