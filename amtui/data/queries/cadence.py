"""Accounts with nothing planned inside their cadence."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select

from amtui.data.models import accounts, review_series
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.places import chosen
from amtui.data.queries.review_dates import NONE_AT_ALL, ByKind, last_held, next_planned, review_dates
from amtui.data.reading import Reading
from amtui.domain.cadence import CadenceGap, Series, gap, monthly, quarterly
from amtui.domain.clock import local_day
from amtui.domain.local_time import zone_named
from amtui.domain.review_records import CadenceGapRow
from amtui.domain.vocabulary import AccountStatus, ReviewKind

STANDS_IN = {ReviewKind.CHECK_IN: (ReviewKind.CHECK_IN, ReviewKind.QBR)}
"""A quarterly review is that month's check-in too."""


def cadence_gaps(
    reading: Reading, *, account_ids: Collection[int] | None = None
) -> tuple[CadenceGapRow, ...]:
    """Return the gaps of the visible active accounts, by account, in three statements."""
    c = accounts.c
    statement = (
        select(c.id, c.name, c.zone, c.go_live_on, c.created_at)
        .where(chosen(reading, account_ids), c.status == AccountStatus.ACTIVE)
        .order_by(c.name_key, c.id)
    )
    series, dates = series_of(reading, account_ids), review_dates(reading, account_ids)
    return tuple(
        CadenceGapRow(row.id, row.name, found.kind, found.last_held, found.limit, found.next_planned)
        for row in reading.rows(statement)
        for found in gaps_of(reading, row, series.get(row.id, ()), dates.get(row.id, NONE_AT_ALL))
    )


def series_of(
    reading: Reading, account_ids: Collection[int] | None = None
) -> Mapping[int, tuple[Series, ...]]:
    """Return the series that run today of the visible accounts that have any."""
    s = review_series.c
    statement = (
        select(s.account_id, s.kind, s.anchor, s.every_months, s.every_weeks)
        .select_from(accounts)
        .join(review_series, and_(s.account_id == accounts.c.id, s.am_id == accounts.c.am_id))
        .where(chosen(reading, account_ids), or_(s.ends_on.is_(None), s.ends_on >= reading.today))
        .order_by(s.id)
    )
    found: dict[int, tuple[Series, ...]] = {}
    for account_id, kind, anchor, months, weeks in reading.rows(statement):
        one = Series(kind, anchor, months, weeks or 0)
        found[account_id] = (*found.get(account_id, ()), one)
    return found


def gaps_of(
    reading: Reading, account: DbRow, series: Iterable[Series], dates: ByKind
) -> tuple[CadenceGap, ...]:
    """Return the gaps of one account.

    Without series of its own an account has the usual cadence: a monthly check-in and a quarterly
    review, from its go-live or, without one, from the day it was entered.

    Args:
        reading: at which moment.
        account: has the columns `zone`, `go_live_on` and `created_at`.
        series: the account's own.
        dates: of its reviews.
    """
    zone = zone_named(account.zone)
    today = local_day(reading.now, zone)
    anchor = account.go_live_on or local_day(account.created_at, zone)
    found = (_gap(each, dates, today, zone) for each in tuple(series) or usual(anchor))
    return tuple(each for each in found if each is not None)


def usual(anchor: date) -> tuple[Series, ...]:
    """Return the cadence of an account for which nothing else was agreed."""
    return monthly(anchor), quarterly(anchor)


def _gap(series: Series, dates: ByKind, today: date, zone: ZoneInfo) -> CadenceGap | None:
    kinds = STANDS_IN.get(series.kind, (series.kind,))
    held = last_held(dates, kinds)
    planned = next_planned(dates, kinds, today, zone.key)
    return gap(
        series,
        today,
        None if held is None else local_day(held, zone),
        None if planned is None else local_day(planned[0], zone),
    )
