"""Saved views of a list: those that come with the program, and the viewer's own."""

from collections.abc import Iterable

from sqlalchemy import func, literal, select

from amtui.data.models import requests, saved_views
from amtui.data.queries.request_filter import wanted
from amtui.data.reading import Reading
from amtui.domain.errors import NotFound, UsageError
from amtui.domain.filters import parse
from amtui.domain.paging import Count
from amtui.domain.queue_records import SavedView, ViewCount
from amtui.domain.request_views import SHIPPED, shipped_view

REQUESTS = "requests"
MOST_COUNTED = 10_000


def views(reading: Reading, *, screen: str = REQUESTS) -> tuple[SavedView, ...]:
    """Return the views of a list, those of the program first, the viewer's own by name."""
    shipped = SHIPPED if screen == REQUESTS else ()
    table = saved_views.c
    wanted_rows = select(saved_views).where(table.user_id == reading.user_id, table.screen == screen)
    own = reading.rows(wanted_rows.order_by(func.lower(table.name), table.id))
    return (*shipped, *(SavedView(row.name, row.filter, row.sort) for row in own))


def view_named(reading: Reading, *, name: str, screen: str = REQUESTS) -> SavedView:
    """Return the view of a name, in any case.

    Raises:
        NotFound: there is none; the message names those that there are.
    """
    known = views(reading, screen=screen)
    for view in known:
        if view.name.casefold() == name.strip().casefold():
            return view
    if screen == REQUESTS and (found := shipped_view(name)) is not None:
        return found
    names = ", ".join(view.name for view in known)
    raise NotFound(f"there is no view “{name}”", next=f"There are {names}." if names else "")


def view_counts(
    reading: Reading, *, views: Iterable[SavedView], most: int = MOST_COUNTED
) -> tuple[ViewCount, ...]:
    """Return how many requests each view holds; beyond `most` not exactly."""
    return tuple(ViewCount(view.name, _count(reading, view, most)) for view in views)


def _count(reading: Reading, view: SavedView, most: int) -> Count | None:
    try:
        asked = wanted(reading, parse(view.filter))
    except UsageError:
        return None
    some = select(literal(1).label("one")).select_from(requests).where(asked.where).limit(most + 1)
    n = reading.connection.execute(select(func.count()).select_from(some.subquery())).scalar_one()
    return Count(min(n, most), exact=n <= most)
