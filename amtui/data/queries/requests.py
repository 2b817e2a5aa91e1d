"""The queue of requests: any stretch of it, its length, and where a request stands in it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, Subquery, false, func, select, union_all

from amtui.data.models import requests, users
from amtui.data.queries.request_detail import request_detail, request_timeline
from amtui.data.queries.request_filter import Wanted, wanted
from amtui.data.queries.request_groups import Group
from amtui.data.queries.request_order import (
    DEFAULT,
    Sort,
    beyond_apart,
    keyed,
    ordering,
    sort_of,
    unindexed,
    walk,
)
from amtui.data.queries.request_rows import request_row, selected
from amtui.data.reading import MOST_BRANCHES, Reading
from amtui.domain.filters import EVERYTHING, Filter
from amtui.domain.paging import Around, Count, Frame, Key, Order, Page, Slice
from amtui.domain.request_records import RequestRow

__all__ = [
    "request_around",
    "request_count",
    "request_detail",
    "request_ids",
    "request_page",
    "request_rank",
    "request_timeline",
]

FIRST_PAGE = Slice()
MOST_GROUPS = 4 * MOST_BRANCHES
"""So many groups of requests are read one by one: SQLite takes no more than 500 parts."""

R = requests.c


def request_page(
    reading: Reading,
    *,
    filter: Filter = EVERYTHING,  # noqa: A002
    order: Order | None = None,
    slice: Slice = FIRST_PAGE,  # noqa: A002
) -> Page[RequestRow]:
    """Return a stretch of the list of requests; without a term on the status, of the open ones.

    Args:
        reading: whose books.
        filter: which requests; an order in it counts where `order` is None.
        order: due first by default.
        slice: which stretch. Moments in keys are microseconds since 1970.

    Raises:
        UsageError: there is no such column to sort by.
    """
    order = order or filter.order or DEFAULT
    return _stretch(reading, wanted(reading, filter), order, slice)


def request_around(
    reading: Reading,
    *,
    request_id: int,
    frame: Frame,
    filter: Filter = EVERYTHING,  # noqa: A002
    order: Order | None = None,
) -> Around[RequestRow] | None:
    """Return the stretch of the list that is wanted around a request.

    All that opening a list on one of its rows takes is asked for at once.

    Returns:
        None where the list does not have the request.
    """
    order = order or filter.order or DEFAULT
    asked = wanted(reading, filter)
    key = _key(reading, asked, sort_of(order, reading.now), request_id)
    if key is None:
        return None
    rank = _rank(reading, asked, order, key)
    ranks = frame.ranks(rank)
    before = _key_before(reading, asked, order, key, rank - ranks.start + 1) if ranks.start else None
    return Around(rank, before, _stretch(reading, asked, order, Slice(before, limit=len(ranks))))


def request_count(reading: Reading, *, filter: Filter = EVERYTHING) -> Count:  # noqa: A002
    """Return how many requests a filter asks for."""
    statement = select(func.count()).select_from(requests).where(wanted(reading, filter).where)
    return Count(reading.connection.execute(statement).scalar_one())


def request_rank(
    reading: Reading,
    *,
    request_id: int,
    filter: Filter = EVERYTHING,  # noqa: A002
    order: Order | None = None,
) -> int | None:
    """Return how many requests of the list stand before one; None when the list does not have it."""
    order = order or filter.order or DEFAULT
    asked = wanted(reading, filter)
    key = _key(reading, asked, sort_of(order, reading.now), request_id)
    return None if key is None else _rank(reading, asked, order, key)


def request_ids(reading: Reading, *, filter: Filter = EVERYTHING) -> tuple[int, ...]:  # noqa: A002
    """Return the ids of all requests that a filter asks for, ascending."""
    statement = select(R.id).where(wanted(reading, filter).where).order_by(R.id)
    return tuple(reading.connection.execute(statement).scalars())


def _key(reading: Reading, asked: Wanted, sort: Sort, request_id: int) -> Key | None:
    """Return the place of a request in the list; None where the list does not have it."""
    place = reading.connection.execute(keyed(sort).where(asked.where, R.id == request_id)).first()
    return None if place is None else (sort.to_key(place.key), place.id)


def _rank(reading: Reading, asked: Wanted, order: Order, key: Key) -> int:
    sort = sort_of(order, reading.now)
    groups = _groups(reading, asked, sort)
    if groups:
        parts = [part for _, part in _behind(groups, key, upwards=order.descending)]
    else:
        before = beyond_apart(sort, key, upwards=order.descending)
        wheres = _branches(reading, asked, sort) if sort.with_account else _at_once(reading, asked, sort)
        parts = [keyed(sort).where(*where, part) for where in wheres for part in before]
    counts = [select(func.count().label("n")).select_from(part.subquery()) for part in parts]
    each = union_all(*counts).subquery("each")
    return int(reading.connection.execute(select(func.sum(each.c.n))).scalar_one())


def _key_before(reading: Reading, asked: Wanted, order: Order, key: Key, rows: int) -> Key | None:
    """Return the key of the row so many rows before a key."""
    sort = sort_of(order, reading.now)
    way = Slice(key, rows - 1, 0, reverse=True)
    found = reading.connection.execute(select(_places(reading, asked, sort, order, way))).first()
    return None if found is None else (sort.to_key(found.key), found.id)


def _stretch(reading: Reading, asked: Wanted, order: Order, slice: Slice) -> Page[RequestRow]:  # noqa: A002
    sort = unindexed(sort_of(order, reading.now)) if asked.few_accounts else sort_of(order, reading.now)
    places = _places(reading, asked, sort, order, slice)
    upwards = order.descending is slice.reverse
    found = reading.rows(
        selected(reading, places.c.key)
        .join(places, places.c.id == R.id)
        .order_by(*ordering(places.c.key, places.c.id, upwards=upwards))
    )
    return _page(reading, sort, slice, list(found))


def _page(reading: Reading, sort: Sort, slice: Slice, found: list[Any]) -> Page[RequestRow]:  # noqa: A002
    exhausted = len(found) <= slice.limit
    shown = found[: slice.limit]
    if slice.reverse:
        shown.reverse()
    keys = tuple((sort.to_key(row.key), row.id) for row in shown)
    return Page(tuple(request_row(row, reading.now) for row in shown), keys, exhausted)


def _places(reading: Reading, asked: Wanted, sort: Sort, order: Order, slice: Slice) -> Subquery:  # noqa: A002
    """Return keys and ids of a stretch and one more, each book's by itself where that serves an index."""
    upwards = order.descending is slice.reverse
    branches = _walks(reading, asked, sort, slice.after, upwards=upwards)
    if len(branches) == 1:
        return branches[0].limit(slice.limit + 1).offset(slice.skip).subquery("places")
    most = slice.skip + slice.limit + 1
    parts = union_all(*(select(branch.limit(most).subquery()) for branch in branches)).subquery("parts")
    ordered = select(parts.c.key, parts.c.id).order_by(*ordering(parts.c.key, parts.c.id, upwards=upwards))
    return ordered.limit(slice.limit + 1).offset(slice.skip).subquery("places")


def _walks(
    reading: Reading, asked: Wanted, sort: Sort, after: Key | None, *, upwards: bool
) -> list[Select[Any]]:
    """Return what stands behind a key in parts, each in the order of the list along an index."""
    if groups := _groups(reading, asked, sort):
        return [
            part.order_by(group.place.asc() if upwards else group.place.desc())
            for group, part in _behind(groups, after, upwards=upwards)
        ]
    behind = [()] if after is None else [(part,) for part in beyond_apart(sort, after, upwards=upwards)]
    return [
        keyed(sort).where(*where, *part).order_by(*ordering(sort.value, R.id, upwards=upwards))
        for where in _branches(reading, asked, sort)
        for part in behind
    ]


def _behind(groups: Sequence[Group], after: Key | None, *, upwards: bool) -> list[tuple[Group, Select[Any]]]:
    """Return the part of each group behind a key; one that is empty where there is none at all."""
    parts = [(group, part) for group in groups if (part := group.beyond(after, upwards=upwards)) is not None]
    return parts or [(groups[0], groups[0].rows.where(false()))]


def _groups(reading: Reading, asked: Wanted, sort: Sort) -> list[Group]:
    """Return the groups of all books that make up a list; none where it is read by the sort value itself."""
    if sort.groups is None:
        return []
    all_at_once = asked.books is None and not sort.by_book
    found = [
        replace(group, where=(*asked.branch(book, (value,)), *group.where))
        for book in ([None] if all_at_once else [frozenset({one}) for one in _books(reading, asked, sort)])
        for value in asked.open_values
        for group in sort.groups(reading, book, value)
    ]
    return found if len(found) <= MOST_GROUPS else []


def _branches(reading: Reading, asked: Wanted, sort: Sort) -> list[tuple[Any, ...]]:
    """Return the conditions of parts that an index gives in order: one book, one value of `is_open`."""
    books: list[frozenset[int] | None] = [asked.books]
    one_by_one = _books(reading, asked, sort)
    if one_by_one and len(one_by_one) * len(asked.open_values) <= MOST_BRANCHES:
        books = [frozenset({book}) for book in one_by_one]
    return [
        (*asked.branch(book, (value,)), *(walk(sort, book) if book else ()))
        for book in books
        for value in asked.open_values
    ]


def _at_once(reading: Reading, asked: Wanted, sort: Sort) -> list[tuple[Any, ...]]:
    """Return the conditions of parts to count, which need no order: every book that an index wants named."""
    books = frozenset(_books(reading, asked, sort)) if asked.books is None and sort.by_book else asked.books
    return [asked.branch(books, (value,)) for value in asked.open_values]


def _books(reading: Reading, asked: Wanted, sort: Sort) -> list[int]:
    """Return the books to ask one by one, or none to ask for all of them at once."""
    if asked.books is not None:
        return sorted(asked.books)
    if not sort.by_book:
        return []
    return list(reading.connection.execute(select(users.c.id).order_by(users.c.id)).scalars())
