"""What calls and sync events have in common: many small rows that are counted by day."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from amtui.data.formats import Batch
from amtui.data.formats.repeats import Repeats
from amtui.services.imports.blocks import Block
from amtui.services.imports.books import Book, why_unknown
from amtui.services.imports.bulk import Bulk, Ready
from amtui.services.imports.lane import Lane
from amtui.services.imports.report import Fate
from amtui.services.imports.session import Session

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Columns = Mapping[str, Sequence[Any]]
Maker = Callable[[Book, Columns, Sequence[int]], Block]
"""Makes the rows of a table from the columns of one account and their line numbers."""

Changed = Callable[[Book, Columns], None]
"""Told the columns of an account of which some rows were new or different."""

REPEATED = "another row of the file has the same id and says something else"
_SALT = 0x9E3779B97F4A7C15
_MASK = (1 << 63) - 1


class Events:
    """Takes batches in, account by account, and remembers which days they touched.

    Attributes:
        touched: by account the days to be counted anew.
    """

    def __init__(
        self, session: Session, bulk: Bulk, lane: Lane, day_at: int, changed: Changed | None = None
    ) -> None:
        self.touched: dict[int, set[date]] = {}
        self._session, self._bulk, self._lane, self._day_at = session, bulk, lane, day_at
        self._changed = changed
        self._repeats = Repeats()

    def take(self, batch: Batch, make: Maker) -> None:
        """Write the good rows of a batch; rows of unknown accounts and second ones of an id are left out."""
        for book, columns, lines in self._by_book(batch) if len(batch) else ():
            if lines:
                self.take_columns(book, columns, lines, make)

    def take_columns(self, book: Book, columns: Columns, lines: Sequence[int], make: Maker) -> None:
        """Write rows of one account."""
        repeated = self._repeated(book, columns["external_id"])
        block = make(book, columns, lines)
        first, again = (block.where(~repeated), block.where(repeated)) if repeated.any() else (block, None)
        ready = self._bulk.ready(first)
        self._lane.run(lambda: self._write(book, columns, ready, again))

    def _write(self, book: Book, columns: Columns, ready: Ready, again: Block | None) -> None:
        changed = self._store(book, ready)
        if again is not None:
            self._judge(again)
        if changed and self._changed is not None:
            self._changed(book, columns)

    def _by_book(self, batch: Batch) -> list[tuple[Book, Columns, Sequence[int]]]:
        names = set(batch.columns["account"])
        books = {name: self._session.books.find(name) for name in names}
        found = {book.id: book for book in books.values() if book is not None}
        if len(found) == 1 and None not in books.values():
            return [(next(iter(found.values())), batch.columns, batch.lines)]
        places: dict[int, list[int]] = {account_id: [] for account_id in found}
        for place, name in enumerate(batch.columns["account"]):
            book = books[name]
            if book is None:
                self._session.reject(batch.lines[place], why_unknown(name))
            else:
                places[book.id].append(place)
        return [(found[own], *_taken(batch, at)) for own, at in places.items()]

    def _repeated(self, book: Book, ids: Sequence[str]) -> "NDArray[np.bool_]":
        import numpy as np

        salt = book.id * _SALT & _MASK
        keys = np.fromiter(map(hash, ids), np.int64, len(ids)) ^ np.int64(salt)
        return self._repeats.earlier(keys.view(np.uint64)) > 0

    def _store(self, book: Book, ready: Ready) -> bool:
        """Write rows and count them; returns whether anything changed."""
        block = ready.block
        if not len(block):
            return False
        stored = self._bulk.store(ready)
        tally = self._session.tally
        tally.add(Fate.IMPORTED, stored.imported)
        tally.add(Fate.UPDATED, stored.updated)
        tally.add(Fate.UNCHANGED, len(block) - stored.imported - stored.updated)
        changed = bool(stored.imported or stored.updated)
        if changed:
            days = set(map(date.fromordinal, set(block.columns[self._day_at])))
            self.touched.setdefault(book.id, set()).update(days, stored.days)
        return changed

    def _judge(self, block: Block) -> None:
        """Tell the second rows of an id that only repeat the first from those that contradict it."""
        differing = self._bulk.differing(block)
        for line in block.lines:
            if line in differing:
                self._session.reject(line, REPEATED)
            else:
                self._session.tally.add(Fate.UNCHANGED)


def _taken(batch: Batch, places: Sequence[int]) -> tuple[Columns, Sequence[int]]:
    columns = {name: [values[at] for at in places] for name, values in batch.columns.items()}
    return columns, [batch.lines[at] for at in places]
