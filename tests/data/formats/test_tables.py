import codecs
import zipfile
from pathlib import Path

import pytest

from amtui.data.formats import open_table
from amtui.domain.errors import NotFound, Refused, UsageError

ROWS = [["account", "city"], ["Müller", "Zürich"]]


def all_rows(path: Path, **options: str) -> list[tuple[int, list[str]]]:
    return list(open_table(path, **options).rows(header=False))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "some.csv"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("cp1252", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
    ],
)
def test_the_encoding_is_found(file: Path, encoding: str, mark: bytes) -> None:
    file.write_bytes(mark + "account,city\r\nMüller,Zürich\r\n".encode(encoding))
    assert [cells for _, cells in all_rows(file)] == ROWS


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "компания;город\nООО Ромашка;Москва и область\nПривет мир;счёт\n"),
        ("shift_jis", "名前;電話\n日本語アカウント;東京\nカメラ会社;大阪\n"),
        ("cp1250", "Żółć;Łódź\nKraków;Świętochłowice\n"),
    ],
)
def test_a_foreign_encoding_is_guessed_by_its_letters_and_said(file: Path, encoding: str, text: str) -> None:
    file.write_bytes(text.encode(encoding))
    table = open_table(file)
    assert table.first_row == tuple(text.splitlines()[0].split(";"))
    assert "--encoding" in table.warnings[0]


def test_a_foreign_letter_far_behind_the_sample_is_seen(file: Path) -> None:
    file.write_bytes(b"account,city\n" + b"Acme,Bonn\n" * 150_000 + "Müller,Zürich\n".encode("cp1252"))
    assert all_rows(file)[-1] == (150_002, ["Müller", "Zürich"])


def test_an_encoding_that_does_not_fit_names_the_line(file: Path) -> None:
    file.write_bytes(b"a,b\n1,2\n\xff\xfc,4\n")
    with pytest.raises(Refused, match="line 3"):
        open_table(file, encoding="utf-8")
    with pytest.raises(UsageError, match="no encoding"):
        open_table(file, encoding="klingon")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_although_other_signs_are_in_the_cells(file: Path, separator: str) -> None:
    rows = [["a", "b", "c"], ["1,5;2", "x|y", "tab\there"], ["2", "3", "4"]]
    file.write_text("\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows))
    assert [cells for _, cells in all_rows(file)] == rows


def test_a_separator_can_be_named_or_declared(file: Path) -> None:
    file.write_text("sep=:\na:b\n1:2\n")
    assert all_rows(file) == [(2, ["a", "b"]), (3, ["1", "2"])]
    file.write_text("a,b;c\n1,2;3\n")
    assert all_rows(file, separator="semicolon")[1] == (2, ["1,2", "3"])
    with pytest.raises(UsageError, match="not one character"):
        open_table(file, separator="::")


def test_lines_are_those_of_the_file_after_quoted_newlines_and_blank_lines(file: Path) -> None:
    file.write_bytes(b'a,b\r\n1,"x\r\ny"\r\n\r\n2,"carriage\rreturn"\r\n3,z\r\n')
    assert [line for line, _ in all_rows(file)] == [1, 2, 5, 7]
    assert all_rows(file)[1][1] == ["1", "x\r\ny"]


def test_lines_do_not_depend_on_how_much_is_read_at_once(file: Path) -> None:
    file.write_text("a,b\n" + "".join(f'{n},"x\n{n}"\n' if n % 3 else f"{n},y\n" for n in range(100)))
    sizes = (1, 7, 1000)
    rows = [
        [pair for c in open_table(file).chunks(size) for pair in zip(c.lines, c.rows, strict=True)]
        for size in sizes
    ]
    assert rows[0] == rows[1] == rows[2]
    assert rows[0][-1][0] == 2 + 99 + 66


def test_a_quote_that_is_never_closed_names_the_line_where_it_was_opened(file: Path) -> None:
    file.write_text('a,b\n1,2\n"3\n",x\n4,"5\n6,7\n')
    with pytest.raises(Refused, match=r"line 5 is never closed"):
        all_rows(file)


def test_an_endless_cell_is_not_swallowed_whole(file: Path) -> None:
    file.write_text('a,b\n1,2\n3,"' + "x,y\n" * 100_000)
    with pytest.raises(Refused, match="line 3"):
        all_rows(file)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\xef\xbb\xbf\n  \n", "is empty"),
        ("a.csv", b"%PDF-1.7 ...", "is a PDF document"),
        ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1", "old .* Excel workbook"),
        ("a.csv", b"SQLite format 3\0...", "SQLite database"),
        ("a.csv", b"<!DOCTYPE html><html>", "web page"),
        ("a.csv", b'{"calls": []}', "is JSON"),
        ("a.csv", b'[{"id": 1}]', "is JSON"),
        ("a.csv", b"BEGIN:VCALENDAR\nEND:VCALENDAR", "is a calendar"),
        ("a.csv", bytes(range(256)) * 8, "is a binary file"),
        ("a.xlsx", b"a,b\n1,2\n", "is not an XLSX workbook"),
        ("a.xlsx", b"PK\x03\x04 and then nothing", "damaged"),
    ],
)
def test_what_is_not_a_table_is_refused_in_one_sentence(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Refused, match=words) as caught:
        open_table(path)
    assert "\n" not in caught.value.message
    assert caught.value.message.endswith(".")


def test_an_archive_a_folder_and_a_missing_file_are_told_apart(tmp_path: Path) -> None:
    archive = tmp_path / "a.csv"
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("calls.csv", "a,b")
    with pytest.raises(Refused, match="zip archive"):
        open_table(archive)
    with pytest.raises(Refused, match="folder"):
        open_table(tmp_path)
    with pytest.raises(NotFound, match="no file"):
        open_table(tmp_path / "missing.csv")


def test_spaces_before_quotes_are_no_part_of_the_cells(file: Path) -> None:
    file.write_text(' "account" , "city"\n "Acme, Inc" , "Bonn"\n "A ""B""", "Ulm"\n')
    cells = [[cell.strip() for cell in row] for _, row in all_rows(file)]
    assert cells == [["account", "city"], ["Acme, Inc", "Bonn"], ['A "B"', "Ulm"]]
