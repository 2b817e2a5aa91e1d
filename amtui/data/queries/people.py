"""Users, and who covers whom."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select, true

from amtui.data.models import accounts, audit, leaves
from amtui.data.models import users as table
from amtui.data.queries.db_row import DbRow
from amtui.data.reading import Reading
from amtui.domain.errors import NotFound
from amtui.domain.people import UNASSIGNED, Leave, UserChoice, UserRow

U = table.c


def users(reading: Reading, *, only_active: bool = False) -> tuple[UserRow, ...]:
    """Return all users by name, with how many of the visible accounts each holds."""
    return _users(reading, U.active == true() if only_active else true())


def user_choices(reading: Reading) -> tuple[UserChoice, ...]:
    """Return the active users by name, as they are chosen from."""
    statement = select(U.id, U.name, U.login).where(U.id != UNASSIGNED, U.active == true())
    rows = reading.rows(statement.order_by(U.name, U.id))
    return tuple(UserChoice(row.id, row.name, row.login) for row in rows)


def has_worked(reading: Reading, *, user_id: int) -> bool:
    """Tell whether the record names a user as the author of anything."""
    return bool(reading.connection.execute(select(exists().where(audit.c.actor_id == user_id))).scalar_one())


def user_by_login(reading: Reading, *, login: str) -> UserRow:
    """Return the user of a login.

    Raises:
        NotFound: if there is none.
    """
    found = _users(reading, U.login == login.strip())
    if not found:
        raise NotFound(f"there is no user “{login}”", next="`amtui user list` shows the logins.")
    return found[0]


def user_values(reading: Reading, which: ColumnElement[bool]) -> tuple[dict[str, Any], ...]:
    """Return the values of a `UserRow` for the users that are meant, by name."""
    away = _leaves(reading)
    return tuple(_values(row, away.get(row.id, ())) for row in reading.rows(_selected(reading, which)))


def _users(reading: Reading, which: ColumnElement[bool]) -> tuple[UserRow, ...]:
    return tuple(UserRow(**values) for values in user_values(reading, which))


def _selected(reading: Reading, which: ColumnElement[bool]) -> Select[Any]:
    held = (
        select(accounts.c.am_id, func.count().label("accounts"))
        .where(reading.visible(accounts))
        .group_by(accounts.c.am_id)
        .subquery("held")
    )
    return (
        select(table, func.coalesce(held.c.accounts, 0).label("accounts"))
        .outerjoin(held, held.c.am_id == U.id)
        .where(U.id != UNASSIGNED, which)
        .order_by(U.name, U.id)
    )


def _leaves(reading: Reading) -> Mapping[int, tuple[Leave, ...]]:
    """Return the leaves that are not over, by user."""
    statement = select(leaves).where(leaves.c.last >= reading.today).order_by(leaves.c.first)
    found: dict[int, tuple[Leave, ...]] = {}
    for row in reading.rows(statement):
        leave = Leave(row.user_id, row.cover_id, row.first, row.last)
        found[row.user_id] = (*found.get(row.user_id, ()), leave)
    return found


def _values(row: DbRow, away: tuple[Leave, ...]) -> dict[str, Any]:
    return {
        "id": row.id,
        "login": row.login,
        "name": row.name,
        "email": row.email or "",
        "role": row.role,
        "active": row.active,
        "zone": row.zone,
        "manager_id": row.manager_id,
        "accounts": row.accounts,
        "leaves": away,
        "employee_id": row.employee_id or "",
        "phone": row.phone or "",
        "mobile": row.mobile or "",
        "version": row.version,
    }
