"""Appointments with clients."""

from datetime import date
from typing import Any

from sqlalchemy import Select, select, true

from amtui.data.models import accounts
from amtui.data.models import reviews as table
from amtui.data.queries.db_row import DbRow
from amtui.data.reading import Reading
from amtui.domain.errors import NotFound
from amtui.domain.local_time import day_span
from amtui.domain.review_records import ReviewDetail, ReviewRow
from amtui.domain.vocabulary import ReviewStatus

V = table.c


def reviews(
    reading: Reading,
    *,
    first: date,
    last: date,
    account_id: int | None = None,
    status: ReviewStatus | None = None,
) -> tuple[ReviewRow, ...]:
    """Return the visible appointments of the viewer's days from first to last, in order of time."""
    begin, end = day_span(first, reading.zone)[0], day_span(last, reading.zone)[1]
    statement = _selected(reading).where(
        V.starts_at >= begin,
        V.starts_at < end,
        true() if account_id is None else V.account_id == account_id,
        true() if status is None else V.status == status,
    )
    return tuple(map(_row, reading.rows(statement.order_by(V.starts_at, V.id))))


def review_detail(reading: Reading, *, review_id: int) -> ReviewDetail:
    """Return one appointment.

    Raises:
        NotFound: if there is none that this person may see.
    """
    row = reading.connection.execute(_selected(reading).where(V.id == review_id)).first()
    if row is None:
        raise NotFound(f"there is no appointment {review_id}")
    frozen = tuple(
        (str(each.get("kpi")), each.get("value"), each.get("target")) for each in row.frozen_kpis or ()
    )
    return ReviewDetail(_row(row), row.title, row.reason, frozen)


def _selected(reading: Reading) -> Select[Any]:
    return (
        select(table, accounts.c.name.label("account"))
        .join(accounts, accounts.c.id == V.account_id)
        .where(reading.visible(table))
    )


def _row(row: DbRow) -> ReviewRow:
    return ReviewRow(
        id=row.id,
        account_id=row.account_id,
        account=row.account,
        am_id=row.am_id,
        kind=row.kind,
        starts_at=row.starts_at,
        minutes=row.minutes,
        status=row.status,
        agenda=row.agenda,
        attendees=tuple(row.attendees),
        outcome=row.outcome,
        new_plan=row.new_plan,
        series_id=row.series_id,
        uid=row.uid,
        version=row.version,
    )
