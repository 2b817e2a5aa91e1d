"""A report into a file of the format that is asked for."""

from pathlib import Path

from amtui.domain.report import Report
from amtui.services.reports.html import as_html
from amtui.services.reports.markdown import as_markdown

FORMS = ("md", "html", "xlsx")


def write_report(path: Path, form: str, report: Report) -> None:
    """Write a report as Markdown, as a page or as a workbook.

    Raises:
        OSError: the file cannot be written.
    """
    if form == "xlsx":
        from amtui.services.reports.xlsx import write_xlsx

        write_xlsx(path, report)
        return
    path.write_text(as_html(report) if form == "html" else as_markdown(report), encoding="utf-8")
