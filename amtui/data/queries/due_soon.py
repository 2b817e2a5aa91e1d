"""What comes in the own books within some time, the earliest first."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select

from amtui.data.models import accounts, requests, reviews, tasks
from amtui.data.queries.tasks import own, own_books
from amtui.data.queries.team_meetings import attended
from amtui.data.reading import Reading
from amtui.domain.due_soon import Coming, DueSoon
from amtui.domain.vocabulary import MeetingStatus, ReviewStatus
from amtui.domain.wording import title

MOST = 50
"""So many of each kind are looked at ahead; further ones come up when these are over."""
JUST_NOW = timedelta(minutes=1)


def due_soon(reading: Reading, *, lead: timedelta, horizon: timedelta) -> tuple[DueSoon, ...]:
    """Return meetings, time set aside and service levels of the own books and of those that are covered.

    Args:
        reading: who asks.
        lead: how long before a meeting or a breach it is said; time set aside is when it begins.
        horizon: how far ahead is looked.
    """
    end = reading.now + horizon
    found = (
        *_meetings(reading, lead, end),
        *_of_team(reading, lead, end),
        *_blocks(reading, end),
        *_breaches(reading, lead, end),
    )
    return tuple(sorted(found, key=lambda one: (one.say_at, one.kind, one.row_id)))


def _meetings(reading: Reading, lead: timedelta, end: datetime) -> Iterator[DueSoon]:
    v = reviews.c
    statement = (
        select(v.id, v.kind, v.starts_at, accounts.c.name)
        .join(accounts, accounts.c.id == v.account_id)
        .where(reading.visible(reviews), v.am_id.in_(sorted(own_books(reading))))
        .where(v.status == ReviewStatus.PLANNED, v.starts_at > reading.now, v.starts_at <= end)
        .order_by(v.starts_at)
        .limit(MOST)
    )
    for row in reading.rows(statement):
        what = f"{title(row.kind)} with {row.name}"
        yield DueSoon(Coming.MEETING, row.id, what, row.starts_at, row.starts_at - lead)


def _of_team(reading: Reading, lead: timedelta, end: datetime) -> Iterator[DueSoon]:
    for row in attended(reading, reading.user_id, reading.now, end):
        if row.status is MeetingStatus.PLANNED and row.starts_at > reading.now:
            yield DueSoon(Coming.TEAM, row.id, f"“{row.title}”", row.starts_at, row.starts_at - lead)


def _blocks(reading: Reading, end: datetime) -> Iterator[DueSoon]:
    t = tasks.c
    ahead = (t.done_at.is_(None), t.block_at > reading.now - JUST_NOW, t.block_at <= end)
    statement = select(t.id, t.title, t.block_at).where(reading.visible(tasks), own(reading), *ahead)
    for row in reading.rows(statement.order_by(t.block_at).limit(MOST)):
        yield DueSoon(Coming.BLOCK, row.id, f"Time for “{row.title}”", row.block_at, row.block_at)


def _breaches(reading: Reading, lead: timedelta, end: datetime) -> Iterator[DueSoon]:
    r = requests.c
    statement = (
        select(r.id, r.ref, r.subject, r.breaches_at)
        .where(reading.visible(requests), r.am_id.in_(sorted(own_books(reading))))
        .where(r.is_open, r.breaches_at > reading.now, r.breaches_at <= end)
        .order_by(r.breaches_at)
        .limit(MOST)
    )
    for row in reading.rows(statement):
        what = f"{row.ref} “{row.subject}”"
        yield DueSoon(Coming.BREACH, row.id, what, row.breaches_at, row.breaches_at - lead)
