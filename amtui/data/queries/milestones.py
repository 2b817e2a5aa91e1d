"""Milestones of visible accounts."""

from datetime import date
from typing import Any

from sqlalchemy import Select, select, true

from amtui.data.models import accounts
from amtui.data.models import milestones as table
from amtui.data.queries.db_row import DbRow
from amtui.data.reading import Reading
from amtui.domain.errors import NotFound
from amtui.domain.milestones import Milestone
from amtui.domain.vocabulary import AccountStatus

M = table.c


def milestones(
    reading: Reading, *, account_id: int | None = None, reached: bool = False
) -> tuple[Milestone, ...]:
    """Return milestones that are ahead, the earliest due first, or reached ones, the latest first."""
    order = (M.reached_on.desc(), M.id.desc()) if reached else (M.due_on, M.id)
    statement = _selected(reading).where(
        true() if account_id is None else M.account_id == account_id,
        M.reached_on.is_not(None) if reached else M.reached_on.is_(None),
    )
    return tuple(_row(row) for row in reading.rows(statement.order_by(*order)))


def milestone(reading: Reading, *, milestone_id: int) -> Milestone:
    """Return one milestone.

    Raises:
        NotFound: if there is none that this person may see.
    """
    row = reading.connection.execute(_selected(reading).where(M.id == milestone_id)).first()
    if row is None:
        raise NotFound(f"there is no milestone {milestone_id}", next="`amtui milestone list` lists them.")
    return _row(row)


def milestones_between(reading: Reading, first: date, last: date) -> tuple[Milestone, ...]:
    """Return the milestones of active accounts that are ahead and due on some days."""
    days = (M.reached_on.is_(None), M.due_on >= first, M.due_on <= last)
    active = accounts.c.status == AccountStatus.ACTIVE
    statement = _selected(reading).where(active, *days).order_by(M.due_on, M.id)
    return tuple(_row(row) for row in reading.rows(statement))


def _selected(reading: Reading) -> Select[*tuple[Any, ...]]:
    return (
        select(table, accounts.c.name.label("account"))
        .join(accounts, accounts.c.id == M.account_id)
        .where(reading.visible(table))
    )


def _row(row: DbRow) -> Milestone:
    return Milestone(
        row.id, row.account_id, row.account, row.project, row.title, row.due_on, row.rag, row.blocker,
        row.reached_on, row.version,
    )  # fmt: skip
