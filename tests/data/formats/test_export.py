import csv
import io
import json
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amtui.data.formats import open_table
from amtui.data.formats.export import csv_cell, write_csv, write_json, write_xlsx
from amtui.domain.errors import Refused
from amtui.domain.money_record import Money
from amtui.domain.vocabulary import Priority

ROW = ("=1+1", 5, None, True, Decimal("1.50"), Money(Decimal("12.50"), "EUR"), datetime(2026, 1, 2, 3,
tzinfo=UTC),
       date(2026, 1, 2), Priority.P1, ("a", "b"), -2.5)  # fmt: skip
COLUMNS = tuple("abcdefghijk")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+SUM(A1)", "-cmd|'/C calc'!A0", "@here", "\t=1+1", "\r=1", "\n=1", "＝1+1", "＋1+a", "－a",
    "＠x", " =1+1",
     "\ufeff=1", "=", "-1+cmd|' /C calc'!A0", "+A1+B2"],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert csv_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    ["", "plain", "+49 30 123456", "+49 (30) 12-34", "-5", "-5.25", "-1,000.5",
    "+IX63qGrDFPaTy9/6epjpppk4JI=", "-", "5=5",
     "'=1", "-1e5", "a@b.c"],
)  # fmt: skip
def test_what_is_innocent_stays_as_it_is(text: str) -> None:
    assert csv_cell(text) == text


@given(st.text())
def test_no_written_cell_begins_like_a_formula_call(text: str) -> None:
    written = csv_cell(text)
    assert not written.lstrip(" ").startswith(("=", "@", "＝", "＠"))
    assert written in {text, f"'{text}"}


def test_csv() -> None:
    stream = io.StringIO()
    write_csv(stream, COLUMNS, [ROW])
    assert list(csv.reader(stream.getvalue().splitlines())) == [
        list(COLUMNS),
        [
            "'=1+1",
            "5",
            "",
            "true",
            "1.50",
            "12.50 EUR",
            "2026-01-02T03:00:00+00:00",
            "2026-01-02",
            "P1",
            "a; b",
            "-2.5",
        ],
    ]


def test_json() -> None:
    stream = io.StringIO()
    write_json(stream, COLUMNS, [ROW, ROW])
    rows = json.loads(stream.getvalue())
    assert len(rows) == 2
    assert list(rows[0].values()) == [
        "=1+1", 5, None, True, "1.50", {"amount": "12.50", "currency": "EUR"}, "2026-01-02T03:00:00+00:00",
        "2026-01-02", "P1", ["a", "b"], -2.5,
    ]  # fmt: skip
    empty = io.StringIO()
    write_json(empty, COLUMNS, [])
    assert json.loads(empty.getvalue()) == []


def test_xlsx_keeps_formulas_as_text(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_xlsx(path, COLUMNS, iter([ROW]))
    table = open_table(path)
    assert table.first_row == COLUMNS
    ((_, cells),) = table.rows()
    assert cells[:6] == ["=1+1", "5", "", "true", "1.5", "12.50 EUR"]
    assert sheet_values(path)[1][6:8] == [datetime(2026, 1, 2, 3), date(2026, 1, 2)]  # noqa: DTZ001 - a sheet knows no zone


def test_a_sheet_keeps_a_day_that_it_cannot_count_as_a_text_and_refuses_rows_that_it_cannot_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.xlsx"
    write_xlsx(path, ["day"], [[date(1890, 3, 1)]])
    assert sheet_values(path) == [["day"], ["1890-03-01"]]
    monkeypatch.setattr("amtui.data.formats.export.MOST_LINES", 3)
    write_xlsx(path, ["n"], [[1], [2]])
    with pytest.raises(Refused, match="a sheet holds 2 rows only"):
        write_xlsx(path, ["n"], [[1], [2], [3]])


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "md"])
def test_a_disk_without_room_is_told_as_every_file_tells_it(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"out.{form}"
    code = (
        "import resource, signal, pathlib, sys\n"
        "from amtui.data.formats.export import write_table\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "try:\n"
        f"    write_table(pathlib.Path({str(path)!r}), {form!r}, ['a'], ([i ** 9] for i in range(9999)))\n"
        "except OSError as error:\n"
        "    print(error.strerror)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("File too large\n", "")


def sheet_values(path: Path) -> list[list[object]]:
    """Return what the cells of the only sheet are."""
    from python_calamine import CalamineWorkbook

    return [list(row) for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()]
