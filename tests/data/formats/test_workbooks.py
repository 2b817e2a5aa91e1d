from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from amtui.data.formats import open_table
from amtui.domain.errors import Refused
from tests.data.formats.reading import read_file

LEAP_DAY = datetime.fromisoformat("2024-02-29 09:00:07")


def workbook(path: Path, rows: list[list[object]], *, first_row: int = 0, **options: object) -> Path:
    with Workbook(path, options) as book:
        sheet = book.add_worksheet("Calls")
        formats = {
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            time: book.add_format({"num_format": "hh:mm:ss"}),
            timedelta: book.add_format({"num_format": "[h]:mm:ss"}),
        }
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                sheet.write(number + first_row, place, value, formats.get(type(value)))
        book.add_worksheet("Empty")
    return path


def test_cells_become_the_text_that_a_person_would_type(tmp_path: Path) -> None:
    cells = ["x", 5, 1.5, True, LEAP_DAY, time(9, 12), timedelta(hours=30)]
    path = workbook(tmp_path / "a.xlsx", [["h"] * 7, cells])
    assert list(open_table(path).rows()) == [
        (2, ["x", "5", "1.5", "TRUE", "2024-02-29 09:00:07", "09:12:00", "30:00:00.000"])
    ]


def test_a_workbook_that_counts_from_1904_gives_the_same_days(tmp_path: Path) -> None:
    rows: list[list[object]] = [["call id", "started", "answered"], [1, LEAP_DAY, "Y"]]
    results = [
        read_file(workbook(tmp_path / f"{from_1904}.xlsx", rows, date_1904=from_1904), "calls").columns[
            "started_at"
        ]
        for from_1904 in (False, True)
    ]
    assert results[0] == results[1] == [1_709_197_207_000_000]


@pytest.mark.parametrize("from_1904", [False, True])
def test_bare_day_numbers_follow_the_workbook(tmp_path: Path, *, from_1904: bool) -> None:
    number = 45351.375081018515 - (1462 if from_1904 else 0)
    path = workbook(
        tmp_path / "a.xlsx", [["call id", "started", "answered"], [1, number, "Y"]], date_1904=from_1904
    )
    assert read_file(path, "calls").columns["started_at"] == [1_709_197_207_000_000]


def test_lines_count_from_the_top_of_the_sheet_and_blank_rows_are_passed_over(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["a", "b"], [1, 2], ["", ""], [3, 4]], first_row=2)
    table = open_table(path)
    assert table.first_line == 3
    assert [line for line, cells in table.rows() if any(cells)] == [4, 6]


def test_a_sheet_can_be_chosen_and_what_is_not_read_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with Workbook(path) as book:
        for name in ("First", "Second"):
            book.add_worksheet(name).write_row(0, 0, [name, "b"])
    assert open_table(path).first_row == ("First", "b")
    assert "Second" in open_table(path).warnings[0]
    assert open_table(path, sheet="Second").first_row == ("Second", "b")
    with pytest.raises(Refused, match="it has: First, Second"):
        open_table(path, sheet="Third")


def test_a_sheet_of_what_is_no_workbook_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    assert open_table(path).warnings == ()
    assert "no sheet Calls" in open_table(path, sheet="Calls").warnings[0]


def test_a_cover_is_not_taken_for_the_table_and_one_column_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with Workbook(path) as book:
        book.add_worksheet("Cover").write(0, 0, "Our calls")
        book.add_worksheet("Calls").write_column(0, 0, ["account", "Acme"])
        book.get_worksheet_by_name("Calls").write_column(0, 1, ["city", "Bonn"])
    assert open_table(path).first_row == ("account", "city")
    names = workbook(tmp_path / "b.xlsx", [["account"], ["Acme"]])
    assert read_file(names, "accounts").columns["name"] == ["Acme"]


def test_a_workbook_without_cells_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is empty"):
        open_table(workbook(tmp_path / "a.xlsx", []))


def test_a_workbook_that_calls_itself_csv_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["a", "b"]]).rename(tmp_path / "a.csv")
    with pytest.raises(Refused, match="is an XLSX workbook"):
        open_table(path)
