"""Hostile texts in what is written for others: no spreadsheet runs one, no calendar has a further event."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
import vobject
from python_calamine import CalamineWorkbook

from amtui.data.formats.export import MOST_OF_A_CELL, write_csv, write_xlsx
from amtui.data.formats.ics_write import write_calendar
from amtui.domain.review_records import ReviewPeople
from tests.data.formats.test_ics_write import review
from tests.support import hostile

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
KEPT = {name: text for name, text in hostile.TEXTS.items() if name not in {"nul", "half a pair"}}
"""Those that a database holds."""


@pytest.fixture
def _long_cells() -> Iterator[None]:
    """Let the reader of this test take cells of any length; the limit holds for the whole process."""
    usual = csv.field_size_limit(10_000_000)
    yield
    csv.field_size_limit(usual)


@pytest.mark.usefixtures("_long_cells")
def test_no_cell_of_a_table_is_run_by_a_spreadsheet() -> None:
    stream = io.StringIO(newline="")
    write_csv(stream, list(KEPT), [[f"x\r{text}" for text in KEPT.values()], list(KEPT.values())])
    stream.seek(0)
    _head, behind, cells = csv.reader(stream)
    assert len(behind) == len(cells) == len(KEPT)
    assert not [
        cell for cell in cells if cell.strip() and cell.lstrip(" \ufeff\u200b")[:1] in set("=+-@\t\r")
    ]


def test_a_sheet_has_texts_as_texts_and_loses_none(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, ["text"], [[text] for text in KEPT.values()])
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    cells = [str(row[0]) for row in sheet.to_python(skip_empty_area=False)[1:]]
    assert [bool(cell) for cell in cells] == [bool(text) for text in KEPT.values()][: len(cells)]
    assert len(cells) >= len(KEPT) - 1
    assert max(map(len, cells)) <= MOST_OF_A_CELL
    assert cells[list(KEPT).index("huge")].endswith("…")
    with ZipFile(path) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_a_calendar_is_folded_and_has_no_event_but_its_own() -> None:
    for name, text in KEPT.items():
        short = text[:2_000]
        event = review(1, account=short or "x", agenda=short, attendees=(short,) if short.strip() else ())
        written = write_calendar((event,), NOW, ReviewPeople({1: (short or "x", short)}, {}), {})
        assert max(len(line) for line in written.split(b"\r\n")) <= 75, name
        assert len(vobject.readOne(written.decode()).vevent_list) == 1, name
