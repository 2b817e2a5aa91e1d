"""The list of whose accounts are whose, by stretches."""

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, FromClause, String, case, func, or_, select, true, type_coerce

from amtui.data.models import accounts, users
from amtui.data.queries.books import held_rows, open_requests
from amtui.data.queries.office_filter import NOBODY, Condition, conditions, has
from amtui.data.queries.ordered import Ordered, ids, length, parted, rank, stretch
from amtui.data.queries.text_match import key_contains
from amtui.data.reading import Reading
from amtui.domain.filters import EVERYTHING, Filter
from amtui.domain.paging import Count, Order, Page, Slice
from amtui.domain.people import UNASSIGNED, HeldAccount
from amtui.domain.vocabulary import AccountStatus

A = accounts.c
parents = accounts.alias("above")
BY_NAME = Order("name")
FIRST_PAGE = Slice()
UNASSIGNED_WORD = "unassigned"
NAMED = 500
"""So many marked accounts are asked for by their ids; of more, those of all accounts are read."""


def book_page(
    reading: Reading,
    *,
    filter: Filter = EVERYTHING,  # noqa: A002 the word of the language
    order: Order | None = None,
    slice: Slice = FIRST_PAGE,  # noqa: A002
) -> Page[HeldAccount]:
    """Return a stretch of the visible accounts that a filter asks for, by name where no order is given."""
    keys, exhausted = stretch(reading, _listed(reading, filter, order), slice)
    found = {row.id: row for part in parted(keys) for row in held_rows(reading, A.id.in_(part))}
    return Page(tuple(found[row_id] for _, row_id in keys), keys, exhausted)


def book_count(reading: Reading, *, filter: Filter = EVERYTHING) -> Count:  # noqa: A002
    """Return how many accounts a filter asks for."""
    return length(reading, _listed(reading, filter, None))


def book_rank(
    reading: Reading,
    *,
    row_id: int,
    filter: Filter = EVERYTHING,  # noqa: A002
    order: Order | None = None,
) -> int | None:
    """Return how many accounts of the list stand before one; None when the list does not have it."""
    return rank(reading, _listed(reading, filter, order), row_id)


def marked_accounts(
    reading: Reading,
    *,
    marked: Collection[int],
    all_but: bool = False,
    filter: Filter = EVERYTHING,  # noqa: A002
) -> tuple[tuple[int, int], ...]:
    """Return ids and versions of the accounts that are marked, by id.

    Args:
        reading: whose books.
        marked: ids.
        all_but: all that the filter asks for are meant but for those.
        filter: of the list that they were marked in.
    """
    wanted = set(marked)
    if all_but:
        wanted = set(ids(reading, _listed(reading, filter, None))) - wanted
    few = A.id.in_(sorted(wanted)) if len(wanted) <= NAMED else true()
    statement = select(A.id, A.version).where(reading.visible(accounts), few).order_by(A.id)
    return tuple((row.id, row.version) for row in reading.rows(statement) if row.id in wanted)


def _listed(reading: Reading, asked: Filter, order: Order | None) -> Ordered:
    order = order or asked.order or BY_NAME
    where = (reading.visible(accounts), *conditions(asked, _word, FIELDS))
    return Ordered(_source(reading, asked, order), A.id, SORTS[order.column], where, order.descending)


def _source(reading: Reading, asked: Filter, order: Order) -> FromClause:
    """Return what is read: of a plain list by name the accounts alone, which an index gives in order."""
    needed = {term.field for term in asked.terms} | {order.column}
    source: FromClause = accounts
    if asked.words or "am" in needed:
        source = source.join(users, users.c.id == A.am_id)
    if asked.words or "parent" in needed:
        source = source.outerjoin(parents, (parents.c.id == A.parent_id) & reading.visible(parents))
    return source


SORTS: Mapping[str, ColumnElement[Any]] = MappingProxyType(
    {
        "name": A.name_key,
        "am": case((A.am_id == UNASSIGNED, ""), else_=func.lower(users.c.name, type_=users.c.name.type)),
        "state": case((A.status == AccountStatus.ACTIVE, 0), else_=1),
        "requests": open_requests(),
        "parent": func.coalesce(parents.c.name_key, ""),
    }
)


def _word(text: str) -> Condition:
    places = [key_contains(A.name_key, text), has(users.c.name)(text), key_contains(parents.c.name_key, text)]
    return or_(*places, *([A.am_id == UNASSIGNED] if text.casefold() in UNASSIGNED_WORD else []))


def _am(text: str) -> Condition:
    if text.casefold() in {NOBODY, UNASSIGNED_WORD}:
        return A.am_id == UNASSIGNED
    return (A.am_id != UNASSIGNED) & has(users.c.name, users.c.login)(text)


def _parent(text: str) -> Condition:
    return A.parent_id.is_(None) if text.casefold() == NOBODY else key_contains(parents.c.name_key, text)


FIELDS: Mapping[str, Callable[[str], Condition]] = MappingProxyType(
    {
        "account": lambda text: key_contains(A.name_key, text),
        "am": _am,
        "status": lambda text: type_coerce(A.status, String) == text,
        "parent": _parent,
        "plan": has(A.plan),
    }
)
