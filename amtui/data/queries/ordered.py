"""Stretches of an ordered list, by keys of sort value and id, whatever the list is of."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func, literal, select, tuple_

from amtui.data.reading import Reading
from amtui.domain.frozen import dataclass
from amtui.domain.paging import Count, Key, Slice

AT_ONCE = 1_000
"""So many rows are asked for by their ids in one statement."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """A list as the database reads it.

    Attributes:
        source: the rows, joined with what conditions and order need.
        row_id: the id of a row.
        value: what the list is sorted by; never NULL. Ties go by the id.
        where: all of it must hold.
        descending: whether the greatest comes first.
    """

    source: FromClause
    row_id: ColumnElement[int]
    value: ColumnElement[Any]
    where: tuple[ColumnElement[bool], ...] = ()
    descending: bool = False

    def keyed(self, *further: ColumnElement[bool]) -> Select[Any]:
        """Return the select of keys and ids, of the rows for which something more holds."""
        columns = self.value.label("key"), self.row_id.label("id")
        return select(*columns).select_from(self.source).where(*self.where, *further)

    def beyond(self, key: Key, *, upwards: bool) -> ColumnElement[bool]:
        """Return the condition that a row stands behind a key, walking up or down the sort values."""
        place = tuple_(literal(key[0], self.value.type), literal(key[1]))
        row = tuple_(self.value, self.row_id)
        return row > place if upwards else row < place


def stretch(reading: Reading, listed: Ordered, wanted: Slice) -> tuple[tuple[Key, ...], bool]:
    """Return the keys of a stretch in the order of the list, and whether the list ends there."""
    upwards = listed.descending is wanted.reverse
    behind = () if wanted.after is None else (listed.beyond(wanted.after, upwards=upwards),)
    edges = (listed.value, listed.row_id)
    statement = listed.keyed(*behind).order_by(*(edge.asc() if upwards else edge.desc() for edge in edges))
    found = reading.rows(statement.limit(wanted.limit + 1).offset(wanted.skip))
    keys = [(row.key, int(row.id)) for row in found[: wanted.limit]]
    return tuple(reversed(keys) if wanted.reverse else keys), len(found) <= wanted.limit


def length(reading: Reading, listed: Ordered) -> Count:
    """Return how many rows the list has."""
    statement = select(func.count()).select_from(listed.source).where(*listed.where)
    return Count(reading.connection.execute(statement).scalar_one())


def rank(reading: Reading, listed: Ordered, row_id: int) -> int | None:
    """Return how many rows of the list stand before one; None when the list does not have it."""
    here = reading.connection.execute(listed.keyed(listed.row_id == row_id)).first()
    if here is None:
        return None
    before = listed.beyond((here.key, int(here.id)), upwards=listed.descending)
    statement = select(func.count()).select_from(listed.source).where(*listed.where, before)
    return int(reading.connection.execute(statement).scalar_one())


def ids(reading: Reading, listed: Ordered) -> tuple[int, ...]:
    """Return the ids of the whole list, in no order."""
    statement = select(listed.row_id).select_from(listed.source).where(*listed.where)
    return tuple(reading.connection.execute(statement).scalars())


def parted(keys: Sequence[Key]) -> Iterator[list[int]]:
    """Yield the ids of a stretch, so many at a time as one statement may name."""
    for start in range(0, len(keys), AT_ONCE):
        yield [row_id for _, row_id in keys[start : start + AT_ONCE]]
