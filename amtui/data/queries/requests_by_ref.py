"""Requests by the references that people name them with."""

from collections.abc import Sequence

from amtui.data.models import requests
from amtui.data.queries.request_picked import AT_ONCE
from amtui.data.queries.request_rows import request_row, selected
from amtui.data.reading import Reading
from amtui.domain.errors import NotFound
from amtui.domain.request_records import RequestRow

NAMED = 4
"""So many missing references are named; more are counted."""


def requests_by_ref(reading: Reading, *, refs: Sequence[str]) -> tuple[RequestRow, ...]:
    """Return the requests of those references, in that order; case and spaces around do not count.

    Raises:
        NotFound: some are not there, or in books that this person may not see; they are named.
    """
    wanted = list(dict.fromkeys(ref.strip().upper() for ref in refs))
    found: dict[str, RequestRow] = {}
    for first in range(0, len(wanted), AT_ONCE):
        some = wanted[first : first + AT_ONCE]
        statement = selected(reading).where(requests.c.ref.in_(some), reading.visible(requests))
        found |= {row.ref: request_row(row, reading.now) for row in reading.rows(statement)}
    if missing := [ref for ref in wanted if ref not in found]:
        more = f" and {len(missing) - NAMED:,} more" if len(missing) > NAMED else ""
        raise NotFound(
            f"there is no request {', '.join(missing[:NAMED])}{more}",
            next="`amtui requests` lists those you may see.",
        )
    return tuple(found[ref] for ref in wanted)
