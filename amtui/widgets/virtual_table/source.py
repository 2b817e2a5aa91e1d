"""Where a table's rows come from."""

from typing import Protocol, TypeVar

from amtui.domain.paging import Around, Count, Frame, Page, Slice

Row = TypeVar("Row")


class RowSource(Protocol[Row]):
    """An ordered list of rows that is asked for stretches, never for all of it.

    One source is one order and one filter; another order is another source. Any method may
    raise: the table then says so and keeps what it has.
    """

    async def fetch(self, wanted: Slice, /) -> Page[Row]:
        """The rows of a stretch, in list order, with their keys."""
        ...

    async def count(self) -> Count:
        """How many rows there are; when not exact the table asks once more."""
        ...

    async def rank(self, row_id: int, /) -> int | None:
        """How many rows stand before the row of that id; None when the list has no such row."""
        ...

    async def around(self, row_id: int, frame: Frame, /) -> Around[Row] | None:
        """The stretch around a row that a frame asks for; None when the list has no such row."""
        ...

    def row_id(self, row: Row, /) -> int:
        """The stable id of a row."""
        ...
