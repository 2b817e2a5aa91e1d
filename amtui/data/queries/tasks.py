"""Tasks of somebody's own book and of those they cover, what presses first."""

from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true

from amtui.data.models import accounts, contacts, users
from amtui.data.models import tasks as table
from amtui.data.queries.calendars import all_calendars
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.leaves import covered_until
from amtui.data.reading import Reading
from amtui.domain.business_time import Calendar
from amtui.domain.day_plan import quadrant
from amtui.domain.delegates import GivenTo
from amtui.domain.errors import NotFound
from amtui.domain.task_records import Quadrant, TaskRow

T = table.c
NEVER = date.max
ORDER = tuple(Quadrant)


def tasks(
    reading: Reading,
    *,
    done: bool = False,
    everybody: bool = False,
) -> tuple[TaskRow, ...]:
    """Return tasks by quadrant, the earliest due first.

    Args:
        reading: who asks.
        done: those that are done instead of those that are open, the latest first.
        everybody: of all visible books, not only of one's own and covered ones.
    """
    statement = _selected(reading).where(
        true() if everybody else own(reading),
        T.done_at.is_not(None) if done else T.done_at.is_(None),
    )
    hours = own_hours(reading)
    found = [_row(reading, row, hours) for row in reading.rows(statement)]
    if done:
        return tuple(sorted(found, key=lambda row: (row.done_at, row.id), reverse=True))
    return tuple(sorted(found, key=_order))


def task(reading: Reading, *, task_id: int) -> TaskRow:
    """Return one task.

    Raises:
        NotFound: if there is none that this person may see.
    """
    row = reading.connection.execute(_selected(reading).where(T.id == task_id)).first()
    if row is None:
        raise NotFound(f"there is no task {task_id}", next="`amtui task list` lists them.")
    return _row(reading, row, own_hours(reading))


def own_books(reading: Reading) -> frozenset[int]:
    """Return the book of whoever asks, with those that they cover today."""
    mine = () if reading.user_id is None else (reading.user_id,)
    return frozenset((*mine, *covered_until(reading)))


def own(reading: Reading) -> ColumnElement[bool]:
    """Return the condition that a task is for whoever asks.

    Of a covered book only what is about an account: the rest stays with whoever is away. What was given to
    them is theirs too, where they may see it.
    """
    return or_(
        T.am_id == reading.user_id,
        and_(T.am_id.in_(sorted(own_books(reading))), T.account_id.is_not(None)),
        T.delegate_id == reading.user_id,
    )


def own_hours(reading: Reading) -> Calendar:
    """Return the standard business hours in the zone of whoever asks."""
    return all_calendars(reading).of(None, reading.zone.key)


def taken_by_tasks(
    reading: Reading, begin: datetime, end: datetime, *, without: int | None = None
) -> tuple[TaskRow, ...]:
    """Return the open tasks that have time set aside between two moments, one of them left out."""
    statement = _selected(reading).where(
        own(reading), T.done_at.is_(None), T.block_at >= begin, T.block_at < end, T.id != (without or 0)
    )
    hours = own_hours(reading)
    return tuple(_row(reading, row, hours) for row in reading.rows(statement.order_by(T.block_at)))


@cache
def delegate_name() -> ColumnElement[str]:
    """Return the name of whom a task is given to, as it is by now; as written where they are unknown."""
    return func.coalesce(
        select(users.c.name).where(users.c.id == T.delegate_id).scalar_subquery(),
        select(contacts.c.name).where(contacts.c.id == T.delegate_contact_id).scalar_subquery(),
        T.delegate,
    )


def _selected(reading: Reading) -> Select[*tuple[Any, ...]]:
    return (
        select(table, accounts.c.name.label("account"), delegate_name().label("given_to"))
        .outerjoin(accounts, and_(accounts.c.id == T.account_id, accounts.c.am_id == T.am_id))
        .where(reading.visible(table))
    )


def _order(row: TaskRow) -> tuple[int, date, datetime, int]:
    return ORDER.index(row.quadrant), row.due_on or NEVER, row.created_at, row.id


def _row(reading: Reading, row: DbRow, hours: Calendar) -> TaskRow:
    return TaskRow(
        id=row.id,
        title=row.title,
        account_id=row.account_id,
        account=row.account or "",
        am_id=row.am_id,
        important=row.important,
        due_on=row.due_on,
        delegate=row.given_to,
        block_at=row.block_at,
        block_minutes=row.block_minutes,
        carried=row.carried,
        done_at=row.done_at,
        created_at=row.created_at,
        quadrant=quadrant(row.due_on, reading.today, hours, important=row.important),
        version=row.version,
        given_to=GivenTo(row.delegate_id, row.delegate_contact_id),
        for_viewer=row.delegate_id is not None and row.delegate_id == reading.user_id,
    )
