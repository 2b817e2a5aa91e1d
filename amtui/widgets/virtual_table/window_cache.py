"""Rows by their rank, a bounded number of windows of them."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Row = TypeVar("Row")
WINDOW = 50
"""Rows in a window: most views are one or two windows, and what is read beside them costs as much a row."""
KEPT = 40


class WindowCache(Generic[Row]):
    """The windows last looked at; a window is the ranks ``[n * size, (n + 1) * size)``.

    Args:
        row_id: the stable id of a row.
        size: rows a window.
        kept: windows kept; the one not looked at for longest goes first.
    """

    def __init__(self, row_id: Callable[[Row], int], size: int = WINDOW, kept: int = KEPT) -> None:
        self.size = size
        self._kept = kept
        self._row_id = row_id
        self._windows: OrderedDict[int, list[Row]] = OrderedDict()
        self._ranks: dict[int, int] = {}

    def __len__(self) -> int:
        return sum(len(rows) for rows in self._windows.values())

    def window(self, rank: int) -> int:
        """Which window a rank lies in."""
        return rank // self.size

    def has(self, window: int) -> bool:
        """Whether a window is here."""
        return window in self._windows

    def row(self, rank: int) -> Row | None:
        """The row of a rank, or None when it is not here."""
        window, place = divmod(rank, self.size)
        rows = self._windows.get(window)
        return rows[place] if rows is not None and 0 <= place < len(rows) else None

    def rank(self, row_id: int) -> int | None:
        """The rank of a row that is here, or None."""
        return self._ranks.get(row_id)

    def put(self, window: int, rows: Sequence[Row]) -> None:
        """Keep a window, and drop what has not been looked at for longest."""
        self._windows[window] = list(rows)
        self.touch(window)
        for place, row in enumerate(rows):
            self._ranks[self._row_id(row)] = window * self.size + place
        while len(self._windows) > self._kept:
            self._forget(next(iter(self._windows)))

    def touch(self, window: int) -> None:
        """Note that a window is being looked at."""
        if window in self._windows:
            self._windows.move_to_end(window)

    def _forget(self, window: int) -> None:
        for place, row in enumerate(self._windows.pop(window)):
            row_id = self._row_id(row)
            if self._ranks.get(row_id) == window * self.size + place:
                del self._ranks[row_id]
