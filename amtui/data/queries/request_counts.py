"""How many open requests each account has, and how they stand."""

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, case, func, select, true

from amtui.data.models import requests
from amtui.data.queries.places import MOST_NAMED
from amtui.data.queries.sla_sql import open_at_risk, open_breached
from amtui.data.reading import Reading
from amtui.domain.frozen import dataclass
from amtui.domain.vocabulary import Priority

AT_RISK = 1 << 32
"""What one request at risk adds to the sum in which a breached one adds 1."""


@dataclass(frozen=True, slots=True)
class RequestCounts:
    """Open requests of one account: all, those of them breached, at risk, and P1."""

    open: int = 0
    breached: int = 0
    at_risk: int = 0
    p1: int = 0


def request_counts(
    reading: Reading, account_ids: Collection[int] | None = None
) -> Mapping[int, RequestCounts]:
    """Return the counts of the visible accounts that have open requests, in one statement."""
    r = requests.c
    named = account_ids is not None and len(account_ids) <= MOST_NAMED
    # Both in one sum: SQLite would work the same conditions out once for each of two.
    standing = func.sum(case((open_breached(reading.now), 1), (open_at_risk(reading.now), AT_RISK), else_=0))
    statement = (
        select(
            r.account_id,
            func.count().label("open"),
            standing.label("standing"),
            _times(r.priority == Priority.P1).label("p1"),
        )
        .where(reading.visible(requests), r.is_open == true())
        .where(r.account_id.in_(sorted(account_ids or ())) if named else true())
        .group_by(r.account_id)
    )
    return {
        account_id: RequestCounts(n, int(both) % AT_RISK, int(both) // AT_RISK, int(p1))
        for account_id, n, both, p1 in reading.connection.execute(statement)
    }


def _times(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
