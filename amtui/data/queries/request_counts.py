"""How many open requests each account has, and how they stand."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select, true, union_all

from amtui.data.models import accounts, requests
from amtui.data.queries.places import MOST_NAMED, chosen
from amtui.data.queries.sla_sql import open_at_risk, open_breached, pressing
from amtui.data.reading import Reading
from amtui.domain.frozen import dataclass
from amtui.domain.vocabulary import Priority

R = requests.c
FEW = 60
"""So few accounts are counted by walking along their open requests."""


@dataclass(frozen=True, slots=True)
class RequestCounts:
    """Open requests of one account: all, those of them breached, at risk, and P1."""

    open: int = 0
    breached: int = 0
    at_risk: int = 0
    p1: int = 0


def request_counts(
    reading: Reading, account_ids: Collection[int] | None = None
) -> Mapping[int, RequestCounts]:
    """Return the counts of the visible accounts that have open requests, in one statement.

    In a whole book each is counted along an index of its own, so that only all the open ones are walked
    through.
    """
    if account_ids is not None and len(account_ids) <= FEW:
        return _of_few(reading, account_ids)
    found: dict[int, dict[str, int]] = {}
    for account_id, name, n in reading.rows(_counted(reading, account_ids)):
        if n:
            found.setdefault(account_id, {})[name] = n
    return {account_id: RequestCounts(**counts) for account_id, counts in found.items()}


def _of_few(reading: Reading, account_ids: Collection[int]) -> Mapping[int, RequestCounts]:
    """Return the counts of a few accounts along the index of their open requests, whose rows are not read."""
    times = (open_breached(reading.now), open_at_risk(reading.now), R.priority == Priority.P1)
    statement = (
        select(R.account_id, func.count(), *(func.sum(case((each, 1), else_=0)) for each in times))
        .where(_of_books(reading), R.is_open == true(), R.account_id.in_(sorted(account_ids)))
        .group_by(R.account_id)
    )
    return {
        account_id: RequestCounts(n, int(breached), int(at_risk), int(p1))
        for account_id, n, breached, at_risk, p1 in reading.rows(statement)
    }


def _of_books(reading: Reading) -> ColumnElement[bool]:
    """Return that a request is of a visible book, for an index that begins with something else."""
    books = reading.scope.am_ids
    # A sum, not the column: else a plan might take an index that begins with the book, or that ends with it.
    return true() if books is None else (R.am_id + 0).in_(sorted(books))


def _counted(reading: Reading, account_ids: Collection[int] | None) -> Any:
    named = account_ids is not None and len(account_ids) <= MOST_NAMED
    # A sum, not the column: else a plan would walk along the accounts, and read every open row.
    by_account = R.account_id + 0
    meant = (
        _of_books(reading),
        R.is_open == true(),
        R.account_id.in_(sorted(account_ids or ())) if named else true(),
    )
    return union_all(
        _open(reading, account_ids if named else None),
        _part("p1", by_account, *meant, pressing(), R.priority == Priority.P1),
        _part("breached", by_account, *meant, open_breached(reading.now)),
        _part("at_risk", by_account, *meant, open_at_risk(reading.now)),
    )


def _open(reading: Reading, account_ids: Collection[int] | None) -> Select[int, str, int]:
    """Count account by account along the index: a third less than to group all that it holds."""
    a = accounts.c
    own = select(func.count()).where(R.is_open == true(), R.account_id == a.id, R.am_id == a.am_id)
    n = own.correlate(accounts).scalar_subquery()
    return select(a.id, literal("open"), n).where(chosen(reading, account_ids))


def _part(name: str, by: ColumnElement[int], *conditions: ColumnElement[bool]) -> Select[int, str, int]:
    return select(by, literal(name), func.count()).where(*conditions).group_by(by)
