"""A report as a workbook: a sheet for each section, native charts over the numbers that they show."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from amtui.data.formats.export import csv_cell, sheet_text, workbook
from amtui.domain.report import Cell, Chart, Report, Section, Table
from amtui.services.reports.texts import harmless, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
DATA = "Charts"
WIDE, NARROW = 34, 18
CHART_ROWS = 16
MOST_LETTERS = 31
"""Of the name of a sheet."""
COLOURS = {"now": "#0550AE", "target": "#1A7F37", "baseline": "#8C959F"}


def write_xlsx(path: Path, report: Report) -> None:
    """Write a report as a workbook; a text that a spreadsheet would run is kept a text.

    Raises:
        OSError: the file cannot be written.
    """
    with workbook(path, OPTIONS) as book:
        writer = _Writer(book)
        for place, section in enumerate(report.sections, start=1):
            writer.section(writer.sheet(_sheet_name(section, place)), report, section)
        charts = [chart for section in report.sections for chart in section.charts]
        if charts:
            writer.charts(writer.sheet(DATA), charts)


def _sheet_name(section: Section, place: int) -> str:
    """Return a name that a workbook takes: its own, its title where that is plain words, else a number."""
    name = section.sheet or section.title
    plain = len(name) <= MOST_LETTERS and name.replace(" ", "").isalnum()
    return name if plain else f"Part {place}"


class _Writer:
    """Writes into one workbook, each format made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def sheet(self, name: str) -> Any:
        """Return a new sheet with columns that hold sentences."""
        sheet = self.book.add_worksheet(name)
        sheet.set_column(0, 0, WIDE)
        sheet.set_column(1, 20, NARROW)
        return sheet

    def style(self, **properties: object) -> Any:
        """Return a format."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(properties)
        return self._formats[key]

    def text(self, sheet: Any, row: int, column: int, words: str, **properties: object) -> None:
        """Write a text; one that begins like a formula is marked as a text for good."""
        clean = harmless(words)
        if csv_cell(clean) != clean:
            properties["quote_prefix"] = True
        sheet.write_string(row, column, sheet_text(clean), self.style(**properties))

    def section(self, sheet: Any, report: Report, section: Section) -> None:
        """Write title, sentences and tables, one below the other."""
        self.text(sheet, 0, 0, report.title, bold=True, font_size=14)
        self.text(sheet, 1, 0, section.title, bold=True)
        row = 2
        for line in (*report.lines, *section.lines):
            self.text(sheet, row, 0, line)
            row += 1
        for table in section.tables:
            row = self._table(sheet, row + 1, table) + 1

    def _table(self, sheet: Any, row: int, table: Table) -> int:
        if table.title:
            self.text(sheet, row, 0, table.title, bold=True)
            row += 1
        for column, head in enumerate(table.heads):
            self.text(sheet, row, column, head, bold=True, bottom=1)
        for cells in table.rows:
            row += 1
            for column, cell in enumerate(cells):
                self._cell(sheet, row, column, cell)
        return row

    def _cell(self, sheet: Any, row: int, column: int, cell: Cell) -> None:
        if cell.value is None:
            self.text(sheet, row, column, cell.words, text_wrap=True, valign="top")
        else:
            style = self.style(num_format=cell.number_format, valign="top")
            sheet.write_number(row, column, cell.value, style)

    def charts(self, sheet: Any, charts: "Sequence[Chart]") -> None:
        """Write the numbers of each chart in columns of their own, and the chart below one another."""
        beside = 5 * len(charts)
        for place, chart in enumerate(charts):
            drawn = self._chart(sheet, place * 5, chart)
            sheet.insert_chart(place * CHART_ROWS, beside, drawn)

    def _chart(self, sheet: Any, column: int, chart: Chart) -> Any:
        name = one_line(chart.title)
        self.text(sheet, 0, column, name, bold=True)
        for step, head in enumerate(("Day", "Now", "Target", "Baseline")):
            self.text(sheet, 1, column + step, head, bold=True, bottom=1)
        day, number = self.style(num_format="yyyy-mm-dd"), self.style(num_format=chart.number_format)
        for row, (at, value) in enumerate(chart.points, start=2):
            sheet.write_datetime(row, column, at, day)
            for step, each in enumerate((value, chart.target, chart.baseline), start=1):
                if each is not None:
                    sheet.write_number(row, column + step, each, number)
        return self._drawn(column, chart, csv_cell(name))

    def _drawn(self, column: int, chart: Chart, name: str) -> Any:
        last = len(chart.points) + 1
        drawn = self.book.add_chart({"type": "line"})
        levels = (("target", chart.target), ("baseline", chart.baseline))
        shown = ["now", *(each for each, level in levels if level is not None)]
        for each in shown:
            at = column + ("now", "target", "baseline").index(each) + 1
            drawn.add_series(
                {
                    "name": each,
                    "categories": [DATA, 2, column, last, column],
                    "values": [DATA, 2, at, last, at],
                    "line": {"color": COLOURS[each], "width": 2 if each == "now" else 1},
                }
            )
        drawn.set_title({"name": name, "name_font": {"size": 11}})
        drawn.set_x_axis({"date_axis": True, "num_format": "yyyy-mm-dd"})
        drawn.set_y_axis({"num_format": chart.number_format})
        drawn.set_legend({"position": "bottom"})
        drawn.set_size({"width": 640, "height": 300})
        drawn.show_blanks_as("gap")
        return drawn
