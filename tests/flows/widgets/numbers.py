"""A row source over whole numbers: as long as one likes, and it notes what it was asked."""

import asyncio

from amtui.domain.paging import Around, Count, Frame, Page, Slice
from amtui.widgets.virtual_table import Column


class Numbers:
    """The numbers below `n`; the id of a number is itself plus one."""

    def __init__(self, n: int, *, estimate: int | None = None, delay: float = 0) -> None:
        self.n = n
        self.estimate = estimate
        self.delay = delay
        self.asked: list[Slice] = []
        self.rows_given = 0
        self.in_flight = 0
        self.most_in_flight = 0
        self.fails: Exception | None = None

    def row_id(self, row: int, /) -> int:
        return row + 1

    async def count(self) -> Count:
        await asyncio.sleep(self.delay)
        if self.estimate is not None:
            guess, self.estimate = self.estimate, None
            return Count(guess, exact=False)
        return Count(self.n)

    async def rank(self, row_id: int, /) -> int | None:
        return row_id - 1 if 0 < row_id <= self.n else None

    async def around(self, row_id: int, frame: Frame, /) -> Around[int] | None:
        rank = await self.rank(row_id)
        if rank is None:
            return None
        ranks = frame.ranks(rank)
        before = (ranks.start - 1, ranks.start) if ranks.start else None
        return Around(rank, before, await self.fetch(Slice(before, limit=len(ranks))))

    async def fetch(self, wanted: Slice, /) -> Page[int]:
        self.asked.append(wanted)
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            await asyncio.sleep(self.delay)
        finally:
            self.in_flight -= 1
        if self.fails is not None:
            raise self.fails
        rows = self._stretch(wanted)
        self.rows_given += len(rows)
        exhausted = not rows or (rows[0] == 0 if wanted.reverse else rows[-1] == self.n - 1)
        return Page(tuple(rows), tuple((row, row + 1) for row in rows), exhausted)

    def _stretch(self, wanted: Slice) -> range:
        if wanted.reverse:
            end = (self.n if wanted.after is None else int(wanted.after[0])) - wanted.skip
            return range(max(0, end - wanted.limit), max(0, end))
        start = (0 if wanted.after is None else int(wanted.after[0]) + 1) + wanted.skip
        return range(start, min(self.n, start + wanted.limit))


NUMBER_COLUMNS = [
    Column[int]("n", "Number", str, width=9, align="right", priority=9),
    Column[int]("words", "Words", lambda row: (f"row {row}", "good"), least=10, priority=5),
]
