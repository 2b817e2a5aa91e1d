"""Rows of an XLSX sheet as text, in the spellings that the parsers of text files know."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from amtui.data.formats.chunk import Chunk
from amtui.data.formats.sheet_parts import look_over
from amtui.domain.errors import Refused

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_IN_1904 = re.compile(rb"<workbookPr[^>]*\bdate1904=\"(1|true)\"")


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One sheet of a workbook; error cells and formulas without a stored value are blank.

    Attributes:
        others: visible sheets that hold cells too and are not read.
        counts_from_1904: numbers that stand for days count from 1904 instead of 1900.
        below_zero: negative parts of a day by row and column, from 0.
    """

    path: Path
    name: str
    others: tuple[str, ...]
    counts_from_1904: bool
    below_zero: Mapping[tuple[int, int], float] = field(default_factory=dict)

    def chunks(self, size: int) -> Iterator[Chunk]:
        """Give the rows, header and all, `size` at a time; a row's line is its number in the sheet.

        Raises:
            Refused: the sheet is damaged.
        """
        with _sound(self.path):
            sheet = _open(self.path).get_sheet_by_name(self.name)
            width_before = (sheet.start or (0, 0))[1]
            total = max(sheet.total_height, 1)
            rows, first = sheet.iter_rows(), 1
            while some := [[_text(cell) for cell in row] for row in islice(rows, size)]:
                last = first + len(some)
                self._mark_below_zero(some, first, width_before)
                yield Chunk(range(first, last), some, min((last - 1) / total, 1.0))
                first = last

    def _mark_below_zero(self, rows: Sequence[list[str]], first: int, width_before: int) -> None:
        for (row, column), days in self.below_zero.items():
            at, place = row + 1 - first, column - width_before
            if 0 <= at < len(rows) and 0 <= place < len(rows[at]) and ":" in rows[at][place]:
                rows[at][place] = _span(timedelta(days=days))


def open_sheet(path: Path, asked: str | None) -> WorkbookSheet:
    """Return the sheet of that name, else the first visible one that holds a table, or at least a cell.

    Raises:
        Refused: the workbook is damaged or protected, or has no such sheet.
    """
    with _sound(path):
        with zipfile.ZipFile(path) as archive:
            parts = look_over(path, archive)
            from_1904 = _IN_1904.search(archive.read("xl/workbook.xml")) is not None
        book = _open(path)
        names = [asked] if asked is not None else _visible(book)
        if asked is not None and asked not in book.sheet_names:
            raise Refused(f"{path.name} has no sheet {asked!r}; it has: {', '.join(book.sheet_names)}.")
        sheets = {name: book.get_sheet_by_name(name) for name in names}
    full = sorted(
        (name for name, sheet in sheets.items() if sheet.height > 0),
        key=lambda name: not _is_table(sheets[name]),
    )
    if not full:
        raise Refused(f"{path.name} is empty: no visible sheet holds anything.")
    below_zero = parts[full[0]].below_zero if full[0] in parts else {}
    return WorkbookSheet(path, full[0], tuple(full[1:]), from_1904, below_zero)


@contextmanager
def _sound(path: Path) -> Iterator[None]:
    """Say of a workbook that turns out to be damaged that it is.

    Raises:
        Refused: it is.
    """
    from python_calamine import CalamineError

    try:
        yield
    except (
        CalamineError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, RuntimeError
    ) as error:  # fmt: skip
        raise Refused(
            f"{path.name} is a damaged or protected workbook: {error}.", next="Save it again."
        ) from error


def _open(path: Path) -> "CalamineWorkbook":
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(path)


def _visible(book: "CalamineWorkbook") -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ]


def _is_table(sheet: "CalamineSheet") -> bool:
    return sheet.height > 1 and sheet.width > 1


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _moment(value: datetime) -> str:
    rounded = value + timedelta(microseconds=500)
    text = rounded.replace(microsecond=rounded.microsecond // 1000 * 1000)
    return text.isoformat(sep=" ")


def _span(value: timedelta) -> str:
    seconds = round(value.total_seconds(), 3)
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{'-' if seconds < 0 else ''}{hours}:{minutes:02}:{rest:06.3f}"


_SPELLINGS: dict[type, Callable[..., str]] = {
    bool: lambda value: "TRUE" if value else "FALSE",
    int: str,
    float: _number,
    datetime: _moment,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: _span,
}


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else _SPELLINGS.get(type(cell), str)(cell)
