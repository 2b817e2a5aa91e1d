"""The rows that did not go in, as they came, with line number and reason."""

import csv
from collections.abc import Iterable, Sequence
from contextlib import suppress
from filecmp import cmp
from heapq import nsmallest
from itertools import chain, count
from os import W_OK, access
from pathlib import Path

from amtui.data.formats import Batch, Table
from amtui.data.formats.corrected import HEADER
from amtui.domain.errors import Unavailable
from amtui.services.own_files import private


class Rejects:
    """Remembers lines and reasons; the cells are read again from the file when it is written.

    Attributes:
        reasons: by line.
    """

    def __init__(self) -> None:
        self.reasons: dict[int, str] = {}
        self._cells: dict[int, tuple[str, ...]] = {}

    def add(self, line: int, reason: str) -> None:
        """Leave out the row that begins in a line."""
        self.reasons[line] = reason

    def take(self, batch: Batch, *, cells: bool = False) -> None:
        """Leave out what could not be read; `cells` keeps them where there is no table to read again."""
        for reject in batch.rejects:
            self.add(reject.line, reject.reason)
            if cells:
                self._cells[reject.line] = reject.cells

    def place(self, numbers: Iterable[int], places: Iterable[tuple[int, tuple[str, ...]]]) -> None:
        """Name rows by the line and the cells that they have in their file, instead of by their number.

        Several rows of one line, as the occurrences of one event are, become one.
        """
        by_number = dict(zip(numbers, places, strict=True))
        numbered, self.reasons = self.reasons, {}
        for number, reason in numbered.items():
            line, cells = by_number[number]
            self.reasons[line], self._cells[line] = reason, cells

    def first(self, most: int) -> tuple[tuple[int, str], ...]:
        """Return the first lines that are left out, each with its reason."""
        return tuple(nsmallest(most, self.reasons.items()))

    def write(self, source: Path, table: Table | None, *, has_header: bool) -> Path:
        """Write the rejects of `source` to a file with an unfinished name; `finish` gives it its own.

        Raises:
            Unavailable: it can be written nowhere.
        """
        header = table.first_row if table is not None and has_header else ()
        rows = self._cells.items() if table is None else table.rows(header=has_header)
        unfinished = _place(source).with_suffix(".part")
        try:
            unfinished.unlink(missing_ok=True)  # what was left behind, or a link that waits there
            with open(unfinished, "x", encoding="utf-8", newline="", opener=private) as stream:
                writer = csv.writer(stream)
                writer.writerow((*HEADER, *header))
                writer.writerows(self._with_reasons(rows))
        except OSError as error:
            message = f"the rejected rows cannot be written to {unfinished.parent}: {error.strerror}"
            raise Unavailable(message, next="Make room, or put the file into a folder of yours.") from error
        return unfinished

    def _with_reasons(self, rows: Iterable[tuple[int, Sequence[str]]]) -> Iterable[tuple[object, ...]]:
        reasons = self.reasons
        return ((line, reasons[line], *cells) for line, cells in rows if line in reasons)


def finish(unfinished: Path) -> Path:
    """Give a written file its name, once what it belongs to is certain.

    Other rejects of that name may have been worked on since, so they stay, and these get a number.
    """
    usual = unfinished.with_suffix(".csv")
    numbered = (usual.with_name(f"{usual.stem}-{number}.csv") for number in count(2))
    return unfinished.replace(
        next(place for place in chain([usual], numbered) if _is_free(place, unfinished))
    )


def _is_free(place: Path, unfinished: Path) -> bool:
    """Tell whether nothing is lost when a file takes a place: none is there, a link, or the same rows."""
    if place.is_symlink() or not place.exists():
        return True
    with suppress(OSError):
        return place.is_file() and cmp(place, unfinished, shallow=False)
    return False


def _place(source: Path) -> Path:
    """Return where the rejects of a file go: beside it, else into the program's own folder."""
    folder = source.absolute().parent
    if not access(folder, W_OK):
        from platformdirs import user_state_path

        folder = user_state_path("amtui") / "rejects"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unavailable(f"{folder} cannot be made: {error.strerror}") from error
    return folder / f"{source.stem}.rejects.csv"
