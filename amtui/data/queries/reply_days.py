"""Days of the first reply to requests, counted from the requests."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from sqlalchemy import and_, select

from amtui.data.models import accounts, requests
from amtui.data.queries.calendars import all_calendars
from amtui.data.queries.day_rollups import Days, Span
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.places import Place, chosen
from amtui.data.reading import Reading
from amtui.domain.business_time import between
from amtui.domain.clock import local_day
from amtui.domain.kpi.rollup import DayRollup
from amtui.domain.local_time import day_span, zone_named
from amtui.domain.vocabulary import KpiKey

SECOND = timedelta(seconds=1)
_WIDEST_ZONE = timedelta(days=1)


def add_first_reply(days: Days, reading: Reading, found: Collection[Place], span: Span) -> None:
    """Take the first reply in: business seconds from each request's creation to its first public answer."""
    hours, by_id = all_calendars(reading), {place.id: place for place in found}
    waits: dict[tuple[int, date], Counter[int]] = {}
    for row in _replies(reading, by_id, span):
        place = by_id.get(row.account_id)
        if place is None:
            continue
        key = (place.id, local_day(row.created_at, zone_named(place.zone)))
        if row.first_response_at is None:
            days.unanswered[key] = days.unanswered.get(key, 0) + 1
            continue
        answered = max(row.first_response_at, row.created_at)
        waited = between(hours.of(place.calendar_id, place.zone), row.created_at, answered)
        waits.setdefault(key, Counter())[waited // SECOND] += 1
    for (account_id, day), histogram in waits.items():
        rollup = DayRollup(day, histogram.total(), histogram=histogram)
        days.add(account_id, KpiKey.REQUEST_FIRST_REPLY, rollup)


def _replies(reading: Reading, account_ids: Collection[int], span: Span) -> Iterable[DbRow]:
    r = requests.c
    first = day_span(span.earliest, reading.zone)[0] - _WIDEST_ZONE
    last = day_span(span.last, reading.zone)[1] + _WIDEST_ZONE
    return reading.connection.execute(
        select(r.account_id, r.created_at, r.first_response_at)
        .select_from(accounts)
        .join(requests, and_(r.account_id == accounts.c.id, r.am_id == accounts.c.am_id))
        .where(chosen(reading, account_ids), r.created_at >= first, r.created_at < last)
    )
