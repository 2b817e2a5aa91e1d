"""Orders by what groups of requests have in common: who owns them, and how they stand.

Neither stands in an index as a value to sort by: a name belongs to another table, and a state to the moment.
Each group is found along an index and is in the order of its ids there, so that the groups, one after the
other, are the list.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, case, false, literal, or_, select, true

from amtui.data.models import requests, users
from amtui.data.queries.sla_sql import open_at_risk, open_breached, sla_state
from amtui.data.reading import Reading
from amtui.data.types import Instant, Plain
from amtui.domain.frozen import dataclass
from amtui.domain.paging import Key
from amtui.domain.vocabulary import SlaState

R = requests.c
WORST_FIRST = (
    SlaState.BREACHED, SlaState.AT_RISK, SlaState.RESPONSE_DUE, SlaState.RESOLUTION_DUE, SlaState.PAUSED,
    SlaState.MET,
)  # fmt: skip
RANKS = {state: str(rank) for rank, state in enumerate(WORST_FIRST)}


@dataclass(frozen=True, slots=True)
class Group:
    """Requests of one sort value.

    Attributes:
        value: what they share, in keys.
        key: the same as SQL, in the collation of its column.
        where: what finds them beside their book and `is_open`.
        by_time: whether a moment finds them, so that no index has them in the order of their ids.
    """

    value: str
    key: ColumnElement[str]
    where: tuple[ColumnElement[bool], ...]
    by_time: bool = False

    @property
    def place(self) -> ColumnElement[int]:
        """What to order them by: their id, of those found by time so that nobody walks through all ids."""
        return R.id + 0 if self.by_time else R.id

    @property
    def rows(self) -> Select[Any]:
        """The select of all their keys and ids."""
        return select(self.key.label("key"), R.id.label("id")).where(*self.where)

    def beyond(self, after: Key | None, *, upwards: bool) -> Select[Any] | None:
        """Return the select of those behind a key; None where all of them stand before it."""
        if after is None:
            return self.rows
        value, row_id = after
        if self.value == value:
            return self.rows.where(R.id > row_id if upwards else R.id < row_id)
        return self.rows if (self.value > str(value)) is upwards else None


Books = frozenset[int] | None
Groups = Callable[[Reading, Books, bool], Sequence[Group]]
"""Gives the groups of some books, None for all, of their open or of their ended requests."""


def by_owner(reading: Reading, books: Books, is_open: bool) -> Sequence[Group]:
    """Return a group for each user who owns something there, and first the one of what nobody owns."""
    there = true() if books is None else R.am_id.in_(sorted(books))
    theirs = there, R.is_open == (true() if is_open else false()), R.owner_id == users.c.id
    statement = select(users.c.id, users.c.name).where(select(R.id).where(*theirs).exists())
    owned = [Group(row.name, _name_of(row.id), (R.owner_id == row.id,)) for row in reading.rows(statement)]
    return [Group("", literal("", Plain), (R.owner_id.is_(None),)), *owned]


def _name_of(user_id: int) -> ColumnElement[str]:
    return select(users.c.name).where(users.c.id == user_id).scalar_subquery()


def by_state(reading: Reading, _books: Books, is_open: bool) -> Sequence[Group]:
    """Return a group for each state that open requests, or ended ones, can be in."""
    if not is_open:
        return [_standing(state) for state in (SlaState.BREACHED, SlaState.MET)]
    return _open_states(reading.now)


# The statements of one read ask at one moment, and the expressions cost more to make than to run.
@lru_cache(maxsize=1)
def _open_states(now: datetime) -> Sequence[Group]:
    calm = _calm(now)
    late = {SlaState.BREACHED: open_breached(now), SlaState.AT_RISK: open_at_risk(now)}
    timed = [Group(RANKS[state], _rank(state), (where,), by_time=True) for state, where in late.items()]
    return [*timed, *(_standing(state, *calm) for state in WORST_FIRST if state not in late)]


def _standing(state: SlaState, *further: ColumnElement[bool]) -> Group:
    return Group(RANKS[state], _rank(state), (R.standing == state.value, *further))


def _rank(state: SlaState) -> ColumnElement[str]:
    return literal(RANKS[state], Plain)


@lru_cache(maxsize=1)
def state_rank(now: datetime) -> ColumnElement[str]:
    """Return the place of a request's state among the states, the worst first."""
    return case(RANKS, value=sla_state(now))


def _calm(now: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return that an open request is neither breached nor at risk."""
    at = literal(now, Instant)
    return (
        or_(R.breaches_at.is_(None), R.breaches_at >= at),
        or_(R.risk_at.is_(None), R.risk_at > at),
    )
