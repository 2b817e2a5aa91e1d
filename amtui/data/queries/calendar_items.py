"""What stands on the days of the calendar: reviews, due requests, renewals, and what is missing."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select

from amtui.data.models import accounts, agreements, requests, reviews
from amtui.data.queries.cadence import cadence_gaps
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.milestones import milestones_between
from amtui.data.queries.sla_sql import sla_state
from amtui.data.queries.team_meetings import team_meetings
from amtui.data.reading import Reading
from amtui.domain.clock import local_day
from amtui.domain.local_time import day_span
from amtui.domain.review_records import CadenceGapRow, CalendarItem, called
from amtui.domain.vocabulary import AccountStatus, MeetingStatus, ReviewStatus
from amtui.domain.wording import label

MOST_REQUESTS = 1_000
"""Due requests beyond these are left to the queue; no day could show them."""
KINDS = ("review", "team_meeting", "request_due", "renewal", "notice", "milestone", "cadence_gap")
"""The kinds of things on a day, in the order in which it lists them."""


def calendar_items(reading: Reading, *, first: date, last: date) -> tuple[CalendarItem, ...]:
    """Return what stands on the viewer's days from first to last, both included, in order of time.

    Due requests come after all else of their day, as a busy day has so many that they would hide its
    meetings. A cadence gap stands on the day by which the review should be planned, and all are returned,
    as those days are never in the present month. Cancelled reviews and
    team meetings are left out.
    """
    parts = (_reviews, _team, _requests, _agreements, _milestones)
    found = [item for part in parts for item in part(reading, first, last)]
    return tuple(sorted((*found, *gap_items(reading)), key=_place))


def _place(item: CalendarItem) -> tuple[date, bool, float, int, str]:
    """Put things of the whole day before those with a time."""
    moment = -1.0 if item.at is None else item.at.timestamp()
    return item.day, item.kind == "request_due", moment, KINDS.index(item.kind), item.ref


def _reviews(reading: Reading, first: date, last: date) -> Iterator[CalendarItem]:
    """Yield reviews that are not cancelled, without what only their own screen shows."""
    v = reviews.c
    begin, end = day_span(first, reading.zone)[0], day_span(last, reading.zone)[1]
    statement = (
        select(
            v.id, v.starts_at, v.account_id, v.kind, v.title, v.status, v.version,
            accounts.c.name.label("account"),
        )
        .join(accounts, accounts.c.id == v.account_id)
        .where(reading.visible(reviews), v.starts_at >= begin, v.starts_at < end)
        .where(v.status != ReviewStatus.CANCELLED)
    )  # fmt: skip
    for row in reading.rows(statement):
        yield CalendarItem(
            day=local_day(row.starts_at, reading.zone),
            kind="review",
            at=row.starts_at,
            account_id=row.account_id,
            account=row.account,
            what=called(row.kind, row.title),
            ref=str(row.id),
            status=row.status,
            version=row.version,
            review=row.kind,
        )


def _team(reading: Reading, first: date, last: date) -> Iterator[CalendarItem]:
    """Yield meetings of the team that are not cancelled; they are about no account."""
    begin, end = day_span(first, reading.zone)[0], day_span(last, reading.zone)[1]
    for row in team_meetings(reading, begin=begin, end=end):
        if row.status is not MeetingStatus.CANCELLED:
            day = local_day(row.starts_at, reading.zone)
            yield CalendarItem(
                day, "team_meeting", row.starts_at, 0, "", row.title, str(row.id), row.status, row.version
            )


def _requests(reading: Reading, first: date, last: date) -> Iterator[CalendarItem]:
    """Yield due requests, of which a busy month has so many that only what is shown is read."""
    r = requests.c
    begin, end = day_span(first, reading.zone)[0], day_span(last, reading.zone)[1]
    statement = (
        select(
            r.next_due_at, r.account_id, r.subject, r.ref, r.version, accounts.c.name.label("account"),
            sla_state(reading.now).label("state"),
        )
        .join(accounts, accounts.c.id == r.account_id)
        .where(reading.visible(requests), r.is_open, r.next_due_at >= begin, r.next_due_at < end)
        .order_by(r.next_due_at, r.id)
        .limit(MOST_REQUESTS)
    )  # fmt: skip
    for row in reading.rows(statement):
        yield CalendarItem(
            day=local_day(row.next_due_at, reading.zone),
            kind="request_due",
            at=row.next_due_at,
            account_id=row.account_id,
            account=row.account,
            what=row.subject,
            ref=row.ref,
            status=row.state,
            version=row.version,
        )


def _agreements(reading: Reading, first: date, last: date) -> Iterator[CalendarItem]:
    """Yield renewals and the last days to give notice; an agreement that is already renewed has neither."""
    latest = {row.account_id: row for row in reading.rows(_ending(reading, first))}
    for row in latest.values():
        if first <= row.ends_on <= last:
            yield _whole_day(row, row.ends_on, "renewal", "Agreement ends")
        notice_on = row.ends_on - timedelta(days=row.notice_days)
        if row.notice_days and first <= notice_on <= last:
            yield _whole_day(row, notice_on, "notice", "Last day to give notice")


def _whole_day(row: DbRow, day: date, kind: str, what: str) -> CalendarItem:
    return CalendarItem(day, kind, None, row.account_id, row.account, what, str(row.account_id), row.status)


def _ending(reading: Reading, first: date) -> Select[Any]:
    a = agreements.c
    return (
        select(a.account_id, a.ends_on, a.notice_days, accounts.c.name.label("account"), accounts.c.status)
        .join(accounts, accounts.c.id == a.account_id)
        .where(reading.visible(agreements), accounts.c.status == AccountStatus.ACTIVE, a.ends_on >= first)
        .order_by(a.ends_on, a.id)
    )


def _milestones(reading: Reading, first: date, last: date) -> Iterator[CalendarItem]:
    for one in milestones_between(reading, first, last):
        yield CalendarItem(
            one.due_on, "milestone", None, one.account_id, one.account, one.name, str(one.id), one.rag
        )


def gap_items(reading: Reading) -> tuple[CalendarItem, ...]:
    """Return every missing review as a thing of the day by which it should be planned, the first first."""
    return tuple(map(_gap, sorted(cadence_gaps(reading), key=lambda row: row.limit)))


def _gap(row: CadenceGapRow) -> CalendarItem:
    held = f"last held {row.last_held}" if row.last_held else "none held yet"
    planned = f", next {row.next_planned}" if row.next_planned else ""
    return CalendarItem(
        day=row.limit,
        kind="cadence_gap",
        at=None,
        account_id=row.account_id,
        account=row.account,
        what=f"No {label(row.kind)} in time: {held}{planned}",
        ref=str(row.account_id),
        status=row.kind,
        review=row.kind,
    )
