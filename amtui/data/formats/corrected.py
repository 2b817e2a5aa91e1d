"""Files of rejected rows that somebody has corrected, without the columns of line and reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from amtui.data.formats.chunk import Chunk
from amtui.data.formats.delimited import DelimitedFile
from amtui.data.formats.workbook import WorkbookSheet

HEADER = ("rejected line", "rejected because")


@dataclass(frozen=True, slots=True)
class CorrectedRows:
    """The rows of a file of rejects as those of the file that they came from.

    Attributes:
        source: the file as it is.
        headless: whether the rows came from a format that has no header.
    """

    source: DelimitedFile | WorkbookSheet
    headless: bool

    def chunks(self, size: int) -> Iterator[Chunk]:
        """Give the rows as the source does, without the first two columns."""
        skip = int(self.headless)
        for chunk in self.source.chunks(size):
            rows = [list(row[len(HEADER) :]) for row in chunk.rows]
            yield Chunk(chunk.lines, rows, chunk.position).without(skip)
            skip = 0


def corrected(source: DelimitedFile | WorkbookSheet, first_row: Sequence[str]) -> CorrectedRows | None:
    """Return the rows of a file of rejects; None where its first row does not say that it is one."""
    if tuple(first_row[: len(HEADER)]) != HEADER:
        return None
    return CorrectedRows(source, headless=not any(map(str.strip, first_row[len(HEADER) :])))
