"""Workbooks that are damaged, hostile or of another make: refused with the reason, never a fault."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from amtui.data.formats import open_table
from amtui.domain.errors import Refused
from tests.data.formats.fuzz import spoilt
from tests.data.formats.reading import read_file
from tests.data.formats.workbooks import workbook

ROWS: list[list[object]] = [["call id", "started", "wait", "answered"], [1, "2026-03-02 10:00", 5, "Y"]]
SHEET = "xl/worksheets/sheet1.xml"
OPENING = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def replaced(source: Path, target: Path, part: str, content: bytes) -> Path:
    """Write a workbook anew with one part replaced."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return target


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return workbook(tmp_path / "sound.xlsx", *ROWS)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"no xml", OPENING + b'<row r="1"><c r="A1"><v>1</v></row>', OPENING + b'<row r="1">',
        OPENING + b'<row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData></worksheet>',
        b'<!DOCTYPE x [<!ENTITY a "aa">]>' + OPENING + b'<row r="1"><c r="A1" t="str"><v>&a;</v></c></row>',
    ],
)  # fmt: skip
def test_a_sheet_that_is_no_sound_xml_is_refused(tmp_path: Path, sound: Path, content: bytes) -> None:
    path = replaced(sound, tmp_path / "bad.xlsx", SHEET, content)
    with pytest.raises(Refused, match=r"^bad\.xlsx is (a damaged|empty)"):
        list(open_table(path).rows())


def test_a_cell_at_the_far_end_of_a_sheet_does_not_fill_the_memory(tmp_path: Path, sound: Path) -> None:
    far = (
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        b"</sheetData></worksheet>"
    )
    path = replaced(sound, tmp_path / "far.xlsx", SHEET, OPENING + far)
    with pytest.raises(Refused, match="down to row 1,048,576 and over 16,384 columns"):
        open_table(path)


def test_cells_far_away_that_are_only_painted_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "painted.xlsx"
    with Workbook(path) as book:
        sheet, paint = book.add_worksheet(), book.add_format({"bold": True})
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
        sheet.write_blank(1_048_575, 16_383, None, paint)
    assert len(list(open_table(path).rows())) == 1


def test_a_time_below_zero_does_not_turn_into_one_before_midnight(tmp_path: Path) -> None:
    path = tmp_path / "below.xlsx"
    with Workbook(path) as book:
        sheet, clock = book.add_worksheet(), book.add_format({"num_format": "hh:mm:ss"})
        sheet.write_row(1, 1, ROWS[0])
        for number, days in enumerate((5 / 86_400, -5 / 86_400, -0.25), 2):
            sheet.write_row(number, 1, ROWS[1])
            sheet.write_number(number, 3, days, clock)
    result = read_file(path, "calls")
    assert result.columns["wait_seconds"] == [5]
    reasons = [(reject.line, reject.reason) for reject in result.rejects]
    assert reasons == [
        (4, "wait: '-0:00:05.000' is a negative duration"),
        (5, "wait: '-6:00:00.000' is a negative duration"),
    ]  # fmt: skip


def test_a_damaged_byte_anywhere_is_read_over_or_refused(tmp_path: Path, sound: Path) -> None:
    path, raw = tmp_path / "spoilt.xlsx", sound.read_bytes()
    with zipfile.ZipFile(sound) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    cuts = st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 40), st.binary(max_size=3)), min_size=1)

    @settings(
        max_examples=60, deadline=None, database=None, phases=[Phase.explicit, Phase.generate],
        derandomize=True, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.none() | st.sampled_from(sorted(parts)), cuts)
    def check(part: str | None, cuts: list[tuple[int, int, bytes]]) -> None:
        if part is None:
            path.write_bytes(spoilt(raw, cuts))
        else:
            replaced(sound, path, part, spoilt(parts[part], cuts))
        try:
            list(open_table(path).rows())
        except Refused as error:
            assert error.message  # noqa: PT017 a refusal is a good end, if it says why

    check()
