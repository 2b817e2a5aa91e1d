"""When the next review of an account could take place: near the day of its cadence, free for both sides."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select

from amtui.data.models import accounts, leaves, review_series, reviews, tasks, users
from amtui.data.queries.cadence import STANDS_IN, usual
from amtui.data.queries.calendars import all_calendars
from amtui.data.queries.leaves import covered_until
from amtui.data.queries.review_dates import NONE_AT_ALL, last_held, next_planned, review_dates
from amtui.data.queries.reviews import review_detail
from amtui.data.queries.team_meetings import attended
from amtui.data.reading import Reading
from amtui.domain.business_calendar import Span
from amtui.domain.business_time import Calendar, NeverOpen, next_business_day
from amtui.domain.cadence import MONTHS, Series, business_day_near, next_occurrence
from amtui.domain.clock import local_day
from amtui.domain.errors import NotFound
from amtui.domain.free_slots import free_slots, nearest_first
from amtui.domain.local_time import day_span
from amtui.domain.review_records import ReviewRow, Suggestion
from amtui.domain.review_usual import REFRESHER_MONTHS, USUAL_MINUTES
from amtui.domain.vocabulary import ReviewKind, ReviewStatus

REACH = timedelta(days=14)
USUAL_TIME = 10 * 60
COME_AGAIN = frozenset({*MONTHS, ReviewKind.TRAINING})
"""Reviews that are followed by another one of their kind."""


@dataclass(frozen=True, slots=True)
class _Meeting:
    """What is looked for: whose review, of which kind, how long, and near which time of the day."""

    account: Any
    kind: ReviewKind
    minutes: int
    wanted: int
    series: Series | None
    calendar: Calendar
    zone: ZoneInfo


def suggestions(
    reading: Reading, *, account_id: int, kind: ReviewKind, minutes: int | None = None, most: int = 5
) -> tuple[Suggestion, ...]:
    """Return times for the next review of a kind, the best first, a day at most once.

    The best is nearest to the day that the cadence asks for; an overdue review is suggested from the
    next business day on, nothing for today. Days of leave of the account manager are left out; whoever
    covers for them meets the account meanwhile.

    Raises:
        NotFound: if there is no such account that this person may see.
    """
    meeting = _meeting(reading, _account(reading, account_id), kind, minutes)
    return _free(reading, meeting, _target(reading, meeting, local_day(reading.now, meeting.zone)), most)


def next_free(reading: Reading, *, review_id: int) -> datetime | None:
    """Return a free time for the review after one, or None where it has no cadence or one is planned."""
    row = review_detail(reading, review_id=review_id).row
    if row.kind not in COME_AGAIN or row.series_id is not None or _is_planned_after(reading, row):
        return None
    meeting = _meeting(reading, _account(reading, row.account_id), row.kind, row.minutes)
    if meeting.series is None:
        return None
    asked = meeting.series.after(local_day(row.starts_at, meeting.zone))
    target = max(business_day_near(meeting.calendar, asked), local_day(reading.now, meeting.zone))
    return next((one.starts_at for one in _free(reading, meeting, target, 1)), None)


def _is_planned_after(reading: Reading, row: ReviewRow) -> bool:
    v = reviews.c
    later = select(v.id).where(
        v.account_id == row.account_id,
        v.kind == row.kind,
        v.status == ReviewStatus.PLANNED,
        v.starts_at > max(row.starts_at, reading.now),
    )
    return reading.connection.execute(later.limit(1)).first() is not None


def _free(reading: Reading, meeting: _Meeting, target: date, most: int) -> tuple[Suggestion, ...]:
    today = local_day(reading.now, meeting.zone)
    host_id, host_zone = _host(reading, meeting, target)
    first, last = max(today + timedelta(days=1), target - REACH), target + REACH
    away = _leave(reading, host_id, first, last)
    days = (day for day in nearest_first(target, first, last) if not any(a <= day <= b for a, b in away))
    hours = (meeting.calendar, all_calendars(reading).of(None, host_zone))
    starts = free_slots(
        hours if host_id else hours[:1],
        _busy(reading, meeting, host_id, first, last),
        meeting.minutes,
        days,
        zone=meeting.zone,
        wanted=meeting.wanted,
        not_before=reading.now,
    )
    return tuple(_suggestion(meeting, starts_at, target) for starts_at in islice(starts, most))


def _host(reading: Reading, meeting: _Meeting, target: date) -> tuple[int, str]:
    """Return who meets the account, and their zone: its manager, or whoever looks and covers the book."""
    account = meeting.account
    _, until = covered_until(reading).get(account.am_id, ("", date.min))
    if reading.user_id is not None and target <= until:
        return reading.user_id, reading.zone.key
    return account.am_id, account.am_zone


def _account(reading: Reading, account_id: int) -> Any:
    c = accounts.c
    columns = (c.id, c.name, c.am_id, c.zone, c.calendar_id, c.go_live_on, c.created_at)
    statement = (
        select(*columns, users.c.zone.label("am_zone"))
        .join(users, users.c.id == c.am_id)
        .where(c.id == account_id, reading.visible(accounts))
    )
    row = reading.connection.execute(statement).first()
    if row is None:
        raise NotFound(f"there is no account {account_id}")
    return row


def _meeting(reading: Reading, account: Any, kind: ReviewKind, minutes: int | None) -> _Meeting:
    s = review_series.c
    agreed = select(review_series).where(
        s.account_id == account.id, s.kind == kind, or_(s.ends_on.is_(None), s.ends_on >= reading.today)
    )
    row = reading.connection.execute(agreed).first()
    zone = ZoneInfo(account.zone)
    anchor = account.go_live_on or local_day(account.created_at, zone)
    plain = {each.kind: each for each in (*usual(anchor), _refreshers(anchor))}.get(kind)
    return _Meeting(
        account=account,
        kind=kind,
        minutes=minutes or (row.minutes if row else USUAL_MINUTES[kind]),
        wanted=row.minute_of_day if row else USUAL_TIME,
        series=Series(kind, row.anchor, row.every_months, row.every_weeks or 0) if row else plain,
        calendar=all_calendars(reading).of(account.calendar_id, account.zone),
        zone=zone,
    )


def _refreshers(anchor: date) -> Series:
    """Return when a training is refreshed; nobody lacks one who never had any."""
    return Series(ReviewKind.TRAINING, anchor, REFRESHER_MONTHS)


def _target(reading: Reading, meeting: _Meeting, today: date) -> date:
    """Return the day near which the next one should be; tomorrow where it is overdue or has no cadence."""
    try:
        soon = next_business_day(meeting.calendar, today)
    except NeverOpen:
        return today
    if meeting.series is None:
        return soon
    dates = review_dates(reading, (meeting.account.id,)).get(meeting.account.id, NONE_AT_ALL)
    kinds = STANDS_IN.get(meeting.kind, (meeting.kind,))
    planned = next_planned(dates, kinds, today, meeting.account.zone)
    if planned is not None:
        after = local_day(planned[0], meeting.zone)
        return next_occurrence(meeting.series, meeting.calendar, after).day
    held = last_held(dates, kinds)
    if held is None:
        return soon
    due = meeting.series.after(local_day(held, meeting.zone))
    return max(soon, business_day_near(meeting.calendar, due))


def _leave(reading: Reading, am_id: int, first: date, last: date) -> list[tuple[date, date]]:
    c = leaves.c
    statement = select(c.first, c.last).where(c.user_id == am_id, c.last >= first, c.first <= last)
    return [(row.first, row.last) for row in reading.rows(statement)]


def _busy(reading: Reading, meeting: _Meeting, host_id: int, first: date, last: date) -> Iterator[Span]:
    """Yield what whoever meets them, in all books, for tasks and the team, and the account have planned."""
    v = reviews.c
    begin, end = day_span(first, meeting.zone)[0], day_span(last, meeting.zone)[1]
    theirs = v.account_id == meeting.account.id
    statement = select(v.starts_at, v.minutes).where(
        or_(v.am_id == host_id, theirs) if host_id else theirs,
        v.status == ReviewStatus.PLANNED,
        and_(v.starts_at >= begin - timedelta(days=1), v.starts_at < end),
    )
    for row in reading.rows(statement):
        yield row.starts_at, row.starts_at + timedelta(minutes=row.minutes)
    t = tasks.c
    aside = select(t.block_at, t.block_minutes).where(
        t.am_id == host_id,
        t.done_at.is_(None),
        t.block_at >= begin - timedelta(days=1),
        t.block_at < end,
    )
    for row in reading.rows(aside):
        yield row.block_at, row.block_at + timedelta(minutes=row.block_minutes)
    yield from (row.span for row in attended(reading, host_id, begin, end))


def _suggestion(meeting: _Meeting, starts_at: datetime, target: date) -> Suggestion:
    local = starts_at.astimezone(meeting.zone)
    return Suggestion(
        account_id=meeting.account.id,
        account=meeting.account.name,
        kind=meeting.kind,
        starts_at=starts_at,
        minutes=meeting.minutes,
        target=target,
        account_time=f"{local:%a %Y-%m-%d %H:%M} {local.tzname()}",
        zone=meeting.zone.key,
    )
