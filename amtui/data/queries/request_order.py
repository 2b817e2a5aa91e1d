"""The orders of a list of requests: what each sorts by, and the keys that name places in it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_

from amtui.data.models import accounts, requests, users
from amtui.data.queries.request_groups import Groups, by_owner, by_state, state_rank
from amtui.data.types import Plain, from_micros, to_micros
from amtui.domain.errors import UsageError
from amtui.domain.frozen import dataclass
from amtui.domain.paging import Key, Order, SortValue

DEFAULT = Order("due")
R = requests.c


@dataclass(frozen=True, slots=True)
class Sort:
    """One column to sort by.

    Attributes:
        value: the expression; never NULL.
        to_key, from_key: between its Python value and what a key holds.
        with_account: whether the expression needs the account's row.
        by_book: whether its index begins with the book, so that each book is asked for by itself.
        groups: gives the groups of a book whose members share a value, where no index has the value itself.
    """

    value: ColumnElement[Any]
    to_key: Callable[[Any], SortValue] = str
    from_key: Callable[[Any], Any] = str
    with_account: bool = False
    by_book: bool = False
    groups: Groups | None = None


def _moment(value: ColumnElement[Any], *, by_book: bool = False) -> Sort:
    return Sort(value, to_micros, from_micros, by_book=by_book)


_owner = select(users.c.name).where(users.c.id == R.owner_id).scalar_subquery()

SORTS = MappingProxyType(
    {
        "due": _moment(R.next_due_at),
        "respond": _moment(R.respond_key),
        "created": _moment(R.created_at),
        "updated": _moment(R.updated_at, by_book=True),
        "priority": Sort(R.priority, by_book=True),
        "status": Sort(R.status, by_book=True),
        "type": Sort(R.type, by_book=True),
        "subject": Sort(R.subject, by_book=True),
        "ref": Sort(R.ref, by_book=True),
        "account": Sort(accounts.c.name_key, with_account=True, by_book=True),
        "owner": Sort(func.coalesce(_owner, ""), by_book=True, groups=by_owner),
        "sla": Sort(R.standing, groups=by_state),
    }
)


def sort_of(order: Order, now: datetime) -> Sort:
    """Return what an order sorts by; how a request stands depends on the moment.

    Raises:
        UsageError: the list has no such column to sort by.
    """
    try:
        sort = SORTS[order.column]
    except KeyError:
        known = ", ".join(SORTS)
        raise UsageError(f"requests cannot be sorted by {order.column}", next=f"Sort by {known}.") from None
    return replace(sort, value=state_rank(now)) if sort.groups is by_state else sort


def unindexed(sort: Sort) -> Sort:
    """Return the same order by an expression that no index has, so that a plan filters first and sorts."""
    return replace(sort, value=func.coalesce(sort.value, sort.value), groups=None)


def keyed(sort: Sort, *columns: ColumnElement[Any]) -> Select[Any]:
    """Return the select of sort value and id, then `columns`, from what the order needs."""
    statement = select(sort.value.label("key"), R.id.label("id"), *columns).select_from(requests)
    if sort.with_account:
        return statement.join(accounts, accounts.c.id == R.account_id)
    return statement


def walk(sort: Sort, books: frozenset[int]) -> tuple[ColumnElement[bool], ...]:
    """Return conditions that always hold and let a plan walk the accounts of one book by their names.

    Without a bound on the name SQLite reads all requests of the book and sorts them.
    """
    if not sort.with_account or len(books) > 1:
        return ()
    return accounts.c.am_id.in_(books), accounts.c.name_key >= ""


def beyond(sort: Sort, key: Key, *, upwards: bool) -> ColumnElement[bool]:
    """Return the condition that a row stands behind a key, walking up or down the sort values."""
    kind = sort.value.type if sort.to_key is to_micros else Plain
    place = tuple_(literal(sort.from_key(key[0]), kind), literal(key[1]))
    row = tuple_(sort.value, R.id)
    return row > place if upwards else row < place


def beyond_apart(sort: Sort, key: Key, *, upwards: bool) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the same condition as two that exclude each other: another value, and the same with another id.

    Of a comparison of rows SQLite takes the first column to an index only: it looks at all that tie with it.
    """
    kind = sort.value.type if sort.to_key is to_micros else Plain
    value = literal(sort.from_key(key[0]), kind)
    if upwards:
        return sort.value > value, (sort.value == value) & (R.id > key[1])
    return sort.value < value, (sort.value == value) & (R.id < key[1])


def ordering(key: ColumnElement[Any], row_id: ColumnElement[Any], *, upwards: bool) -> tuple[Any, Any]:
    """Return the ORDER BY of a walk; ids follow the direction so that ties come apart the same way."""
    return (key.asc(), row_id.asc()) if upwards else (key.desc(), row_id.desc())
