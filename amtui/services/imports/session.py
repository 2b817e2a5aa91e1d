"""The surroundings of one file's import."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event

from sqlalchemy import Connection

from amtui.data.formats import Batch, Kind, ReadOptions, Recognised, read
from amtui.data.formats.fields import Layout
from amtui.data.formats.kinds.common import MICROS
from amtui.data.formats.notes import Notes
from amtui.domain.errors import Refused
from amtui.domain.people import Identity
from amtui.services.imports.books import Books
from amtui.services.imports.rejects import Rejects
from amtui.services.imports.report import Fate, Tally

FUTURE = (
    "{n} {row lies|rows lie} more than a day ahead of now: check the dates, which day and month may have "
    "changed places in (--date-format), and the time zone."
)
_PAST = frozenset({Kind.CALLS, Kind.SYNC})
_DAY_SECONDS = 86_400

Progress = Callable[[int, int | None], None]
"""Told the rows done and, as far as it can be known, how many there are."""


@dataclass(slots=True)
class Session:
    """One transaction that takes in one file.

    Attributes:
        connection: inside the write transaction.
        identity: who imports.
        now: the moment of the import, UTC.
        books: the accounts that may take rows.
        source: the format's name; ids are unique within it.
        import_id: the row of the imports that the rows refer to.
        warnings: sentences to tell, beside the counted `notes`.
        unchanged_ids: accounts in which nothing was new, until a link to a parent is.
        made_of: the lines of each row of the batch at hand that is made of several.
        stop: set by whoever wants the import to end.
    """

    connection: Connection
    identity: Identity
    now: datetime
    books: Books
    source: str
    import_id: int
    on_progress: Progress | None = None
    stop: Event | None = None
    tally: Tally = field(default_factory=Tally)
    rejects: Rejects = field(default_factory=Rejects)
    notes: Notes = field(default_factory=Notes)
    warnings: list[str] = field(default_factory=list)
    unchanged_ids: set[int] = field(default_factory=set)
    made_of: Mapping[int, Sequence[int]] = field(default_factory=dict)

    def reject(self, line: int, reason: str) -> None:
        """Leave out a row, with the reason; one made of several lines with all of them."""
        for own in self.made_of.get(line, (line,)):
            self.rejects.add(own, reason)
        self.tally.add(Fate.REJECTED)

    def take_rejects(self, batch: Batch, *, cells: bool = False) -> None:
        """Count what the reading already left out."""
        self.rejects.take(batch, cells=cells)
        self.tally.add(Fate.REJECTED, len(batch.rejects))

    def batches(self, recognised: Recognised) -> Iterator[Batch]:
        """Yield the batches of a file; tells the progress after each.

        Raises:
            Refused: somebody stopped the import, or the file is broken in its middle.
        """
        reading = read(recognised, ReadOptions(zone_of=self.books.zone_of))
        for batch in reading:
            self.check_stop()
            self.take_rejects(batch)
            self.made_of = batch.made_of
            self._note_future(recognised.layout, batch)
            yield batch
            self.tell(batch.position, reading.rows)
        self.check_stop()
        self.warnings += reading.warnings

    def _note_future(self, layout: Layout, batch: Batch) -> None:
        """Note what has taken place only tomorrow: day and month may have been taken for each other."""
        moments = batch.columns.get(layout.primary, ()) if layout.kind in _PAST else ()
        latest = round((self.now.timestamp() + _DAY_SECONDS) * MICROS)
        if max(filter(None, moments), default=0) > latest:
            self.notes.add(FUTURE, sum(at is not None and at > latest for at in moments))

    def check_stop(self) -> None:
        """Go on unless somebody stopped the import.

        Raises:
            Refused: somebody did.
        """
        if self.stop is not None and self.stop.is_set():
            raise Refused("stopped; the database is as it was")

    def tell(self, position: float, rows: int | None = None) -> None:
        """Tell how far the import has come.

        Args:
            position: the share of the file.
            rows: how many were read; None takes those that are counted.
        """
        if self.on_progress is not None:
            done = self.tally.read if rows is None else rows
            self.on_progress(done, round(done / position) if position else None)
