"""The pack that a quarterly business review is prepared with."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from amtui.data.models import reviews as table
from amtui.data.queries.account_facts import account_facts
from amtui.data.queries.improvement_board import improvement_board
from amtui.data.queries.kpi_explained import explain
from amtui.data.queries.kpi_series import weekly_series
from amtui.data.queries.kpis import kpi_figures
from amtui.data.queries.portfolio import account_row
from amtui.data.queries.qbr_requests import MOST_WAITING, qbr_requests
from amtui.data.queries.reviews import review_detail, reviews
from amtui.data.queries.satisfaction import satisfaction
from amtui.data.reading import Reading
from amtui.domain.clock import local_day
from amtui.domain.errors import NotFound, UsageError
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.local_time import day_span
from amtui.domain.qbr import NOW_DAYS, PERIOD_DAYS, QbrFigure, QbrPack
from amtui.domain.review_records import FrozenFigure, ReviewDetail, ReviewRow
from amtui.domain.vocabulary import ReviewKind, ReviewStatus

ONE_DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
AHEAD = timedelta(days=120)
"""How far ahead planned reviews are named: the next quarter and a month."""


def qbr_pack(
    reading: Reading,
    *,
    account_id: int,
    first: date | None = None,
    last: date | None = None,
    waiting: int = MOST_WAITING,
) -> QbrPack:
    """Return the pack of an account over a period of its local days; without them the last complete ones.

    So many open requests at most are `waiting`.

    KPIs are those of the last complete days of the period, so that they equal what every screen shows.

    Raises:
        NotFound: if there is no such account that this person may see.
        UsageError: if the period ends before it begins, or lies ahead.
    """
    found = account_facts(reading, (account_id,), only_active=False)
    if not found:
        raise NotFound(f"there is no account {account_id}")
    account = account_row(found[0])
    zone = ZoneInfo(account.zone)
    today = local_day(reading.now, zone)
    since, until = _period(first, last, today)
    board = improvement_board(reading, account_id=account_id)
    begins, ends = day_span(since, zone)[0], day_span(until, zone)[1]
    before = _last_qbr(reading, account_id, day_span(last, zone)[1] if last else reading.now)
    met = reviews(reading, first=since, last=today + AHEAD, account_id=account_id)
    return QbrPack(
        account=account,
        health=found[0].health,
        first=since,
        last=until,
        zone=account.zone,
        made_at=reading.now,
        figures=_figures(reading, account_id, since, min(until, max(since, today - ONE_DAY)), before),
        last_qbr=before,
        held=_held(met, since, until, zone),
        ahead=tuple(
            row for row in met if row.status is ReviewStatus.PLANNED and row.starts_at >= reading.now
        ),
        actions=board.actions,
        offers=board.offers,
        requests=qbr_requests(
            reading, account_id=account_id, first=since, last=until, zone=zone, most=waiting
        ),
        satisfaction=satisfaction(reading, account_id=account_id, since=begins - TICK, until=ends - TICK),
    )


def _period(first: date | None, last: date | None, today: date) -> tuple[date, date]:
    until = last or today - ONE_DAY
    since = first or until - (PERIOD_DAYS - 1) * ONE_DAY
    if since > until:
        raise UsageError(f"the period ends on {until}, before it begins on {since}")
    if since > today:
        raise UsageError(f"the period from {since} to {until} lies ahead", next="Name days that have begun.")
    return since, until


def _held(met: Iterable[ReviewRow], since: date, until: date, zone: ZoneInfo) -> tuple[ReviewRow, ...]:
    """Return those that were held on the account's local days of a period."""
    held = (row for row in met if row.status is ReviewStatus.HELD)
    return tuple(row for row in held if since <= local_day(row.starts_at, zone) <= until)


def _figures(
    reading: Reading, account_id: int, since: date, until: date, before: ReviewDetail | None
) -> tuple[QbrFigure, ...]:
    window = max(since, until - (NOW_DAYS - 1) * ONE_DAY), until
    frozen = {each.kpi: each for each in before.figures} if before else {}
    return tuple(
        _figure(reading, figure, since, frozen.get(figure.kpi.value))
        for figure in kpi_figures(reading, account_ids=(account_id,), window=window)
        if figure.n or figure.target is not None
    )


def _figure(reading: Reading, figure: KpiFigure, since: date, then: FrozenFigure | None) -> QbrFigure:
    account_id, kpi, made, window = figure.account_id, figure.kpi, figure.statistic, figure.window
    last = window.last
    return QbrFigure(
        told=explain(reading, account_id=account_id, kpi=kpi, first=window.first, last=last, statistic=made),
        weeks=weekly_series(reading, account_id=account_id, kpi=kpi, first=since, last=last, statistic=made),
        then=then,
    )


def _last_qbr(reading: Reading, account_id: int, until: datetime) -> ReviewDetail | None:
    c = table.c
    latest = (
        select(c.id)
        .where(
            reading.visible(table),
            c.account_id == account_id,
            c.kind == ReviewKind.QBR,
            c.status == ReviewStatus.HELD,
            c.starts_at < until,
        )
        .order_by(c.starts_at.desc(), c.id.desc())
        .limit(1)
    )
    review_id = reading.connection.execute(latest).scalar_one_or_none()
    return None if review_id is None else review_detail(reading, review_id=review_id)
