"""The list of users by stretches, and the few facts that are told of each."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, String, case, func, select, true, type_coerce

from amtui.data.models import accounts
from amtui.data.models import users as table
from amtui.data.queries.office_filter import NOBODY, Condition, conditions, has
from amtui.data.queries.ordered import Ordered, length, parted, rank, stretch
from amtui.data.queries.people import user_values
from amtui.data.reading import Reading
from amtui.domain.filters import EVERYTHING, Filter
from amtui.domain.paging import Count, Order, Page, Slice
from amtui.domain.people import UNASSIGNED
from amtui.domain.staff import StaffRow

U = table.c
above = table.alias("above")
BY_NAME = Order("name")
FIRST_PAGE = Slice()
NAMED = 6
"""So many of those who report to somebody are named; the others are counted."""


def staff_page(
    reading: Reading,
    *,
    filter: Filter = EVERYTHING,  # noqa: A002 the word of the language
    order: Order | None = None,
    slice: Slice = FIRST_PAGE,  # noqa: A002
) -> Page[StaffRow]:
    """Return a stretch of the users that a filter asks for, by name where no order is given."""
    keys, exhausted = stretch(reading, _listed(reading, filter, order), slice)
    found = {row.id: row for part in parted(keys) for row in _rows(reading, part)}
    return Page(tuple(found[row_id] for _, row_id in keys), keys, exhausted)


def staff_count(reading: Reading, *, filter: Filter = EVERYTHING) -> Count:  # noqa: A002
    """Return how many users a filter asks for."""
    return length(reading, _listed(reading, filter, None))


def staff_rank(
    reading: Reading,
    *,
    row_id: int,
    filter: Filter = EVERYTHING,  # noqa: A002
    order: Order | None = None,
) -> int | None:
    """Return how many users of the list stand before one; None when the list does not have it."""
    return rank(reading, _listed(reading, filter, order), row_id)


def _listed(reading: Reading, asked: Filter, order: Order | None) -> Ordered:
    order = order or asked.order or BY_NAME
    source = table.outerjoin(above, above.c.id == U.manager_id)
    where = (U.id != UNASSIGNED, *conditions(asked, _word, FIELDS))
    return Ordered(source, U.id, _value(reading, order.column), where, order.descending)


def _value(reading: Reading, column: str) -> ColumnElement[Any]:
    if column == "accounts":
        held = select(func.count()).where(accounts.c.am_id == U.id, reading.visible(accounts))
        return held.correlate(table).scalar_subquery()
    return SORTS[column]


def _lower(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.lower(func.coalesce(column, ""), type_=column.type)


SORTS: Mapping[str, ColumnElement[Any]] = MappingProxyType(
    {
        "name": _lower(U.name),
        "login": _lower(U.login),
        "role": type_coerce(U.role, String),
        "state": case((U.active == true(), 0), else_=1),
        "manager": _lower(above.c.name),
        "email": _lower(U.email),
        "employee": _lower(U.employee_id),
    }
)

_role = type_coerce(U.role, String)
_word = has(U.name, U.login, U.email, U.employee_id, U.phone, U.mobile, _role, above.c.name)


def _manager(text: str) -> Condition:
    return U.manager_id.is_(None) if text.casefold() == NOBODY else has(above.c.login, above.c.name)(text)


FIELDS = MappingProxyType(
    {
        "name": has(U.name),
        "login": has(U.login),
        "email": has(U.email),
        "role": lambda text: type_coerce(U.role, String) == text,
        "status": lambda text: U.active == (text == "active"),
        "manager": _manager,
        "employee": has(U.employee_id),
        "phone": has(U.phone, U.mobile),
    }
)


def _rows(reading: Reading, user_ids: Sequence[int]) -> tuple[StaffRow, ...]:
    rows = user_values(reading, U.id.in_(user_ids))
    names = _names(reading, [row["manager_id"] for row in rows])
    below = _below(reading, user_ids)
    return tuple(
        StaffRow(**row, **names.get(row["manager_id"], {}), **below.get(row["id"], {})) for row in rows
    )


def _names(reading: Reading, user_ids: Sequence[int | None]) -> dict[int | None, dict[str, Any]]:
    wanted = {user_id for user_id in user_ids if user_id is not None}
    statement = select(U.id, U.name, U.login).where(U.id.in_(sorted(wanted)))
    return {row.id: {"manager": row.name, "manager_login": row.login} for row in reading.rows(statement)}


def _below(reading: Reading, user_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return the first few names of those who report to each, and how many those are."""
    place = func.row_number().over(partition_by=U.manager_id, order_by=(U.name, U.id)).label("place")
    n = func.count().over(partition_by=U.manager_id).label("n")
    every = select(U.manager_id, U.name, place, n).where(U.manager_id.in_(user_ids)).subquery()
    first = select(every).where(every.c.place <= NAMED).order_by(every.c.manager_id, every.c.place)
    found: dict[int, dict[str, Any]] = {}
    for row in reading.rows(first):
        names = (*found.get(row.manager_id, {}).get("reports", ()), row.name)
        found[row.manager_id] = {"reports": names, "n_reports": row.n}
    return found
