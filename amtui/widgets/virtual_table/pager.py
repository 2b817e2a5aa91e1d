"""One reading of a source: the windows, landmarks and count learnt since it was opened."""

from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

from amtui.domain.paging import Around, Count, Frame, Page, Slice
from amtui.widgets.virtual_table.landmarks import Landmarks, Step
from amtui.widgets.virtual_table.source import RowSource
from amtui.widgets.virtual_table.window_cache import WindowCache

Row = TypeVar("Row")


class ShiftedError(Exception):
    """The list changed underneath, so that ranks learnt so far no longer hold."""


class Place(NamedTuple):
    """Where a list was opened: a rank, and whether the wanted row itself was found there."""

    rank: int
    found: bool


class Pager(Generic[Row]):
    """Asks a source for windows and remembers what it said.

    Attributes:
        source: what is read.
        cache: the rows here.
        count: what the source, or its end when reached, said; None before.
    """

    def __init__(self, source: RowSource[Row]) -> None:
        self.source = source
        self.cache: WindowCache[Row] = WindowCache(source.row_id)
        self.count: Count | None = None
        self._landmarks = Landmarks()
        self._known = 0
        self._end_trusted = False

    @property
    def rows(self) -> int:
        """Rows in the list, as far as known."""
        return self._known if self.count is None else self.count.n

    async def open(
        self, anchors: Sequence[int], rank: int, *, above: int = 0, rows: int = 1, settle: bool = False
    ) -> Place:
        """Load the windows around the first of the anchors that the list still has.

        Args:
            anchors: ids, the best first.
            rank: where to open when none of them is there.
            above: rows to load before the one that is opened on.
            rows: rows to load in all.
            settle: learn the true end first, as an earlier reading found its count wrong.
        """
        if settle:
            await self._settle()
        frame = Frame(above, rows, self.cache.size)
        for anchor in anchors:
            if (found := await self.source.around(anchor, frame)) is not None:
                self._keep_around(found, frame.ranks(found.rank))
                return Place(found.rank, found=True)
        if rank:
            self.count = self.count or await self.source.count()
            rank = max(0, min(rank, self.count.n - 1))
        await self.load(self._windows(frame.ranks(rank)))
        return Place(max(0, min(rank, self.rows - 1)), found=False)

    def _windows(self, ranks: range) -> range:
        return range(self.cache.window(ranks.start), self.cache.window(ranks.stop))

    def _keep_around(self, found: Around[Row], ranks: range) -> None:
        if found.before is not None:
            self._landmarks.learn(ranks.start - 1, found.before)
        step = Step(Slice(found.before, limit=len(ranks)), ranks.start)
        self._keep(self._windows(ranks), step, found.page)

    async def _settle(self) -> None:
        page = await self.source.fetch(Slice(limit=1, reverse=True))
        last = await self.source.rank(self.source.row_id(page.rows[-1])) if page.rows else None
        self.count = None if page.rows and last is None else Count(0 if last is None else last + 1)

    async def load(self, windows: range) -> None:
        """Fetch windows that follow each other, in one go.

        Raises:
            ShiftedError: the answer contradicts the count or ranks learnt before.
        """
        size = self.cache.size
        step = self._landmarks.way(windows.start * size, windows.stop * size, self.count)
        self._keep(windows, step, await self.source.fetch(step.wanted))

    def _keep(self, windows: range, step: Step, page: Page[Row]) -> None:
        start = step.rank(len(page.rows))
        too_short = start and (not page.rows or (step.wanted.reverse and page.exhausted))
        if too_short or start != windows.start * self.cache.size:
            raise ShiftedError
        self._end_trusted |= step.wanted.reverse and step.wanted.after is None
        self._put(windows, page)
        self._known = max(self._known, start + len(page.rows))
        if page.exhausted and not step.wanted.reverse:
            self.count = Count(start + len(page.rows))

    def _put(self, windows: range, page: Page[Row]) -> None:
        size, rows = self.cache.size, len(page.rows)
        for window in windows:
            first = (window - windows.start) * size
            last = min(first + size, rows) - 1
            if last >= first or not rows:
                self.cache.put(window, page.rows[first : last + 1])
            for place in {first, last} if last >= first else ():
                self._landmarks.learn(windows.start * size + place, page.keys[place])

    async def count_rows(self) -> Count:
        """Ask how many rows there are.

        Raises:
            ShiftedError: rows were placed by an estimated end that proves wrong.
        """
        before = self.count
        count = await self.source.count()
        if self.count is None or not self.count.exact:
            self.count = count if count.exact else Count(max(count.n, self._known), exact=False)
        if self._end_trusted and before is not None and before.n != self.count.n:
            raise ShiftedError
        return self.count

    async def ids(self, first: int, last: int) -> list[int]:
        """The ids of ranks `first` to `last` (exclusive), in list order, keeping no rows."""
        step = self._landmarks.way(first, last, self.count)
        page = await self.source.fetch(step.wanted)
        start = step.rank(len(page.rows))
        if page.rows:
            self._landmarks.learn(start + len(page.rows) - 1, page.keys[-1])
        return [self.source.row_id(row) for row in page.rows]
