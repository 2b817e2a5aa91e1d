"""How the requests of each account of a book were served over some days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import and_, func, select

from amtui.data.models import accounts, requests
from amtui.data.queries.account_facts import AccountFacts
from amtui.data.queries.qbr_requests import served_columns, service_level
from amtui.data.reading import Reading
from amtui.domain.local_time import day_span, zone_named
from amtui.domain.qbr import ServiceLevel

R = requests.c


@dataclass(slots=True)
class Served:
    """One account's requests: how those that came in were served by priority, and how many were resolved."""

    levels: list[ServiceLevel] = field(default_factory=list)
    resolved: int = 0


def served_in(
    reading: Reading, facts: Sequence[AccountFacts], first: date, last: date
) -> Mapping[int, Served]:
    """Return by account how it was served on its local days, in two statements for each zone."""
    found: dict[int, Served] = {}
    for name in sorted({each.account.zone for each in facts}):
        zone = zone_named(name)
        begin, end = day_span(first, zone)[0], day_span(last, zone)[1]
        there = and_(
            reading.visible(requests),
            R.account_id.in_(select(accounts.c.id).where(reading.visible(accounts), accounts.c.zone == name)),
        )
        came_in = (
            select(R.account_id, R.priority, *served_columns(reading))
            .where(there, R.created_at >= begin, R.created_at < end)
            .group_by(R.account_id, R.priority)
            .order_by(R.account_id, R.priority)
        )
        for row in reading.rows(came_in):
            found.setdefault(row.account_id, Served()).levels.append(service_level(row))
        resolved = select(R.account_id, func.count().label("n")).where(
            there, R.resolved_at >= begin, R.resolved_at < end
        )
        for row in reading.rows(resolved.group_by(R.account_id)):
            found.setdefault(row.account_id, Served()).resolved = row.n
    return found
