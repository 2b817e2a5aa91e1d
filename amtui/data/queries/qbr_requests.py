"""Requests of an account over a period: how they were served, and what waits."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, case, func, select, true

from amtui.data.models import requests
from amtui.data.queries.request_counts import RequestCounts, request_counts
from amtui.data.queries.request_rows import request_row, selected
from amtui.data.queries.sla_sql import resolution_missed, response_missed
from amtui.data.reading import Reading
from amtui.domain.local_time import day_span
from amtui.domain.qbr import QbrRequests, ServiceLevel
from amtui.domain.quarter import summed

R = requests.c
MOST_WAITING = 10


def qbr_requests(
    reading: Reading, *, account_id: int, first: date, last: date, zone: ZoneInfo, most: int = MOST_WAITING
) -> QbrRequests:
    """Return the requests of the account's local days from first to last, and the `most` due next."""
    begin, end = day_span(first, zone)[0], day_span(last, zone)[1]
    ours = and_(reading.visible(requests), R.account_id == account_id)
    came_in = and_(ours, R.created_at >= begin, R.created_at < end)
    levels = _levels(reading, came_in)
    resolved = select(func.count()).where(ours, R.resolved_at >= begin, R.resolved_at < end)
    now = request_counts(reading, (account_id,)).get(account_id, RequestCounts())
    return QbrRequests(
        levels=levels,
        total=summed(None, list(levels)),
        types=_types(reading, came_in),
        resolved=int(reading.connection.execute(resolved).scalar_one()),
        open=now.open,
        late=now.breached,
        waiting=tuple(
            request_row(row, reading.now)
            for row in reading.rows(
                selected(reading).where(ours, R.is_open == true()).order_by(R.next_due_at, R.id).limit(most)
            )
        ),
    )


def served_columns(reading: Reading) -> tuple[ColumnElement[int], ...]:
    """Return the counts that a service level is made of, over requests that came in."""
    late, overdue = response_missed(reading.now), resolution_missed(reading.now)
    answered = func.coalesce(R.first_response_at, R.resolved_at) <= R.respond_by
    return (
        func.count().label("created"),
        _times(answered).label("answered"),
        _times(late).label("answered_late"),
        _times(R.resolved_at <= R.due_at).label("resolved"),
        _times(overdue).label("resolved_late"),
    )


def _levels(reading: Reading, came_in: ColumnElement[bool]) -> tuple[ServiceLevel, ...]:
    statement = (
        select(R.priority, *served_columns(reading)).where(came_in).group_by(R.priority).order_by(R.priority)
    )
    return tuple(service_level(row) for row in reading.rows(statement))


def service_level(row: Any) -> ServiceLevel:
    """Return the service level of a row with the columns above and its priority."""
    counts = (row.created, row.answered, row.answered_late, row.resolved, row.resolved_late)
    return ServiceLevel(row.priority, *map(int, counts))


def _types(reading: Reading, came_in: ColumnElement[bool]) -> tuple[Any, ...]:
    n = func.count()
    statement = select(R.type, n.label("n")).where(came_in).group_by(R.type).order_by(n.desc(), R.type)
    return tuple((row.type, int(row.n)) for row in reading.rows(statement))


def _times(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
