"""Some rows of a file, by row or by column, whichever is at hand."""

from collections.abc import Sequence

Cells = Sequence[Sequence[str]]


class Chunk:
    """Rows of a file with the lines that they begin in.

    Args:
        lines: number of the line that each row begins in, the first of the file being 1.
        rows: the cells of each row as they came; None where they stand in columns.
        position: how much of the file has been read, 0 to 1.
        columns: the cells of each column, where all rows are equally wide.

    Attributes:
        lines: as given.
        position: as given.
        columns: as given.
    """

    __slots__ = ("_rows", "columns", "lines", "position")

    def __init__(
        self,
        lines: Sequence[int],
        rows: list[list[str]] | None,
        position: float,
        columns: list[list[str]] | None = None,
    ) -> None:
        self.lines = lines
        self.position = position
        self.columns = columns
        self._rows = rows

    @property
    def rows(self) -> list[list[str]]:
        """The cells of each row."""
        if self._rows is None:
            self._rows = list(map(list, zip(*(self.columns or ()), strict=True)))
        return self._rows

    def without(self, first: int) -> "Chunk":
        """Return the rows after the first so many."""
        if not first:
            return self
        rows = None if self._rows is None else self._rows[first:]
        columns = None if self.columns is None else [column[first:] for column in self.columns]
        return Chunk(self.lines[first:], rows, self.position, columns)
