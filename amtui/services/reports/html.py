"""A report as one HTML page that asks nothing of any server."""

from collections.abc import Iterator
from html import escape

from amtui.domain.report import Cell, Report, Section, Table
from amtui.services.reports.svg import as_svg
from amtui.services.reports.texts import harmless, one_line

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLE = """
body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}
h1{font-size:1.6rem}h2{margin-top:2.2rem;border-bottom:1px solid #d0d7de}h3{margin-bottom:.3rem}
table{border-collapse:collapse;width:100%;margin:.6rem 0}
th,td{padding:.3rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid #e4e8ec}
td{overflow-wrap:anywhere}td.n{text-align:right;white-space:nowrap}
.text{white-space:pre-line}figure{margin:1rem 0}figcaption{font-weight:600}svg{max-width:100%;height:auto}
svg text{font:12px system-ui,sans-serif;fill:#57606a}path{fill:none}.axis{stroke:#8c959f}
.line{stroke:#0550ae;stroke-width:2;stroke-linecap:round}.target{stroke:#1a7f37;stroke-dasharray:6 4}
.baseline{stroke:#8c959f;stroke-dasharray:2 4}
@media print{body{margin:0;max-width:none}section,figure,tr{break-inside:avoid}}
"""


def as_html(report: Report) -> str:
    """Return a report as a page of its own: styles and charts inside, no script, no request."""
    return "".join(_page(report))


def _page(report: Report) -> Iterator[str]:
    name = _line(report.title)
    yield '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
    yield '<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">'
    yield f"<title>{name}</title><style>{STYLE}</style></head>\n<body><h1>{name}</h1>\n"
    yield from map(_paragraph, report.lines)
    for section in report.sections:
        yield from _section(section)
    yield "</body></html>\n"


def _section(section: Section) -> Iterator[str]:
    yield f"<section><h2>{_line(section.title)}</h2>\n"
    yield from map(_paragraph, section.lines)
    for table in section.tables:
        yield from _table(table)
    for chart in section.charts:
        yield f"<figure><figcaption>{_line(chart.title)}</figcaption>{as_svg(chart)}</figure>\n"
    yield "</section>\n"


def _table(table: Table) -> Iterator[str]:
    if table.title:
        yield f"<h3>{_line(table.title)}</h3>"
    heads = "".join(f'<th scope="col">{_line(head)}</th>' for head in table.heads)
    yield f"<table><thead><tr>{heads}</tr></thead><tbody>\n"
    for row in table.rows:
        yield f"<tr>{''.join(map(_cell, row))}</tr>\n"
    yield "</tbody></table>\n"


def _cell(cell: Cell) -> str:
    kind = "text" if cell.value is None else "n"
    return f'<td class="{kind}">{_text(cell.words)}</td>'


def _paragraph(words: str) -> str:
    return f'<p class="text">{_text(words)}</p>\n'


def _line(words: str) -> str:
    return escape(one_line(words))


def _text(words: str) -> str:
    return escape(harmless(words))
