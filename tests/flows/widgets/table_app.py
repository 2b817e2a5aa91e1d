"""An app with nothing but a table, and what tests need to look at it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Generic, TypeVar

from textual.app import App, ComposeResult
from textual.filter import LineFilter
from textual.message import Message
from textual.pilot import Pilot

from amtui.widgets.text import HostileFilter
from amtui.widgets.virtual_table import Column, RowSource, VirtualTable

Row = TypeVar("Row")


class TableApp(App[None], Generic[Row]):
    """One table, and the messages it posted, in order."""

    def __init__(self, columns: Sequence[Column[Row]], *, jump: bool = True) -> None:
        super().__init__()
        self._lock = HostileFilter()
        self.table: VirtualTable[Row] = VirtualTable(columns, jump=jump)
        self.seen: list[Message] = []

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self._lock]

    def compose(self) -> ComposeResult:
        yield self.table

    def on_virtual_table_cursor_moved(self, message: Message) -> None:
        self.seen.append(message)

    on_virtual_table_opened = on_virtual_table_cursor_moved
    on_virtual_table_marks_changed = on_virtual_table_cursor_moved
    on_virtual_table_sort_requested = on_virtual_table_cursor_moved
    on_virtual_table_count_changed = on_virtual_table_cursor_moved
    on_virtual_table_load_failed = on_virtual_table_cursor_moved

    def lines(self) -> list[str]:
        """The table as it would be drawn, without colours."""
        return [self.table.render_line(y).text for y in range(self.table.size.height)]


@asynccontextmanager
async def table_app(
    columns: Sequence[Column[Row]],
    source: RowSource[Row] | None,
    size: tuple[int, int] = (60, 20),
    *,
    jump: bool = True,
) -> AsyncIterator[tuple[TableApp[Row], Pilot[None]]]:
    """A running app whose table has read its first rows."""
    app = TableApp(columns, jump=jump)
    async with app.run_test(size=size) as pilot:
        app.table.focus()
        if source is not None:
            app.table.set_source(source)
        await settled(app, pilot)
        yield app, pilot


async def settled(app: TableApp[Row], pilot: Pilot[None]) -> None:
    """Wait until the table reads nothing more and all is drawn."""
    for _ in range(200):
        await asyncio.gather(
            *(worker.wait() for worker in list(app.workers) if not worker.is_finished),
            return_exceptions=True,
        )
        await pilot.pause()
        if not app.table.reading and all(worker.is_finished for worker in app.workers):
            return
    raise AssertionError("the table never came to rest")
