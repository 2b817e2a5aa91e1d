"""What the parts of a workbook say before they are loaded: how far a sheet reaches, and times below zero."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from amtui.domain.errors import Refused

MOST_CELLS = 1 << 25
"""Cells from the first to the last; a sheet is held whole in memory while it is read."""
MOST_BYTES = 4 << 30
"""Unpacked."""

_BLOCK = 1 << 22
_OVERLAP = 256
_ROW = re.compile(rb'<row [^>]*?\br="(\d+)"(?:[^>]*[^/])?>')
_CELL = re.compile(rb'<c r="([A-Z]{1,3})\d+"[^>/]*>')
_WIDER = (re.compile(rb""), re.compile(rb'<c r="[A-Z]{2}'), re.compile(rb'<c r="[A-Z]{3}'))
"""Finds cells of columns with one letter more than those before."""
_BELOW = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"[^>/]*>(?:<f>[^<]*</f>)?<v>(-0?\.\d+|-\d\.?\d*[eE]-\d+)</v>')
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_NAME = re.compile(r'\bname="([^"]*)"')
_ID = re.compile(r'\br:id="([^"]*)"|\bid="([^"]*)"')
_RELATION = re.compile(r"<Relationship\b[^>]*>")
_TARGET = re.compile(r'\bTarget="/?(?:xl/)?([^"]*)"')


@dataclass(frozen=True, slots=True)
class SheetPart:
    """What the part of a sheet says.

    Attributes:
        rows: the last that holds a cell.
        columns: at least as many as hold a cell; exact only where it matters.
        below_zero: negative parts of a day by row and column, from 0; read as times they come out positive.
    """

    rows: int = 0
    columns: int = 0
    below_zero: Mapping[tuple[int, int], float] = field(default_factory=dict)


def look_over(path: Path, archive: zipfile.ZipFile) -> dict[str, SheetPart]:
    """Return what the sheets of a workbook say, by name.

    Raises:
        Refused: the workbook is too large to be loaded.
    """
    if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
        raise Refused(
            f"{path.name} unpacks to more than 4 GB.", next="Export it as CSV, which has no such limit."
        )
    found = {name: _look(archive, part) for name, part in _parts(archive).items()}
    for name, part in found.items():
        if part.rows * part.columns > MOST_CELLS:
            raise Refused(
                f"The sheet {name} of {path.name} reaches down to row {part.rows:,} and over "
                f"{part.columns:,} columns.",
                next="Delete the cells far outside of the table, or export it as CSV.",
            )
    return found


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    known = archive.NameToInfo
    if "xl/_rels/workbook.xml.rels" not in known:
        return {}
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {_first(_ID, tag): _first(_TARGET, tag) for tag in map(_lower_id, _RELATION.findall(relations))}
    named = [
        (unescape(_first(_NAME, tag)), targets.get(_first(_ID, tag), "")) for tag in _SHEET.findall(book)
    ]
    return {name: f"xl/{part}" for name, part in named if f"xl/{part}" in known}


def _lower_id(tag: str) -> str:
    return tag.replace(' Id="', ' id="')


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return "" if match is None else next((group for group in match.groups() if group is not None), "")


def _look(archive: zipfile.ZipFile, part: str) -> SheetPart:
    rows, widest = 0, 1
    below: dict[tuple[int, int], float] = {}
    for block in _blocks(archive, part):
        rows = max(rows, *map(int, _ROW.findall(block)), 0)
        if b"<v>-" in block:
            below |= {
                (int(row) - 1, _place(column)): float(value) for column, row, value in _BELOW.findall(block)
            }
        while widest < len(_WIDER) and _WIDER[widest].search(block):
            widest += 1
    columns = 26**widest if widest < 3 else 16_384
    if rows * columns > MOST_CELLS:
        columns = 1 + max(
            (_place(name) for block in _blocks(archive, part) for name in set(_CELL.findall(block))),
            default=0,
        )
    return SheetPart(rows, columns, below)


def _blocks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield the bytes of a part; the end of each block comes again, as a cell may lie across."""
    with archive.open(part) as stream:
        tail = b""
        while block := stream.read(_BLOCK):
            yield tail + block
            tail = (tail + block)[-_OVERLAP:]


def _place(letters: bytes) -> int:
    """Return the number of a column, from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
