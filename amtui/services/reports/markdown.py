"""A report as Markdown; charts are a line of blocks, as fine as a text allows."""

from collections.abc import Iterator

from amtui.domain.handover import plain
from amtui.domain.report import Chart, Report, Section, Table
from amtui.services.reports.texts import one_line

BLOCKS = "▁▂▃▄▅▆▇█"
MOST_BLOCKS = 30
GAP = "·"


def as_markdown(report: Report) -> str:
    """Return a report as Markdown; what comes from outside stays text."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {_text(report.title)}"
    yield from (f"\n{_text(line)}" for line in report.lines)
    for section in report.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield f"\n## {_text(section.title)}"
    yield from (f"\n{_text(line)}" for line in section.lines)
    for table in section.tables:
        yield from _table(table)
    for chart in section.charts:
        yield f"\n**{_text(chart.title)}** {_legend(chart)}\n\n`{blocks(chart)}`"


def _table(table: Table) -> Iterator[str]:
    if table.title:
        yield f"\n### {_text(table.title)}"
    yield ""
    yield f"| {' | '.join(map(_text, table.heads))} |"
    yield f"|{'---|' * len(table.heads)}"
    for row in table.rows:
        yield f"| {' | '.join(_text(cell.words) for cell in row)} |"


def _legend(chart: Chart) -> str:
    first, last = chart.points[0][0], chart.points[-1][0]
    low, high = chart.words(min(chart.values)), chart.words(max(chart.values))
    return _text(f"{first} to {last}, from {low} to {high}")


def blocks(chart: Chart) -> str:
    """Return a chart as one line, its values spread over the height of a letter."""
    step = -(-len(chart.points) // MOST_BLOCKS)
    values = [value for _, value in chart.points][step - 1 :: step]
    known = chart.values
    low, span = min(known), max(known) - min(known)
    top = len(BLOCKS) - 1
    return "".join(
        GAP if value is None else BLOCKS[round((value - low) / span * top) if span else 0] for value in values
    )


def _text(words: str) -> str:
    return plain(one_line(words))
