"""Reviews that were held over some days, against what the cadence of each account asks for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import and_, select

from amtui.data.models import accounts, review_series, reviews
from amtui.data.queries.account_facts import AccountFacts
from amtui.data.queries.cadence import STANDS_IN, usual
from amtui.data.queries.calendars import all_calendars
from amtui.data.reading import Reading
from amtui.domain.business_time import Calendar
from amtui.domain.cadence import Series, occurrences
from amtui.domain.clock import local_day
from amtui.domain.local_time import day_span, zone_named
from amtui.domain.quarter import ONE_DAY, Kept
from amtui.domain.vocabulary import ReviewKind, ReviewStatus

V, S = reviews.c, review_series.c
Met = Counter[tuple[int, ReviewKind, ReviewStatus]]
CLOSED = (ReviewStatus.HELD, ReviewStatus.MISSED, ReviewStatus.CANCELLED)
Running = tuple[Series, date | None]


def kept_in(
    reading: Reading, facts: Sequence[AccountFacts], first: date, last: date
) -> Mapping[int, tuple[Kept, ...]]:
    """Return by account the reviews of its local days by kind, those neither due nor planned left out."""
    met, series, calendars = _met(reading, facts, first, last), _series(reading), all_calendars(reading)
    found: dict[int, tuple[Kept, ...]] = {}
    for each in facts:
        account = each.account
        calendar = calendars.of(account.calendar_id, account.zone)
        anchor = account.go_live_on or local_day(account.created_at, zone_named(account.zone))
        running = series.get(account.id) or tuple((one, None) for one in usual(anchor))
        due = _due(running, calendar, first, last)
        kept = (_kept(account.id, kind, due[kind], met) for kind in ReviewKind)
        found[account.id] = tuple(one for one in kept if one.due or one.done or one.missed or one.cancelled)
    return found


def _due(running: Sequence[Running], calendar: Calendar, first: date, last: date) -> Counter[ReviewKind]:
    """Return how many reviews of each kind the cadence asks for on some days."""
    due: Counter[ReviewKind] = Counter()
    for series, ends_on in running:
        until = min(last, ends_on) if ends_on else last
        due[series.kind] += len(occurrences(series, calendar, first, until)) if until >= first else 0
    return due


def _kept(account_id: int, kind: ReviewKind, due: int, met: Met) -> Kept:
    others = [one for one in STANDS_IN.get(kind, ()) if one is not kind] if due else []
    held, missed, cancelled = (met[account_id, kind, status] for status in CLOSED)
    stood_in = sum(met[account_id, one, ReviewStatus.HELD] for one in others)
    return Kept(kind, due, held, missed, cancelled, stood_in)


def _met(reading: Reading, facts: Sequence[AccountFacts], first: date, last: date) -> Met:
    zones = {each.account.id: zone_named(each.account.zone) for each in facts}
    begin, end = day_span(first - ONE_DAY, reading.zone)[0], day_span(last + ONE_DAY, reading.zone)[1]
    statement = (
        select(V.account_id, V.kind, V.status, V.starts_at)
        .select_from(accounts)
        .join(reviews, and_(V.account_id == accounts.c.id, V.am_id == accounts.c.am_id))
        .where(reading.visible(accounts), V.starts_at >= begin, V.starts_at < end)
    )
    return Counter(
        (row.account_id, row.kind, row.status)
        for row in reading.rows(statement)
        if row.account_id in zones and first <= local_day(row.starts_at, zones[row.account_id]) <= last
    )


def _series(reading: Reading) -> Mapping[int, tuple[Running, ...]]:
    """Return the series of each account that has any, those that have ended by now too."""
    statement = (
        select(S.account_id, S.kind, S.anchor, S.every_months, S.every_weeks, S.ends_on)
        .select_from(accounts)
        .join(review_series, and_(S.account_id == accounts.c.id, S.am_id == accounts.c.am_id))
        .where(reading.visible(accounts))
        .order_by(S.id)
    )
    found: dict[int, tuple[Running, ...]] = {}
    for row in reading.rows(statement):
        one = Series(row.kind, row.anchor, row.every_months, row.every_weeks or 0)
        found[row.account_id] = (*found.get(row.account_id, ()), (one, row.ends_on))
    return found
