"""Requests of an account that may ask for the same as one that is being typed."""

from sqlalchemy import select

from amtui.data.models import requests
from amtui.data.reading import Reading
from amtui.domain.likeness import alike
from amtui.domain.queue_records import SimilarRequest

LATEST = 300
LEAST = 0.35


def similar_requests(
    reading: Reading, *, account_id: int, subject: str, limit: int = 5, but: int | None = None
) -> tuple[SimilarRequest, ...]:
    """Return requests with a similar subject, the likest first, among the latest of the account.

    Args:
        reading: whose books.
        account_id: where to look.
        subject: as far as it is typed.
        limit: at most so many.
        but: the id of a request that is not meant, as the one that is looked at.
    """
    r = requests.c
    wanted = (
        select(r.id, r.ref, r.subject, r.status, r.created_at)
        .where(r.account_id == account_id, reading.visible(requests), r.id != (but or 0))
        .order_by(r.is_open.desc(), r.id.desc())
        .limit(LATEST)
    )
    rows = reading.rows(wanted)
    found = alike(subject, (row.subject for row in rows), LEAST)[:limit]
    return tuple(
        SimilarRequest(row.id, row.ref, row.subject, row.status, row.created_at, likeness)
        for row, likeness in ((rows[place], likeness) for place, likeness in found)
    )
