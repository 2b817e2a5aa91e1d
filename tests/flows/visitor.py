"""Someone at the keys: presses, waits until all is quiet, and reads what the screen says."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input, Static

from amtui.app import AmtuiApp
from amtui.screens.base import BaseScreen
from amtui.widgets.bottom_line import BottomLine
from amtui.widgets.count_line import CountLine
from amtui.widgets.month_grid import MonthGrid
from amtui.widgets.virtual_table import VirtualTable
from tests.support.flow import press, settle

PATIENCE = 15.0


class Visitor:
    """What a person sees and does."""

    def __init__(self, app: AmtuiApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, each when the one before has had its effect."""
        for key in keys:
            await press(self.pilot, key)
            await settle(self.pilot)

    async def type(self, text: str) -> None:
        """Type a text into what has the focus, at once."""
        await press(self.pilot, *("space" if letter == " " else letter for letter in text))
        await settle(self.pilot)

    async def paste(self, text: str) -> None:
        """Put a text into what has the focus all at once, so that no half of it is ever looked for."""
        focused = self.app.focused
        field = focused if isinstance(focused, Input) else self.app.screen.query(Input).first()
        field.insert_text_at_cursor(text)
        await settle(self.pilot)

    async def hear(self) -> None:
        """Let the program hear that somebody else changed the database."""
        # By a message: with two programs at once, a direct call would be taken for the other one's.
        self.app.call_later(self.app.each_screen, lambda screen: screen.outside_change())
        await settle(self.pilot)

    async def see(self, *words: str) -> None:
        """Wait until the screen or a message shows some words, each somewhere.

        Raises:
            AssertionError: they do not in a long time.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while any(word not in self.shown for word in words):
                    await self.pilot.pause(0.01)
        assert [word for word in words if word not in self.shown] == [], self.shown

    @property
    def shown(self) -> str:
        """All that is written: the screen, and the messages."""
        return "\n".join([*self.lines, *(note.message for note in self.app._notifications)])

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        await settle(self.pilot)

    @property
    def screen(self) -> BaseScreen:
        """The screen that is shown, if it is one with lists and keys."""
        screen = self.app.screen
        assert isinstance(screen, BaseScreen), screen
        return screen

    @property
    def table(self) -> VirtualTable[Any]:
        """The list that has the focus, or the first of the screen."""
        focused = self.app.focused
        return focused if isinstance(focused, VirtualTable) else self.app.screen.query(VirtualTable).first()

    @property
    def row(self) -> Any:
        """The row under the cursor."""
        return self.table.current

    def at(self, rank: int) -> Any:
        """Return the row of a rank."""
        return self.table.row_at(rank)

    @property
    def order(self) -> Any:
        """The order that the headings show."""
        return self.table.order

    @property
    def grid(self) -> MonthGrid:
        """The month."""
        return self.app.screen.query_one(MonthGrid)

    @property
    def focus(self) -> str | None:
        """The name of what has the focus."""
        return self.app.focused.id if self.app.focused else None

    def text(self, selector: str = "") -> str:
        """What the texts of the screen say."""
        found = self.app.screen.query(selector).results(Static) if selector else self.app.screen.query(Static)
        return "\n".join(str(one.render()) for one in found)

    def typed(self) -> str:
        """What stands in the first input."""
        return self.app.screen.query(Input).first().value

    @property
    def said(self) -> str:
        """The latest message."""
        return [note.message for note in self.app._notifications][-1] if self.app._notifications else ""

    @property
    def count(self) -> str:
        """What the count line says."""
        return self.app.screen.query_one(CountLine).words

    @property
    def lines(self) -> list[str]:
        """The lines of the whole screen as characters."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    @property
    def hints(self) -> str:
        """What the bottom line says."""
        line = self.app.screen.query_one(BottomLine).render_line(0)
        return "".join(segment.text for segment in line)


@asynccontextmanager
async def visiting(app: AmtuiApp, size: tuple[int, int] = (120, 34)) -> AsyncIterator[Visitor]:
    """Run the program for a visitor; a fault of the program fails the test."""
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield Visitor(app, pilot)
        await settle(pilot)
    assert app.faults == []
