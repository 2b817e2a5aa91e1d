"""Whose accounts are whose, and what goes along when one is handed over."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select, true

from amtui.data.models import accounts, requests, reviews, users
from amtui.data.queries.db_row import DbRow
from amtui.data.reading import Reading
from amtui.domain.people import HeldAccount
from amtui.domain.vocabulary import AccountStatus, ReviewStatus

parents = accounts.alias("parents")


def held_accounts(reading: Reading, *, am_id: int | None = None) -> tuple[HeldAccount, ...]:
    """Return the visible accounts by name, of one account manager or of all."""
    return held_rows(reading, true() if am_id is None else accounts.c.am_id == am_id)


def held_rows(reading: Reading, which: ColumnElement[bool]) -> tuple[HeldAccount, ...]:
    """Return the visible accounts that are meant, by name."""
    statement = (
        select(
            accounts,
            users.c.name.label("am"),
            open_requests().label("open_requests"),
            _planned().label("reviews"),
            parents.c.name.label("parent"),
        )
        .join(users, users.c.id == accounts.c.am_id)
        .outerjoin(parents, (parents.c.id == accounts.c.parent_id) & reading.visible(parents))
        .where(reading.visible(accounts), which)
        .order_by(accounts.c.name_key, accounts.c.id)
    )
    return tuple(map(_held, reading.rows(statement)))


def open_requests() -> ScalarSelect[int]:
    """Return how many requests of an account are open, for a statement about accounts."""
    own = requests.c.account_id == accounts.c.id
    return _counted(select(func.count()).where(own, requests.c.am_id == accounts.c.am_id, requests.c.is_open))


def _planned() -> ScalarSelect[int]:
    own = (reviews.c.account_id == accounts.c.id) & (reviews.c.am_id == accounts.c.am_id)
    return _counted(select(func.count()).where(own, reviews.c.status == ReviewStatus.PLANNED))


def _counted(statement: Select[Any]) -> ScalarSelect[int]:
    return statement.correlate(accounts).scalar_subquery()


def _held(row: DbRow) -> HeldAccount:
    return HeldAccount(
        id=row.id,
        name=row.name,
        active=row.status is AccountStatus.ACTIVE,
        parent_id=row.parent_id,
        am_id=row.am_id,
        am=row.am,
        open_requests=row.open_requests,
        reviews=row.reviews,
        version=row.version,
        parent=row.parent or "",
        status_reason=row.status_reason or "",
    )
