"""Tables written as CSV, JSON, Markdown or XLSX; a cell that a spreadsheet would run is made harmless."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, TextIO

from amtui.domain.errors import Refused
from amtui.domain.money_record import Money

_RUNS = frozenset("=+-@\t\r\n＝＋－＠")
_NUMBER_LIKE = re.compile(r"[+-]?[\d\s().,/%-]*(?:[eE][+-]?\d+)?")
FORMS = ("csv", "xlsx", "json", "md")
"""What a table can be written as, by the ending of the file."""
MOST_OF_A_CELL = 32_767
"""Characters that a sheet keeps of a cell."""
MOST_LINES = 1_048_576
"""Lines of a sheet, its heading among them."""
FIRST_YEAR = 1900
"""Days before that no sheet counts."""
_DAY_FORMS = {date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm"}
_BASE64 = re.compile(r"\+[A-Za-z0-9+/]{7,}={0,2}")


def csv_cell(text: str) -> str:
    """Return a text so that no spreadsheet takes it for a formula: with an apostrophe before it if need be.

    Numbers, telephone numbers and Base64 ids that happen to begin with a sign stay as they are.
    """
    stripped = text.lstrip(" \ufeff\u200b")
    if not stripped or stripped[0] not in _RUNS or _NUMBER_LIKE.fullmatch(stripped) or _is_base64(stripped):
        return text
    return f"'{text}"


def write_table(path: Path, form: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table as one of `FORMS`, row by row.

    Raises:
        Refused: there are more rows than that can hold.
        OSError: the file cannot be written.
    """
    if form == "xlsx":
        write_xlsx(path, columns, rows)
        return
    with path.open("w", encoding="utf-8", newline="") as stream:
        {"csv": write_csv, "md": write_markdown, "json": write_json}[form](stream, columns, rows)


def check_lines(form: str, rows: int) -> None:
    """Make sure that a file of a form holds so many rows.

    Raises:
        Refused: it does not.
    """
    if form == "xlsx" and rows >= MOST_LINES:
        raise Refused(f"a sheet holds {MOST_LINES - 1:,} rows only", next="Write CSV or JSON.")


def write_csv(stream: TextIO, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a header and rows; texts are neutralised, unknown values blank."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([csv_cell(column) for column in columns])
    writer.writerows([_csv_value(value) for value in row] for row in rows)


def write_json(stream: TextIO, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write one array of flat objects, row by row; unknown values are null."""
    stream.write("[")
    for number, row in enumerate(rows):
        stream.write(",\n " if number else "\n ")
        pairs = zip(columns, map(json_value, row), strict=True)
        stream.write(json.dumps(dict(pairs), ensure_ascii=False))
    stream.write("\n]\n")


def write_markdown(stream: TextIO, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write one table, row by row; signs that mean something in Markdown stand for themselves."""
    from amtui.domain.handover import plain

    for number, row in enumerate(_with_header(columns, rows)):
        stream.write(f"| {' | '.join(plain(_text_of(value)) for value in row)} |\n")
        if not number:
            stream.write(f"|{'---|' * len(columns)}\n")


def write_xlsx(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write one sheet, texts as texts so that nothing runs, in memory that does not grow with the rows.

    Days and moments are such in the sheet too, moments as the clocks of their own zone show them.

    Raises:
        Refused: there are more rows than a sheet holds.
        OSError: the file cannot be written.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with workbook(path, options) as book:
        sheet = book.add_worksheet()
        forms = {kind: book.add_format({"num_format": form}) for kind, form in _DAY_FORMS.items()}
        for number, row in enumerate(_with_header(columns, rows)):
            check_lines("xlsx", number)
            for place, value in enumerate(row):
                _write_cell(sheet, (number, place), value, forms)


@contextmanager
def workbook(path: Path, options: Mapping[str, object]) -> Iterator[Any]:
    """Give a workbook that is written at the end.

    Raises:
        OSError: the file cannot be written; the library calls that by a name of its own.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    try:
        with Workbook(path, options) as book:
            yield book
    except FileCreateError as error:
        raise OSError(*getattr(error.args[0], "args", error.args)) from error


def _write_cell(sheet: Any, at: tuple[int, int], value: object, forms: Mapping[type[date], Any]) -> None:
    if isinstance(value, date) and value.year >= FIRST_YEAR:
        local = value.replace(tzinfo=None) if isinstance(value, datetime) else value
        sheet.write_datetime(*at, local, forms[type(value)])
        return
    plain = _sheet_value(value)
    if isinstance(plain, (int, float)) and not isinstance(plain, bool):
        sheet.write_number(*at, plain)
    elif plain is not None:
        sheet.write_string(*at, sheet_text(str(plain)))


def sheet_text(text: str) -> str:
    """Return a text as a sheet can keep it; of a longer one it would keep nothing."""
    return text if len(text) <= MOST_OF_A_CELL else f"{text[: MOST_OF_A_CELL - 1]}…"


def json_value(value: object) -> object:
    """Return what JSON can hold: times in ISO 8601, money and decimals as texts."""
    if isinstance(value, Money):
        return {"amount": str(value.amount), "currency": value.currency}
    if isinstance(value, Mapping):
        return {str(key): json_value(part) for key, part in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [json_value(part) for part in value]
    return _json_scalar(value)


def _json_scalar(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _csv_value(value: object) -> str:
    text = _text_of(value)
    return text if isinstance(value, (bool, int, float, Decimal, Money)) else csv_cell(text)


def _text_of(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Money):
        return f"{value.amount} {value.currency}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float, Decimal)):
        return str(value)
    if isinstance(value, (list, tuple)):
        return "; ".join(map(_text_of, value))
    # A lone carriage return is not quoted, and other programs take what follows it for another row.
    return str(json_value(value)).replace("\r\n", "\n").replace("\r", "\n")


def _sheet_value(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, str) and not isinstance(value, Enum):
        return value
    return value if value is None or type(value) in {int, float} else _csv_value(value)


def _with_header(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterable[Sequence[object]]:
    yield columns
    yield from rows


def _is_base64(text: str) -> bool:
    return len(text) % 4 == 0 and _BASE64.fullmatch(text) is not None
