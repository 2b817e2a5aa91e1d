"""One way to open whatever holds a table."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from amtui.data.formats.chunk import Chunk
from amtui.data.formats.corrected import CorrectedRows, corrected
from amtui.data.formats.delimited import DelimitedFile
from amtui.data.formats.encodings import detect_encoding
from amtui.data.formats.separators import is_spaced, named_separator, sniff_separator
from amtui.data.formats.signatures import Container, look_at
from amtui.data.formats.workbook import WorkbookSheet, open_sheet

CHUNK_ROWS = 5_000
_LOOK = 200
_TITLE_CELLS = 2


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose cells are text; every call of `chunks` or `rows` reads the file anew.

    Attributes:
        first_row: the first row of the table: the header, or data where a format has none.
        first_line: its line number.
        warnings: what was guessed or left aside in opening it.
    """

    path: Path
    source: DelimitedFile | WorkbookSheet | CorrectedRows
    first_row: tuple[str, ...]
    first_line: int
    warnings: tuple[str, ...] = ()

    @property
    def counts_from_1904(self) -> bool:
        """Whether numbers that stand for days count from 1904 instead of 1900."""
        return isinstance(self.source, WorkbookSheet) and self.source.counts_from_1904

    @property
    def other_sheets(self) -> tuple[str, ...]:
        """The sheets of a workbook that hold cells too and are not read."""
        return self.source.others if isinstance(self.source, WorkbookSheet) else ()

    def chunks(self, size: int = CHUNK_ROWS, *, header: bool = True) -> Iterator[Chunk]:
        """Give the rows that are not blank; with a header without it and what precedes it.

        Raises:
            Refused: a quote is never closed.
        """
        for chunk in self.source.chunks(size):
            kept = _without_blank(chunk)
            before = bisect_right(kept.lines, self.first_line) if header else 0
            yield kept.without(before)

    def rows(self, *, header: bool = True) -> Iterator[tuple[int, list[str]]]:
        """Give line number and cells of each row, as `chunks` does."""
        for chunk in self.chunks(header=header):
            yield from zip(chunk.lines, chunk.rows, strict=True)

    def sample(self, size: int, *, header: bool = True) -> list[list[str]]:
        """Return the first rows."""
        chunks = self.chunks(size + 1, header=header)
        return list(islice((row for chunk in chunks for row in chunk.rows), size))


def open_table(
    path: Path, *, encoding: str | None = None, separator: str | None = None, sheet: str | None = None
) -> Table:
    """Open a CSV, TSV or XLSX file; what is not given is found out.

    Raises:
        NotFound: there is no such file.
        Refused: it is not a table, is damaged, or a quote is never closed.
        UsageError: no such encoding, or a separator of more than one character.
    """
    container, head = look_at(path)
    if container is Container.WORKBOOK:
        return _open_workbook(path, sheet)
    found = detect_encoding(path, head, encoding)
    source = _delimited(path, found.name, separator)
    words = [f"The file does not say its encoding; it was read as {found.name} (--encoding)."] * found.guessed
    if sheet is not None:
        words.append(f"The file is no workbook, so it has no sheet {sheet}; all of it was read (--sheet).")
    return _with_first_row(path, source, tuple(words))


def _delimited(path: Path, encoding: str, asked: str | None) -> DelimitedFile:
    with path.open(encoding=encoding, newline="") as stream:
        lines = list(islice(stream, _LOOK))
    declared = lines[0].strip() if lines else ""
    skip = 1 if declared[:4].casefold() == "sep=" and len(declared) == 5 else 0
    separator = named_separator(asked) if asked is not None else declared[4:] if skip else ""
    separator = separator or sniff_separator(lines[skip:], path)
    return DelimitedFile(path, encoding, separator, skip, is_spaced(lines[skip:], separator))


def _open_workbook(path: Path, sheet: str | None) -> Table:
    source = open_sheet(path, sheet)
    others = ", ".join(source.others)
    warnings = (f"Only the sheet {source.name} was read, not {others} (--sheet).",) if others else ()
    return _with_first_row(path, source, warnings)


def _with_first_row(
    path: Path, source: DelimitedFile | WorkbookSheet | CorrectedRows, warnings: tuple[str, ...]
) -> Table:
    for chunk in map(_without_blank, source.chunks(_LOOK)):
        if chunk.rows:
            if not isinstance(source, CorrectedRows) and (rest := corrected(source, chunk.rows[0])):
                return _with_first_row(path, rest, warnings)
            at = _header_at(chunk.rows)
            line = chunk.lines[at]
            more = (f"The header is in line {line}; what stands before it was left out.",) if at else ()
            return Table(path, source, tuple(chunk.rows[at]), line, (*warnings, *more))
    return Table(path, source, (), 0, warnings)


def _header_at(rows: Sequence[Sequence[str]]) -> int:
    """Return which row is the header: the first, unless half are far wider than that title or remark."""
    filled = [sum(map(bool, map(str.strip, row))) for row in rows[:_LOOK]]
    wide = 2 * filled[0] + 1
    if filled[0] > _TITLE_CELLS or sum(cells >= wide for cells in filled) * 2 < sum(map(bool, filled)):
        return 0
    return next(at for at, cells in enumerate(filled) if cells >= wide)


def _without_blank(chunk: Chunk) -> Chunk:
    if chunk.columns is not None and any(column[-1] for column in chunk.columns):
        return chunk
    if not chunk.rows or (all(chunk.rows) and any(chunk.rows[-1])):
        return chunk
    kept = [
        (line, row) for line, row in zip(chunk.lines, chunk.rows, strict=True) if any(map(str.strip, row))
    ]
    return Chunk([line for line, _ in kept], [row for _, row in kept], chunk.position)
