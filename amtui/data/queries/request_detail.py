"""One request with all that its preview shows."""

from sqlalchemy import ColumnElement, select

from amtui.data.models import contacts, request_watchers, requests, timeline, users
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.request_rows import request_row, selected
from amtui.data.reading import Reading
from amtui.domain.errors import NotFound
from amtui.domain.request_records import RequestDetail, TimelineEntry

R = requests.c
TOLD = (R.description, R.evidence, R.external_owner, R.impact, R.urgency, R.closed_at)
creators = users.alias("creators")


def request_detail(
    reading: Reading, *, request_id: int | None = None, ref: str | None = None
) -> RequestDetail:
    """Return a request by its id or its reference, with its timeline, the oldest entry first.

    Raises:
        NotFound: if there is none that this person may see.
    """
    row = _row(reading, R.id == request_id if ref is None else R.ref == ref.strip().upper())
    if row is None:
        raise NotFound(
            f"there is no request {ref or request_id}", next="`amtui requests` lists those you may see."
        )
    decides = row.is_admin or row.is_approved if row.contact_id is not None else None
    return RequestDetail(
        row=request_row(row, reading.now),
        description=row.description,
        impact=row.impact,
        urgency=row.urgency,
        created_by=row.created_by,
        contact_approved=decides,
        external_owner=row.external_owner,
        evidence=row.evidence,
        resolved_at=row.resolved_at,
        closed_at=row.closed_at,
        watchers=_watchers(reading, row.id),
        timeline=request_timeline(reading, request_id=row.id),
    )


def request_timeline(reading: Reading, *, request_id: int) -> tuple[TimelineEntry, ...]:
    """Return what happened to a request, the oldest first, without what was withdrawn."""
    statement = (
        select(timeline)
        .where(timeline.c.request_id == request_id, reading.visible(timeline), ~timeline.c.withdrawn)
        .order_by(timeline.c.at, timeline.c.id)
    )
    return tuple(
        TimelineEntry(row.id, row.at, row.actor_name, row.field, row.before, row.after, row.note, row.shared)
        for row in reading.rows(statement)
    )


def _row(reading: Reading, which: ColumnElement[bool]) -> DbRow | None:
    beside = (R.contact_id, contacts.c.is_admin, contacts.c.is_approved, creators.c.name.label("created_by"))
    statement = (
        selected(reading, *beside, *TOLD)
        .join(creators, creators.c.id == R.created_by_id)
        .where(which, reading.visible(requests))
    )
    return reading.connection.execute(statement).first()


def _watchers(reading: Reading, request_id: int) -> tuple[str, ...]:
    statement = (
        select(users.c.name)
        .join(request_watchers, request_watchers.c.user_id == users.c.id)
        .where(request_watchers.c.request_id == request_id, reading.visible(request_watchers))
        .order_by(users.c.name)
    )
    return tuple(reading.connection.execute(statement).scalars())
