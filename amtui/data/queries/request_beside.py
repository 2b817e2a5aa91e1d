"""The next request that a filter asks for, seen from a place in a longer list."""

from sqlalchemy import select

from amtui.data.models import requests
from amtui.data.queries.request_filter import wanted
from amtui.data.queries.request_order import DEFAULT, beyond, keyed, ordering, sort_of
from amtui.data.reading import Reading
from amtui.domain.filters import Filter
from amtui.domain.paging import Order


def request_beside(
    reading: Reading,
    *,
    request_id: int,
    filter: Filter,  # noqa: A002 the word of the language
    order: Order | None = None,
    back: bool = False,
) -> int | None:
    """Return the id of the nearest request that a filter asks for, behind or before one.

    Args:
        reading: whose books.
        request_id: where to start; it is not itself an answer.
        filter: which requests.
        order: that of the list that is looked through.
        back: look towards the list's start.

    Returns:
        None where there is none in that direction.
    """
    order = order or DEFAULT
    sort, asked = sort_of(order, reading.now), wanted(reading, filter)
    here = keyed(sort).where(requests.c.id == request_id, reading.visible(requests))
    place = reading.connection.execute(here).first()
    if place is None:
        return None
    upwards = order.descending is back
    rows = (
        keyed(sort)
        .where(asked.where, beyond(sort, (sort.to_key(place.key), place.id), upwards=upwards))
        .order_by(*ordering(sort.value, requests.c.id, upwards=upwards))
        .limit(1)
        .subquery()
    )
    return reading.connection.execute(select(rows.c.id)).scalar_one_or_none()
