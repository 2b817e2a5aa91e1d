"""Workbooks that tests write."""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter


def workbook(path: Path, *rows: Sequence[object], **options: object) -> Path:
    """Write the rows to the first sheet of a new workbook."""
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path
