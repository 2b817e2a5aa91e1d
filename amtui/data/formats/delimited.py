"""Rows of a text file with the number of the line that each begins in."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from amtui.data.formats.chunk import Chunk
from amtui.data.formats.collector import collector_paused
from amtui.domain.errors import Refused

if TYPE_CHECKING:
    from _csv import Reader

_END = "\0\0\0"
_QUOTE = '"'
_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class DelimitedFile:
    """A text file of which everything is known that its reading needs; memory is flat in its length.

    Attributes:
        skip: lines at the beginning that are no rows, such as Excel's `sep=;`.
        spaced: whether spaces stand between the separators and the quotes.
    """

    path: Path
    encoding: str
    separator: str
    skip: int = 0
    spaced: bool = False

    def chunks(self, size: int) -> Iterator[Chunk]:
        """Give the rows, header and all, `size` at a time.

        Raises:
            Refused: a quote is never closed, or a cell has no end; names the line where it begins.
        """
        total = max(self.path.stat().st_size, 1)
        with self.path.open("rb") as raw, TextIOWrapper(raw, self.encoding, newline="") as stream:
            for _ in range(self.skip):
                stream.readline()
            line = self.skip + 1
            while texts := list(islice(stream, size)):
                plain = self._plain(texts, line, min(raw.tell() / total, 1.0))
                if plain is None:
                    break
                yield plain
                line += len(plain.lines)
            for chunk in self._quoted(chain(texts, stream), line, size) if texts else ():
                yield Chunk(chunk.lines, chunk.rows, min(raw.tell() / total, 1.0))

    def _plain(self, lines: list[str], first: int, position: float) -> Chunk | None:
        """Return lines without any quote, which need no parser; None where there is one."""
        text = "".join(lines)
        if "\r" in text:
            text = text.replace("\r\n", "\n")
        if _QUOTE in text or "\r" in text:
            return None
        text, separator = text.removesuffix("\n"), self.separator
        widths = {line.count(separator) + 1 for line in lines}
        with collector_paused():
            if len(widths) == 1 and (width := widths.pop()) > 1:
                cells = text.replace("\n", separator).split(separator)
                columns = [cells[at::width] for at in range(width)]
                return Chunk(range(first, first + len(lines)), None, position, columns)
            rows = [line.split(separator) if line else [] for line in text.split("\n")]
        return Chunk(range(first, first + len(rows)), rows, position)

    def _quoted(self, texts: Iterable[str], line: int, size: int) -> Iterator[Chunk]:
        """Give the rows of the remaining lines, of which the first has the number `line`."""
        reader, before = self._reader(chain(texts, (_END,))), line - 1
        while rows := self._some(reader, size):
            lines = _line_numbers(rows, line, reader.line_num + before - line + 1)
            line = reader.line_num + before + 1
            self._check_end(rows, lines)
            yield Chunk(lines[: len(rows)], rows, 0.0)

    def _reader(self, texts: Iterable[str]) -> "Reader":
        return csv.reader(texts, delimiter=self.separator, skipinitialspace=self.spaced)

    def _some(self, reader: Iterator[list[str]], size: int) -> list[list[str]]:
        try:
            with collector_paused():
                return list(islice(reader, size))
        except csv.Error as error:
            raise self._too_long(self._long_row()) from error

    def _check_end(self, rows: list[list[str]], lines: Sequence[int]) -> None:
        if not rows[-1] or not rows[-1][-1].endswith(_END):
            return
        last = rows.pop()
        if last != [_END]:
            raise self._open_quote(lines[-1] + sum(map(_breaks, last[:-1])))

    def _long_row(self) -> int:
        with self.path.open(encoding=self.encoding, newline="") as stream:
            for _ in range(self.skip):
                stream.readline()
            reader = self._reader(stream)
            begins = self.skip + 1
            try:
                for _ in reader:
                    begins = reader.line_num + self.skip + 1
            except csv.Error:
                return begins
        return begins

    def _too_long(self, line: int) -> Refused:
        most = csv.field_size_limit()
        return Refused(
            f"{self.path.name}: the row that begins in line {line} has a cell of more than {most:,} "
            "characters, or a quote that is never closed.",
            next="Correct the line or export the file again.",
        )

    def _open_quote(self, line: int) -> Refused:
        return Refused(
            f"{self.path.name}: a quote opened in line {line} is never closed.",
            next="Correct the line or export the file again.",
        )


def _breaks(cell: str) -> int:
    return len(_BREAK.findall(cell))


def _line_numbers(rows: list[list[str]], first: int, read: int) -> Sequence[int]:
    if read == len(rows):
        return range(first, first + read)
    numbers = []
    for row in rows:
        numbers.append(first)
        first += 1 + sum(map(_breaks, row))
    return numbers
