"""Keeps the rows in view loaded: one fetch in flight, the latest wanted window next."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

from amtui.domain.paging import Count
from amtui.widgets.deferred import Deferred, deferred
from amtui.widgets.virtual_table.pager import Pager, Place, ShiftedError
from amtui.widgets.virtual_table.source import RowSource

Row = TypeVar("Row")
AHEAD = 50
"""Rows beyond the view that are fetched before they are needed, at least; at most as many as are in view."""

Spawn = Callable[[str, Deferred], object]
"""Starts a task in a named group, ending the one before it in that group."""


class Listener(Protocol):
    """Who shows the rows; called on the event loop only."""

    def feed_view(self) -> range:
        """The ranks in view, the ones wanted most."""
        ...

    def feed_height(self) -> int:
        """How many rows fit into the view."""
        ...

    def feed_above(self) -> int:
        """How many rows in view stand above the cursor's, or will where the list opens on one."""
        ...

    def feed_opened(self, place: Place) -> None:
        """A new reading replaced the old one."""
        ...

    def feed_arrived(self, ranks: range) -> None:
        """Rows of those ranks are here now."""
        ...

    def feed_counted(self, count: Count) -> None:
        """The list's length is known, or better known."""
        ...

    def feed_shifted(self) -> None:
        """The list changed underneath and must be opened again."""
        ...

    async def feed_drawn(self) -> None:
        """Return once what has changed so far is drawn."""
        ...

    def feed_failed(self, error: Exception) -> None:
        """The source could not answer; nothing more is asked until the next opening."""
        ...


class Feed(Generic[Row]):
    """Reads a source in the background for a listener.

    Args:
        listener: who shows the rows.
        spawn: starts a background task.

    Attributes:
        pager: the reading that is shown; None before the first answer.
        opened: set while that is the reading last asked for, or it is known that that will not come.
    """

    def __init__(self, listener: Listener, spawn: Spawn) -> None:
        self._listener = listener
        self._spawn = spawn
        self.pager: Pager[Row] | None = None
        self.opened = asyncio.Event()
        self._generation = 0
        self._busy = False
        self._failed = False

    @property
    def idle(self) -> bool:
        """Whether nothing is being read."""
        return not self._busy

    def open(
        self, source: RowSource[Row], anchors: Sequence[int], rank: int, *, settle: bool = False
    ) -> None:
        """Read anew; rows shown stay until the first answer, and late answers are dropped."""
        self._generation += 1
        self.opened.clear()
        self._busy = True
        self._failed = False
        opening = deferred(self._open, self._generation, Pager(source), anchors, rank, settle=settle)
        self._spawn("rows", opening)

    def want(self) -> None:
        """Fetch what is in view and not here, unless a fetch is in flight: it looks again itself."""
        if not self._busy and not self._failed and self._missing():
            self._busy = True
            self._spawn("rows", deferred(self._serve, self._generation))

    async def _open(
        self, generation: int, pager: Pager[Row], anchors: Sequence[int], rank: int, *, settle: bool
    ) -> None:
        above, rows = self._listener.feed_above(), self._listener.feed_height()
        try:
            place = await pager.open(anchors, rank, above=above, rows=rows, settle=settle)
        except ShiftedError:
            self._shifted(generation)
            return
        except Exception as error:  # noqa: BLE001 - a source may raise anything; it is shown
            self._fail(generation, error)
            return
        if generation != self._generation:
            return
        self.pager = pager
        self._listener.feed_opened(place)
        self.opened.set()
        if pager.count is None or not pager.count.exact:
            self._spawn("count", deferred(self._count, generation, pager))
        else:
            self._listener.feed_counted(pager.count)
        await self._serve(generation)

    async def _serve(self, generation: int) -> None:
        try:
            while generation == self._generation and (windows := await self._next()):
                await self._load(generation, windows)
        except ShiftedError:
            self._shifted(generation)
        except Exception as error:  # noqa: BLE001 - as above
            self._fail(generation, error)
        finally:
            if generation == self._generation:
                self._busy = False

    async def _next(self) -> range:
        """The windows to fetch next; those that are not in view only once the view is drawn.

        A thread that reads takes turns with the one that draws, which would be done much later.
        """
        if not self._missing_in_view() and self._missing():
            await self._listener.feed_drawn()
        return self._missing()

    async def _load(self, generation: int, windows: range) -> None:
        pager = self.pager
        if pager is None:
            return
        before = pager.count
        await pager.load(windows)
        if generation != self._generation:
            return
        if pager.count is not None and pager.count != before:
            self._listener.feed_counted(pager.count)
        size = pager.cache.size
        self._listener.feed_arrived(range(windows.start * size, windows.stop * size))

    async def _count(self, generation: int, pager: Pager[Row]) -> None:
        await self._listener.feed_drawn()
        # Twice at most: the first answer may be an estimate.
        for _ in range(2):
            try:
                count = await pager.count_rows()
            except ShiftedError:
                self._shifted(generation)
                return
            except Exception as error:  # noqa: BLE001 - as above; rows can be read all the same
                if generation == self._generation:
                    self._listener.feed_failed(error)
                return
            if generation != self._generation:
                return
            self._listener.feed_counted(count)
            if count.exact:
                self.want()
                return

    def _missing(self) -> range:
        """The windows to read next: in view, behind it, before it, or at the ends, where one key leads."""
        view = self._listener.feed_view()
        ahead = max(AHEAD, len(view))
        return (
            self._missing_in_view()
            or self._absent(view.stop, view.stop + ahead)
            or self._absent(view.start - ahead, view.start)
            or self._missing_at_ends(len(view))
        )

    def _missing_in_view(self) -> range:
        view = self._listener.feed_view()
        return self._absent(view.start, view.stop)

    def _missing_at_ends(self, rows: int) -> range:
        """The last windows, once it is known where the list ends, else the first."""
        count = self.pager.count if self.pager is not None else None
        if count is None or not count.exact:
            return range(0)
        return self._absent(count.n - rows, count.n) or self._absent(0, rows)

    def _absent(self, first: int, last: int) -> range:
        """The windows from the first to the last that is not here, of those with ranks of the list."""
        pager = self.pager
        if pager is None:
            return range(0)
        cache = pager.cache
        limit = pager.rows + (AHEAD if pager.count is None else 0)
        first, last = max(0, first), min(last, limit)
        if first >= last:
            return range(0)
        windows = range(cache.window(first), cache.window(last - 1) + 1)
        absent = [window for window in windows if not cache.has(window)]
        for window in windows:
            cache.touch(window)
        return range(absent[0], absent[-1] + 1) if absent else range(0)

    def _shifted(self, generation: int) -> None:
        if generation == self._generation:
            self._listener.feed_shifted()

    def _fail(self, generation: int, error: Exception) -> None:
        if generation == self._generation:
            self._busy = False
            self._failed = True
            self._listener.feed_failed(error)
            self.opened.set()
