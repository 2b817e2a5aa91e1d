"""A list of administration as the database gives it, a stretch at a time."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from amtui.domain.frozen import dataclass
from amtui.domain.paging import Around, Count, Frame, Order, Page, Slice

if TYPE_CHECKING:
    from amtui.domain.filters import Filter
    from amtui.services.backend import Backend


@dataclass(frozen=True, slots=True)
class Queries:
    """What a list is asked: for a stretch, for its length, and for the place of a row."""

    page: Callable[..., Page[Any]]
    count: Callable[..., Count]
    rank: Callable[..., int | None]


class Paged:
    """The rows that a filter asks for, in an order; asked for as they come into view."""

    def __init__(self, backend: "Backend", queries: Queries, wanted: "Filter", order: Order | None) -> None:
        self._backend = backend
        self._queries = queries
        self._wanted = wanted
        self._order = order

    async def fetch(self, wanted: Slice, /) -> Page[Any]:
        """Return a stretch of the list."""
        return await self._backend.ask(
            self._queries.page, filter=self._wanted, order=self._order, slice=wanted
        )

    async def count(self) -> Count:
        """Return how many rows there are."""
        return await self._backend.ask(self._queries.count, filter=self._wanted)

    async def rank(self, row_id: int, /) -> int | None:
        """Return how many rows come before one, or None where the list does not hold it."""
        return await self._backend.ask(
            self._queries.rank, row_id=row_id, filter=self._wanted, order=self._order
        )

    async def around(self, row_id: int, frame: Frame, /) -> Around[Any] | None:
        """Return the stretch around a row, with the key before it; None without the row."""
        rank = await self.rank(row_id)
        if rank is None:
            return None
        ranks = frame.ranks(rank)
        led = 1 if ranks.start else 0
        found = await self.fetch(Slice(skip=ranks.start - led, limit=len(ranks) + led))
        before = found.keys[0] if led and found.keys else None
        return Around(rank, before, Page(found.rows[led:], found.keys[led:], found.exhausted))

    def row_id(self, row: Any, /) -> int:
        """Return what a row is known by."""
        return int(row.id)
