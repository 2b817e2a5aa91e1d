"""The stand-up: one line per account, ticked as they are said, five minutes in all."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from amtui.domain.change import Topic
from amtui.domain.clock import local_day
from amtui.domain.standup import Standup, StandupLine, markdown, time_words
from amtui.screens.base import BaseScreen
from amtui.screens.viewer import zone_of
from amtui.widgets.text import safe
from amtui.widgets.virtual_table import Column, ListSource, VirtualTable
from amtui.widgets.virtual_table.cells import Cell
from amtui.widgets.virtual_table.messages import CursorMoved, Opened

if TYPE_CHECKING:
    from amtui.services.backend import Backend


class StandupScreen(BaseScreen):
    """What is to be said of each account?"""

    name_ = "standup"
    tab = "1"
    topics: ClassVar[frozenset[Topic]] = frozenset(Topic)

    def __init__(self) -> None:
        super().__init__()
        self._found: Standup | None = None
        self._said: frozenset[int] = frozenset()

    def body(self) -> ComposeResult:
        """Lay the pace above the lines."""
        yield Static(id="strip", markup=False)
        yield VirtualTable[StandupLine](self._columns(), empty_text="", id="list")

    def prepare(self) -> None:
        """Begin in the list."""
        self._table.focus()

    @property
    def _table(self) -> VirtualTable[StandupLine]:
        return self.query_one("#list", VirtualTable)

    def reload(self) -> None:
        """Read what is to be said."""
        self.load("standup", _ask)

    def show_standup(self, found: Standup) -> None:
        """Show the lines; the ticks stay with their accounts."""
        self._found = found
        self._draw(found, self._table.cursor)

    def _draw(self, found: Standup, at: int | None) -> None:
        lines = [replace(line, ticked=line.account_id in self._said) for line in found.lines]
        self._table.empty_text = "No accounts yet."
        self._table.set_source(ListSource(lines, lambda line: line.account_id), at=at)
        done = sum(line.account_id in self._said for line in found.loud)
        ticked = f" · {done} said" if done else ""
        self.query_one("#strip", Static).update(safe(time_words(found) + ticked, newlines=False))
        self.refresh_hints()

    def selected(self) -> object | None:
        """Return the line under the cursor."""
        return self._table.current if self.is_mounted else None

    def on_virtual_table_cursor_moved(self, _event: CursorMoved[Any]) -> None:
        """Bring the keys up to date."""
        self.refresh_hints()

    def on_virtual_table_opened(self, event: Opened[Any]) -> None:
        """Open the account."""
        self.open_account(event.row.account_id)

    def do_standup_tick(self) -> None:
        """Tick the line and go on to the next one."""
        line = self.selected()
        if self._found is not None and isinstance(line, StandupLine):
            self._said ^= {line.account_id}
            ids = [each.account_id for each in self._found.lines]
            below = ids.index(line.account_id) + 1
            self._draw(self._found, ids[min(below, len(ids) - 1)])

    def do_standup_copy(self) -> None:
        """Copy the checklist."""
        if self._found is not None:
            day = local_day(self._found.at, zone_of(self.app))
            self.app.copy_to_clipboard(markdown(self._found, day))
            self.app.say("Copied the stand-up as Markdown")

    def _columns(self) -> tuple[Column[Any], ...]:
        return (
            Column[StandupLine]("tick", "", _tick, width=1, priority=9),
            Column[StandupLine](
                "account",
                "Account",
                lambda line: f"{line.glyph} {line.account}",
                least=14,
                most=28,
                priority=10,
            ),
            Column[StandupLine]("said", "To say", _said, least=20, weight=4, priority=8),
        )


def _tick(line: StandupLine) -> Cell:
    return ("✓", "good") if line.ticked else ("·", "dim")


def _said(line: StandupLine) -> Cell:
    return (line.said, "dim" if line.quiet else "")


async def _ask(backend: "Backend") -> Standup:
    from amtui.data.queries.standup import standup

    return await backend.ask(standup)
