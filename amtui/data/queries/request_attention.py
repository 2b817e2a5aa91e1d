"""Who has seen what of requests, who is writing on them, and what is put aside."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Boolean, ColumnElement, and_, exists, false, func, literal, or_, select
from sqlalchemy.sql.elements import Label

from amtui.data.models import request_presence, request_seen, request_watchers, requests, timeline, users
from amtui.data.queries.db_row import DbRow
from amtui.data.reading import Reading
from amtui.data.types import Instant
from amtui.domain.errors import NotFound
from amtui.domain.queue_records import TYPING, Attention, Escalation
from amtui.domain.vocabulary import RequestStatus

UNDONE = "undone"
"""The note of an entry that an undo made; what is undone was no decision of its own."""
R, S, T = requests.c, request_seen.c, timeline.c


def snoozed(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a request is put aside."""
    return or_(R.snoozed_until > now, and_(R.snoozed_for_client, R.snoozed_until.is_(None)))


def unseen(reading: Reading) -> ColumnElement[bool]:
    """Return the condition that the viewer has never looked at a request."""
    return R.id.not_in(select(S.request_id).where(S.user_id == reading.user_id))


def watched(reading: Reading) -> ColumnElement[bool]:
    """Return the condition that the viewer watches a request."""
    mine = request_watchers.c.user_id == reading.user_id
    return R.id.in_(select(request_watchers.c.request_id).where(mine))


def changed_since_seen(reading: Reading) -> ColumnElement[bool]:
    """Return the condition that others did something since the viewer last looked."""
    mine = select(S.request_id).where(S.user_id == reading.user_id)
    return R.id.in_(mine.where(_by_others(reading.user_id, S.request_id, S.seen_at)))


@cache
def reopened() -> ColumnElement[bool]:
    """Return the condition that a request was resolved and then reopened, other than by an undo."""
    told = (T.request_id == R.id, T.am_id == R.am_id, T.field == "status")
    back = (T.before == RequestStatus.RESOLVED.value, T.after == RequestStatus.IN_PROGRESS.value)
    return exists().where(*told, *back, func.coalesce(T.note, "") != UNDONE)


def seen_columns(user_id: int | None) -> tuple[Label[Any], Label[Any]]:
    """Return, beside a row of requests, when a user last looked and whether others changed it since."""
    if user_id is None:
        return literal(None, Instant).label("seen"), literal(None, Boolean).label("changed")
    mine = and_(S.user_id == user_id, S.request_id == R.id)
    # Of the row itself, also from within the look at its timeline: left alone, it takes all requests there.
    seen_at = select(S.seen_at).where(mine).correlate(requests).scalar_subquery()
    return seen_at.label("seen"), _by_others(user_id, R.id, seen_at).label("changed")


def attention(reading: Reading, *, request_id: int) -> Attention:
    """Return who looks at a request, and what is new in it for the viewer.

    Raises:
        NotFound: if there is none that this person may see.
    """
    seen, _changed = seen_columns(reading.user_id)
    wanted = select(requests, seen).where(R.id == request_id, reading.visible(requests))
    row = reading.connection.execute(wanted).first()
    if row is None:
        raise NotFound(f"there is no request {request_id}")
    mine = select(request_watchers.c.user_id).where(
        request_watchers.c.request_id == request_id, request_watchers.c.user_id == reading.user_id
    )
    return Attention(
        request_id=request_id,
        seen_at=row.seen,
        new_entries=0 if row.seen is None else _younger(reading, request_id, row.seen),
        typing=typing_on(reading, request_id=request_id),
        watching=reading.connection.execute(mine).first() is not None,
        escalation=_escalation(row),
        snoozed_for_client=row.snoozed_for_client,
    )


def typing_on(reading: Reading, *, request_id: int) -> tuple[str, ...]:
    """Return the names of the others who are writing on a request now."""
    p = request_presence.c
    wanted = (
        select(users.c.name)
        .join(request_presence, p.user_id == users.c.id)
        .where(p.request_id == request_id, p.until > reading.now, p.until <= reading.now + TYPING)
        .where(p.user_id != (reading.user_id or 0))
        .where(reading.visible(request_presence))
        .order_by(users.c.name)
    )
    return tuple(reading.connection.execute(wanted).scalars())


def _by_others(
    user_id: int | None, request_id: ColumnElement[int], since: ColumnElement[datetime]
) -> ColumnElement[bool]:
    """Return the condition that somebody else's entry of a timeline is younger than a moment."""
    theirs = or_(T.actor_id.is_(None), T.actor_id != user_id)
    entry = select(T.id).where(T.request_id == request_id, T.at > since, theirs, T.withdrawn == false())
    return entry.exists()


def _younger(reading: Reading, request_id: int, since: datetime) -> int:
    theirs = or_(T.actor_id.is_(None), T.actor_id != reading.user_id)
    wanted = select(func.count()).where(
        T.request_id == request_id, T.at > since, theirs, T.withdrawn == false()
    )
    return int(reading.connection.execute(wanted).scalar_one())


def _escalation(row: DbRow) -> Escalation | None:
    if row.escalated_to is None:
        return None
    since = row.escalated_at or row.updated_at
    return Escalation(row.escalated_to, since, row.asked_for_on, row.update_every_minutes, row.next_update_at)
