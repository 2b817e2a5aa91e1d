"""The pack of a quarterly business review, from the screen of an account or of a review."""

import asyncio
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from amtui.domain.clock import local_day
from amtui.domain.review_records import ReviewDetail
from amtui.domain.vocabulary import ReviewStatus
from amtui.screens.account_ref import AccountRef, account_of
from amtui.widgets.text import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from amtui.app import AmtuiApp
    from amtui.domain.qbr import QbrPack
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


def make_pack(screen: "BaseScreen") -> None:
    """Make the pack of the account that a screen is about."""
    if (account := account_of(screen)) is not None:
        screen.app.begin(_make(screen.app, account, _last_day(screen)))


def _last_day(screen: "BaseScreen") -> date | None:
    """Return the day before a review that was held, whose figures its pack shows; None for those of now."""
    detail = getattr(screen, "detail", None)
    if not isinstance(detail, ReviewDetail) or detail.row.status is not ReviewStatus.HELD:
        return None
    zone = ZoneInfo(detail.zone)
    last = local_day(detail.row.starts_at, zone) - timedelta(days=1)
    return last if last < local_day(screen.app.clock.now(), zone) else None


async def _make(app: "AmtuiApp", account: AccountRef, last: date | None) -> None:
    """Ask for the format and write the pack; where files here are not the user's, copy it at once."""
    from amtui.data.queries.qbr import qbr_pack
    from amtui.screens.dialogs.pick import PickDialog

    form: str | None = COPY
    if app.files:
        form = await app.push_screen_wait(PickDialog(f"QBR pack of {one_line(account.name)}", CHOICES))
    if form is None or app.backend is None:
        return
    pack = await app.backend.ask(qbr_pack, account_id=account.id, last=last)
    if form == COPY:
        app.copy_to_clipboard(await asyncio.to_thread(_markdown, pack))
        app.say(f"The QBR pack of {account.name} is copied as Markdown.")
    else:
        path = await asyncio.to_thread(_keep, pack, form)
        app.say(f"The QBR pack of {account.name} is kept as {path}")


def _markdown(pack: "QbrPack") -> str:
    from amtui.domain.qbr_words import report
    from amtui.services.reports.markdown import as_markdown

    return as_markdown(report(pack))


def _keep(pack: "QbrPack", form: str) -> "Path":
    from amtui.domain.qbr_words import report
    from amtui.services.kept_files import keep_file
    from amtui.services.reports.write import write_report

    name = f"qbr-{pack.account.name[:MOST_LETTERS]}-{pack.last}.{form}"
    return keep_file(name, lambda path: write_report(path, form, report(pack)))
