"""Rows that spreadsheets, copying and faults have spoilt: put right, left out and said, or refused."""

from pathlib import Path

import pytest

from amtui.data.formats import open_table
from amtui.data.formats.not_understood import NotUnderstood
from amtui.domain.errors import Refused
from tests.data.formats.reading import read_text

HEADER = "call id,started,answered,caller\n"


def row(own: object, caller: str = "") -> str:
    return f"{own},2026-03-02 10:00,Y,{caller}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "calls.csv"


def test_exports_put_one_behind_the_other_have_one_header(file: Path) -> None:
    quoted = HEADER.replace("started", '"started"')
    result = read_text(file, HEADER + row(1) + HEADER + row(2) + quoted + row(3))
    assert (result.columns["external_id"], result.rejects) == (["1", "2", "3"], [])
    assert list(result.warnings) == ["2 rows repeat the header and were left out."]


def test_a_repeated_header_is_no_account(tmp_path: Path) -> None:
    text = "name,sector\nNorthwind,Trade\nname,sector\nGlobex,Ore\n"
    result = read_text(tmp_path / "a.csv", text, "accounts")
    assert result.columns["name"] == ["Northwind", "Globex"]


def test_a_number_that_a_spreadsheet_cut_short_is_no_number(file: Path) -> None:
    result = read_text(file, HEADER + row(1, "4.93E+11") + row(2, '"4,93012E+11"') + row(3, "49301"))
    assert result.columns["caller"] == [None, None, "49301"]
    assert any("2 numbers were cut short" in words for words in result.warnings)


def test_an_id_that_a_spreadsheet_cut_short_tells_no_call_from_another(file: Path) -> None:
    result = read_text(file, HEADER + row("1.23457E+15") + row("1.23457E+15") + row("12E45"))
    assert result.columns["external_id"] == ["12E45"]
    assert [reject.line for reject in result.rejects] == [2, 3]
    assert "cut short by a spreadsheet" in result.rejects[0].reason


@pytest.mark.parametrize("filling", ["\0" * 4000, "\x1a", " ,\0, ,\n"])
def test_filling_at_the_end_is_no_row_and_no_other_encoding(file: Path, filling: str) -> None:
    result = read_text(file, HEADER + row(1) + filling)
    assert (result.columns["external_id"], result.rejects) == (["1"], [])


@pytest.mark.parametrize(
    "start", ["<!-- x --><table>", "\n<meta charset=utf-8><table>", "MIME-Version: 1.0\n"]
)
def test_a_web_page_that_calls_itself_a_table_is_refused(file: Path, start: str) -> None:
    file.write_text(start + "<tr><td>id</td></tr></table>")
    with pytest.raises(Refused, match="web page"):
        open_table(file)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("euc_jp", "営業部サポート"), ("cp1255", "מחלקת מכירות"), ("iso8859_2", "Příliš žluťoučký kůň"),
        ("cp1254", "Müşteri şikâyeti"), ("mac_roman", "Müller & Söhne"), ("cp850", "Müller & Söhne"),
    ],
)  # fmt: skip
def test_letters_that_leave_a_doubt_are_asked_about(file: Path, encoding: str, text: str) -> None:
    file.write_bytes(f"call id,queue\n1,{text}\n2,{text}\n".encode(encoding))
    with pytest.raises(NotUnderstood, match=r"not UTF-8 \(line 2\) and does not say what it is") as refused:
        open_table(file)
    assert "--encoding" in refused.value.next
    assert next(iter(open_table(file, encoding=encoding).rows()))[1] == ["1", text]


def test_a_number_of_days_has_its_time_of_day(file: Path) -> None:
    text = "call id,started,answered\n1,46083.4166666667,Y\n"
    result = read_text(file, text)
    assert (result.columns["started_at"], list(result.warnings)) == ([1_772_445_600_000_000], [])


def test_corrected_rejects_are_read_as_the_file_that_they_came_from(tmp_path: Path) -> None:
    text = "rejected line,rejected because,name,sector\n7,it has no name,Northwind,Trade\n"
    result = read_text(tmp_path / "a.rejects.csv", text, "accounts")
    assert result.rows("name", "sector", "custom") == [("Northwind", "Trade", {})]
