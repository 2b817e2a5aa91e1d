"""A report in each of its formats: the same words and numbers, and nothing from outside that acts."""

import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from amtui.domain.report import Cell, Chart, Report, Section, Table
from amtui.services.reports.html import as_html
from amtui.services.reports.markdown import as_markdown, blocks
from amtui.services.reports.svg import as_svg
from amtui.services.reports.xlsx import write_xlsx

HOSTILE = '=HYPERLINK("http://x","y")|<script>alert(1)</script>[a](javascript:x)\x1b[2J\u202e\n# head'
FIRST = date(2026, 1, 1)


def chart(*values: float | None, title: str = "Missed calls") -> Chart:
    points = tuple((FIRST + timedelta(days=step), value) for step, value in enumerate(values))
    return Chart(title, points, 0.05, 0.15, lambda value: f"{100 * value:.1f} %", "0.0%")


def hostile_report() -> Report:
    table = Table(HOSTILE, ("What", HOSTILE), ((Cell(HOSTILE), Cell("12.5 %", 0.125, "0.0%")),))
    section = Section(HOSTILE, (HOSTILE,), (table,), (chart(0.1, None, 0.2, title=HOSTILE),))
    return Report(HOSTILE, (HOSTILE,), (section,))


class Tags(HTMLParser):
    """Collects what a browser would take for tags and for addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [name for name, _ in attrs if name in {"src", "href"} or name.startswith("on")]


def test_a_page_holds_no_tag_from_outside_and_asks_for_nothing() -> None:
    page = as_html(hostile_report())
    found = Tags()
    found.feed(page)
    assert found.addresses == []
    assert found.tags.isdisjoint({"script", "a", "img", "link", "iframe", "object"})
    assert "default-src &#x27;none&#x27;" in page
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;" in page


def test_markdown_keeps_text_from_outside_text() -> None:
    text = as_markdown(hostile_report())
    assert "\n# head" not in text
    assert re.findall(r"(?<!\\)<", text) == []
    assert "\\[a\\](" in text
    row = next(line for line in text.splitlines() if "12.5 %" in line)
    assert row.replace("\\|", "").count("|") == 3
    assert "`▁·█`" in text


def test_a_workbook_runs_nothing_and_shows_the_numbers(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_xlsx(path, hostile_report())
    with zipfile.ZipFile(path) as book:
        sheets = [book.read(name) for name in book.namelist() if "worksheets/sheet" in name]
        charts = [book.read(name) for name in book.namelist() if "charts/chart" in name]
        styles = book.read("xl/styles.xml")
    assert not any(b"<f>" in sheet for sheet in sheets)
    assert b"quotePrefix" in styles
    (drawn,) = charts
    formulas = re.findall(r"<c:f>([^<]*)</c:f>", drawn.decode())
    assert formulas
    assert all(formula.startswith("Charts!$") for formula in formulas)
    opened = CalamineWorkbook.from_path(path)
    cells = [cell for row in opened.get_sheet_by_name("Part 1").to_python() for cell in row]
    assert 0.125 in cells
    assert any(str(cell).startswith("=HYPERLINK") for cell in cells), "the name itself is not changed"
    data = opened.get_sheet_by_name("Charts").to_python()
    assert [row[1] for row in data[2:5]] == [0.1, "", 0.2]


@pytest.mark.parametrize(
    ("values", "strokes"), [((0.1,), "Mh"), ((0.1, None, 0.2), "MhMh"), ((0.1, 0.1, None, 0.2), "MLMh")]
)
def test_a_line_is_broken_where_there_is_no_data(values: tuple[float | None, ...], strokes: str) -> None:
    (line,) = re.findall(r'class="line" d="([^"]*)"', as_svg(chart(*values)))
    assert "".join(letter for letter in line if letter.isalpha()) == strokes


def test_a_share_has_no_room_above_all() -> None:
    def top(drawn: Chart) -> str:
        _, high, *_ = re.findall(r"<text[^>]*>([^<]*)", as_svg(drawn))
        return str(high)

    share = replace(chart(0.98, 1.0), most=1.0)
    assert top(share) == "100.0 %"
    assert top(replace(share, points=chart(0.2, 0.1).points)) == "21.2 %"
    assert top(replace(share, points=chart(1.2, 0.9).points)) == "120.0 %", "what is there is shown"


def test_a_level_line_of_blocks_stays_low() -> None:
    assert blocks(chart(0.2, 0.2)) == "▁▁"
