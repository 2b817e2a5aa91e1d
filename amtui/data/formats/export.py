"""Tables written as CSV, JSON, Markdown or XLSX; a cell that a spreadsheet would run is made harmless."""

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TextIO

from amtui.domain.money_record import Money

_RUNS = frozenset("=+-@\t\r\n＝＋－＠")
_NUMBER_LIKE = re.compile(r"[+-]?[\d\s().,/%-]*(?:[eE][+-]?\d+)?")
MOST_OF_A_CELL = 32_767
"""Characters that a sheet keeps of a cell."""
_BASE64 = re.compile(r"\+[A-Za-z0-9+/]{7,}={0,2}")


def csv_cell(text: str) -> str:
    """Return a text so that no spreadsheet takes it for a formula: with an apostrophe before it if need be.

    Numbers, telephone numbers and Base64 ids that happen to begin with a sign stay as they are.
    """
    stripped = text.lstrip(" \ufeff\u200b")
    if not stripped or stripped[0] not in _RUNS or _NUMBER_LIKE.fullmatch(stripped) or _is_base64(stripped):
        return text
    return f"'{text}"


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

    Raises:
        OSError: the file cannot be written.
    """
    from xlsxwriter import Workbook

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(path, options) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(_with_header(columns, rows)):
            for place, value in enumerate(row):
                plain = _sheet_value(value)
                if isinstance(plain, (int, float)) and not isinstance(plain, bool):
                    sheet.write_number(number, place, plain)
                elif plain is not None:
                    sheet.write_string(number, place, sheet_text(str(plain)))


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
