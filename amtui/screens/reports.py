"""Reports from the screens: the pack of a review, the brief of an account, the quarter of a book."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from amtui.screens.viewer import now_of
from amtui.widgets.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from amtui.app import AmtuiApp
    from amtui.domain.report import Report
    from amtui.screens.base import BaseScreen

COPY = "copy"
MOST_LETTERS = 48
"""Of an account's name in that of a file."""
CHOICES = (
    ("html", "Page to send or print (HTML)"),
    ("xlsx", "Workbook with charts (XLSX)"),
    ("md", "Text as a file (Markdown)"),
    (COPY, "Text to the clipboard (Markdown)"),
)


@dataclass(frozen=True, slots=True)
class Made:
    """A report with its name in sentences and that of its file, without an ending."""

    name: str
    file: str
    report: "Callable[[], Report]"


async def ask_form(app: "AmtuiApp", name: str) -> str | None:
    """Ask for the format; where files here are not the user's a report is copied at once."""
    from amtui.screens.dialogs.pick import PickDialog

    if not app.files:
        return COPY
    return await app.push_screen_wait(PickDialog(one_line(name), CHOICES))


async def hand_out(app: "AmtuiApp", form: str, made: Made) -> None:
    """Copy a report, or keep it as a file and say where."""
    if form == COPY:
        app.copy_to_clipboard(await asyncio.to_thread(_markdown, made))
        app.say(f"{made.name} is copied as Markdown.")
    else:
        path = await asyncio.to_thread(_keep, made, form)
        app.say(f"{made.name} is kept as {path}")


def _markdown(made: Made) -> str:
    from amtui.services.reports.markdown import as_markdown

    return as_markdown(made.report())


def _keep(made: Made, form: str) -> "Path":
    from amtui.services.kept_files import keep_file
    from amtui.services.reports.write import write_report

    return keep_file(f"{made.file}.{form}", lambda path: write_report(path, form, made.report()))


def make_brief(screen: "BaseScreen") -> None:
    """Make the brief of the account that a screen is about, or of the one under the cursor."""
    from amtui.screens.account_ref import account_of

    if (account := account_of(screen)) is not None:
        screen.app.begin(_brief(screen.app, account.id, account.name))


def make_quarter(screen: "BaseScreen") -> None:
    """Make the report of one's own book over the quarter that was complete last, or that runs."""
    screen.app.begin(_quarter(screen.app))


async def _brief(app: "AmtuiApp", account_id: int, name: str) -> None:
    from amtui.data.queries.account_brief import account_brief
    from amtui.domain.account_brief_words import brief_report

    form = await ask_form(app, f"Brief of {name}")
    if form is None or app.backend is None:
        return
    brief = await app.backend.ask(account_brief, account_id=account_id)
    file = f"brief-{name[:MOST_LETTERS]}-{brief.pack.made_at:%Y-%m-%d}"
    await hand_out(app, form, Made(f"The brief of {name}", file, lambda: brief_report(brief)))


async def _quarter(app: "AmtuiApp") -> None:
    from amtui.data.queries.quarter import quarter_book
    from amtui.domain.quarter import Quarter
    from amtui.domain.quarter_words import quarter_report
    from amtui.screens.dialogs.pick import PickDialog

    running = Quarter.of(now_of(app).date())
    choices = tuple(
        (str(each), f"{each}, {words}")
        for each, words in (
            (running.before, "complete"),
            (running, "as far as it has come"),
            (running.before.before, "the one before"),
        )
    )
    period = await app.push_screen_wait(PickDialog("Report of your book over", choices))
    form = await ask_form(app, f"Report of {period}") if period else None
    if form is None or period is None or app.backend is None:
        return
    book = await app.backend.ask(quarter_book, period=Quarter.parse(period))
    name = f"The report of {period} of {book.whose}"
    await hand_out(app, form, Made(name, f"quarter-{period}", lambda: quarter_report(book)))
