"""The queue as a source of rows."""

from typing import TYPE_CHECKING

from amtui.domain.paging import Around, Count, Frame, Order, Page, Slice
from amtui.domain.request_records import RequestRow

if TYPE_CHECKING:
    from amtui.domain.filters import Filter
    from amtui.services.backend import Backend


class RequestSource:
    """The queue as the database gives it, a stretch at a time."""

    def __init__(self, backend: "Backend", wanted: "Filter", order: Order) -> None:
        self.backend = backend
        self.wanted = wanted
        self.order = order

    async def fetch(self, wanted: Slice, /) -> Page[RequestRow]:
        """Return a stretch of the list."""
        from amtui.data.queries.requests import request_page

        return await self.backend.ask(request_page, filter=self.wanted, order=self.order, slice=wanted)

    async def count(self) -> Count:
        """Return how many rows there are."""
        from amtui.data.queries.requests import request_count

        return await self.backend.ask(request_count, filter=self.wanted)

    async def rank(self, row_id: int, /) -> int | None:
        """Return how many rows come before one, or None where the list does not hold it."""
        from amtui.data.queries.requests import request_rank

        return await self.backend.ask(request_rank, filter=self.wanted, order=self.order, request_id=row_id)

    async def around(self, row_id: int, frame: Frame, /) -> Around[RequestRow] | None:
        """Return the stretch around a row."""
        from amtui.data.queries.requests import request_around

        return await self.backend.ask(
            request_around, filter=self.wanted, order=self.order, request_id=row_id, frame=frame
        )

    def row_id(self, row: RequestRow, /) -> int:
        """Return what a row is known by."""
        return row.id
