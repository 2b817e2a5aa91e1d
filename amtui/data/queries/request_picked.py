"""Requests by their ids, for what is done to marked ones."""

from collections.abc import Sequence

from amtui.data.models import requests
from amtui.data.queries.request_rows import request_row, selected
from amtui.data.reading import Reading
from amtui.domain.request_records import RequestRow

AT_ONCE = 500
"""So many ids are named in one statement."""

R = requests.c


def picked_requests(reading: Reading, *, ids: Sequence[int]) -> tuple[RequestRow, ...]:
    """Return the visible ones among the requests of those ids, in that order."""
    found: dict[int, RequestRow] = {}
    for first in range(0, len(ids), AT_ONCE):
        some = ids[first : first + AT_ONCE]
        for row in reading.rows(selected(reading).where(R.id.in_(some), reading.visible(requests))):
            found[row.id] = request_row(row, reading.now)
    return tuple(found[row_id] for row_id in ids if row_id in found)
