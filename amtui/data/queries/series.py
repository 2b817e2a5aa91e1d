"""Series of reviews, with what is planned of each."""

from sqlalchemy import and_, func, select, true

from amtui.data.models import accounts, review_series, reviews
from amtui.data.queries.db_row import DbRow
from amtui.data.reading import Reading
from amtui.domain.review_records import SeriesRow
from amtui.domain.vocabulary import ReviewStatus

S, V = review_series.c, reviews.c


def all_series(reading: Reading, *, account_id: int | None = None) -> tuple[SeriesRow, ...]:
    """Return the visible series, ended ones too, by account and kind, in one statement."""
    ahead = and_(
        V.series_id == S.id, V.status == ReviewStatus.PLANNED, V.starts_at >= reading.now, V.am_id == S.am_id
    )
    planned = (
        select(
            review_series,
            accounts.c.name.label("account"),
            func.min(V.starts_at).label("next_at"),
            func.count(V.id).label("planned"),
        )
        .join(accounts, accounts.c.id == S.account_id)
        .outerjoin(reviews, and_(ahead, V.account_id == S.account_id))
        .where(reading.visible(review_series), true() if account_id is None else S.account_id == account_id)
        .group_by(*review_series.c, accounts.c.name, accounts.c.name_key)
        .order_by(accounts.c.name_key, S.kind, S.id)
    )
    return tuple(map(_row, reading.rows(planned)))


def _row(row: DbRow) -> SeriesRow:
    return SeriesRow(
        id=row.id,
        account_id=row.account_id,
        account=row.account,
        kind=row.kind,
        anchor=row.anchor,
        minute_of_day=row.minute_of_day,
        minutes=row.minutes,
        every_months=row.every_months,
        every_weeks=row.every_weeks,
        ends_on=row.ends_on,
        next_at=row.next_at,
        planned=row.planned,
        version=row.version,
    )
