"""Rows that are none: the header once more, where exports were put one behind the other, and filling."""

from collections.abc import Sequence

from amtui.data.formats.chunk import Chunk
from amtui.data.formats.notes import Notes

REPEATED = "{n} {row repeats|rows repeat} the header and {was|were} left out."
_FILLING = "\0\x1a\ufeff \t\r\n\v\f"


def is_filling(cells: Sequence[str]) -> bool:
    """Tell whether a row holds nothing but spaces, zeros of a cut file or an old end-of-file sign."""
    return not any(cell.strip(_FILLING) for cell in cells)


def without_headers(chunk: Chunk, header: Sequence[str], notes: Notes) -> Chunk:
    """Return the rows that say something else than the header; rows of one cell are no headers."""
    if len(header) < 2 or not _may_hold(chunk, header):
        return chunk
    kept = [
        (line, row) for line, row in zip(chunk.lines, chunk.rows, strict=True) if not _is_same(row, header)
    ]
    notes.add(REPEATED, len(chunk.lines) - len(kept))
    return Chunk([line for line, _ in kept], [row for _, row in kept], chunk.position)


def _may_hold(chunk: Chunk, header: Sequence[str]) -> bool:
    """Look for the longest header in its column: a row that repeats them all has it."""
    place = max(range(len(header)), key=lambda index: len(header[index]))
    wanted = header[place].strip()
    if chunk.columns is not None:
        return place < len(chunk.columns) and any(wanted in cell for cell in chunk.columns[place])
    return any(place < len(row) and wanted in row[place] for row in chunk.rows)


def _is_same(row: Sequence[str], header: Sequence[str]) -> bool:
    return [cell.strip(_FILLING) for cell in row] == [cell.strip(_FILLING) for cell in header]
