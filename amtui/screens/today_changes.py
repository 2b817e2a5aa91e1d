"""What became of the day's list: remembered at the first look of a day, told at a key."""

from typing import TYPE_CHECKING

from textual.content import Content

from amtui.domain.clock import local_day
from amtui.domain.today_difference import RememberToday, remembered
from amtui.domain.today_difference_words import NOTHING_REMEMBERED, counts, cut, heading, sections
from amtui.screens.in_passing import tell
from amtui.screens.viewer import zone_of
from amtui.widgets.detail import title
from amtui.widgets.text import safe

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from amtui.app import AmtuiApp
    from amtui.data.queries.today_kept import Kept
    from amtui.domain.today_difference import Difference
    from amtui.domain.today_records import TodayRow

SHOWN = 40


def remember(app: "AmtuiApp", rows: "Sequence[TodayRow]", before: "date | None") -> "date":
    """Remember how the list stands unless that was done today; return the day."""
    today = local_day(app.clock.now(), zone_of(app))
    if before != today:
        tell(app, RememberToday(rows=tuple(map(remembered, rows))))
    return today


async def show_changes(app: "AmtuiApp", kept: "Kept") -> None:
    """Show what became of the list."""
    from amtui.data.queries.today_since import today_difference
    from amtui.screens.dialogs.told import ToldDialog

    if app.backend is not None:
        found = await app.backend.ask(today_difference, kept=kept)
        today = local_day(app.clock.now(), zone_of(app))
        question = f"{heading(found, today)}: {counts(found)}" if found.since else heading(found, today)
        app.push_screen(ToldDialog(question, _content(found)))


def _content(difference: "Difference") -> Content:
    if difference.since is None:
        return safe(NOTHING_REMEMBERED)
    parts = [
        Content("\n").join([title(words), *(safe(line, newlines=False) for line in cut(lines, SHOWN))])
        for words, lines in sections(difference)
    ]
    return Content("\n\n").join(parts) if parts else safe("Nothing changed.")
