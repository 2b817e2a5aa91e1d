"""A row source over a short list in memory, sorted and filtered here."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

from amtui.domain.paging import Around, Count, Frame, Key, Order, Page, Slice, SortValue

Row = TypeVar("Row")


class ListSource(Generic[Row]):
    """Rows already in memory; a value: `sorted_by` and `filtered` give new ones.

    Args:
        rows: the rows, in the order shown when no order is given.
        row_id: the stable id of a row.
        order: the column to sort by, one of `sort_keys`; ties go by id.
        sort_keys: for each sortable column, the value it sorts by (all of one type).

    Raises:
        KeyError: `order` names a column without a sort key.
    """

    def __init__(
        self,
        rows: Iterable[Row],
        row_id: Callable[[Row], int],
        order: Order | None = None,
        sort_keys: Mapping[str, Callable[[Row], SortValue]] | None = None,
    ) -> None:
        self._given = tuple(rows)
        self._row_id = row_id
        self._sort_keys = dict(sort_keys or {})
        self.order = order
        keyed = self._keyed(order)
        self._keys = [key for key, _ in keyed]
        self.rows = tuple(row for _, row in keyed)
        self._rank = {key[1]: rank for rank, key in enumerate(self._keys)}

    def _keyed(self, order: Order | None) -> list[tuple[Key, Row]]:
        if order is None:
            return [((position, self._row_id(row)), row) for position, row in enumerate(self._given)]
        value = self._sort_keys[order.column]
        keyed = [((value(row), self._row_id(row)), row) for row in self._given]
        keyed.sort(key=lambda pair: pair[0], reverse=order.descending)
        return keyed

    def row_id(self, row: Row, /) -> int:
        """The stable id of a row."""
        return self._row_id(row)

    def sorted_by(self, order: Order | None) -> "ListSource[Row]":
        """The same rows in another order."""
        return ListSource(self._given, self._row_id, order, self._sort_keys)

    def filtered(self, keep: Callable[[Row], bool]) -> "ListSource[Row]":
        """The rows that `keep` says yes to, in the same order."""
        rows = (row for row in self._given if keep(row))
        return ListSource(rows, self._row_id, self.order, self._sort_keys)

    async def count(self) -> Count:
        """How many rows there are; always exact."""
        return Count(len(self.rows))

    async def rank(self, row_id: int, /) -> int | None:
        """How many rows stand before that one; None when it is not in the list."""
        return self._rank.get(row_id)

    async def around(self, row_id: int, frame: Frame, /) -> Around[Row] | None:
        """The stretch around a row; None when it is not in the list."""
        rank = self._rank.get(row_id)
        if rank is None:
            return None
        ranks = frame.ranks(rank)
        before = self._keys[ranks.start - 1] if ranks.start else None
        return Around(rank, before, await self.fetch(Slice(before, limit=len(ranks))))

    async def fetch(self, wanted: Slice, /) -> Page[Row]:
        """The rows of a stretch, in list order."""
        first, last = self._stretch(wanted)
        exhausted = first == 0 if wanted.reverse else last == len(self.rows)
        return Page(self.rows[first:last], tuple(self._keys[first:last]), exhausted)

    def _stretch(self, wanted: Slice) -> tuple[int, int]:
        if wanted.reverse:
            end = len(self.rows) if wanted.after is None else self._position(wanted.after, before=True)
            last = max(0, end - wanted.skip)
            return max(0, last - wanted.limit), last
        start = 0 if wanted.after is None else self._position(wanted.after, before=False)
        first = min(len(self.rows), start + wanted.skip)
        return first, min(len(self.rows), first + wanted.limit)

    def _position(self, key: Key, *, before: bool) -> int:
        """How many rows stand before a key, or up to and with it; the key's row may be gone."""
        if self.order is None or not self.order.descending:
            return bisect_left(self._keys, key) if before else bisect_right(self._keys, key)
        upward = self._keys[::-1]
        return len(upward) - (bisect_right(upward, key) if before else bisect_left(upward, key))
