"""A screen with one list, a filter line, a count line, and a pane beside it that follows the cursor."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen
from textual.widgets import Static

from amtui.domain.errors import AmtuiError
from amtui.domain.paging import Order
from amtui.domain.wording import label
from amtui.screens.base import BaseScreen
from amtui.screens.filtered import NO_MATCH, Filtered, filter_note, order_note
from amtui.screens.sentences import sentence
from amtui.widgets.blank import BlankRow
from amtui.widgets.coalesce import Coalesced
from amtui.widgets.count_line import CountLine
from amtui.widgets.deferred import deferred
from amtui.widgets.filter_bar import Complete, FilterBar
from amtui.widgets.side_pane import SidePane
from amtui.widgets.virtual_table import Column, VirtualTable
from amtui.widgets.virtual_table.messages import (
    CountChanged,
    CursorMoved,
    LoadFailed,
    MarksChanged,
    SortRequested,
)

QUIET_SECONDS = 0.15
"""Seconds the cursor must rest before the pane follows, so that reading never meets the next key."""
SOON_SECONDS = 0.1
"""Seconds that a list in another order may take without being waited for behind the order of before."""


class ListScreen(BaseScreen, Filtered):
    """What Today, Portfolio and Requests have in common.

    A subclass gives `columns`, `noun`, `empty_text` and `orders`; it reads its list in `reload`,
    and describes the row under the cursor in `describe` or loads it in `follow`.
    """

    noun: ClassVar[tuple[str, str]] = ("row", "rows")
    empty_text: ClassVar[str] = "Nothing here yet."
    orders: ClassVar[tuple[str, ...]] = ()
    first_order: ClassVar[Order | None] = None

    def __init__(self) -> None:
        super().__init__()
        self.order = self.first_order
        self.filter_text = self.sought = self._readable = ""
        self._list = VirtualTable[Any](self.columns(), empty_text="", id="list")
        self._marked = 0
        self._hidden = 0
        self._waiting = 0
        self._on_row = False
        self._follow: Coalesced[object] = Coalesced(self, QUIET_SECONDS, self.follow)

    def columns(self) -> tuple[Column[Any], ...]:
        """Return the columns of the list."""
        raise NotImplementedError

    @property
    def table(self) -> VirtualTable[Any]:
        """The list."""
        return self._list

    def body(self) -> ComposeResult:
        """Lay out the list and the pane beside it."""
        yield from self.above()
        with BlankRow(id="columns"):
            yield self.table
            with SidePane(id="side"):
                yield Static(id="detail", markup=False)
        yield FilterBar(self.complete, id="filter")
        yield CountLine(*self.noun, id="count")

    def above(self) -> ComposeResult:
        """Yield what stands above the list; nothing by default."""
        yield from ()

    def prepare(self) -> None:
        """Take up the filter and the order of the last session."""
        self._take_up_saved()
        self.table.focus()

    def received(self) -> None:
        """Take up the filter and the order of the user who came."""
        self._take_up_saved()
        super().received()

    def _take_up_saved(self) -> None:
        saved = self.app.state.get(f"list.{self.name_}", {})
        self.filter_text = str(saved.get("filter", ""))
        if saved.get("order") in self.orders:
            self.order = Order(saved["order"], bool(saved.get("descending")))
        self.table.order = self.order

    def connected(self) -> None:
        """Say of an empty list what would fill it, now that it can be known to be empty."""
        self.table.empty_text = self.empty_words()
        super().connected()

    def empty_words(self) -> str:
        """Return what the list says when it is empty."""
        return NO_MATCH if self.filter_text else self.empty_text

    def keep_place(self) -> None:
        """Remember cursor, filter and order for the next session."""
        self.app.state.put(
            f"list.{self.name_}",
            {
                "cursor": self.table.cursor,
                "filter": self.in_force,
                "order": self.order.column if self.order else None,
                "descending": self.order.descending if self.order else False,
            },
        )

    def saved_cursor(self) -> int | None:
        """Return the row that the cursor was on in the last session."""
        found = self.app.state.get(f"list.{self.name_}", {}).get("cursor")
        return found if isinstance(found, int) else None

    def selected(self) -> object | None:
        """Return the row under the cursor."""
        return self.table.current if self.is_mounted else None

    def marks(self) -> int:
        """Return how many rows are marked."""
        return self._marked

    def follow(self, row: object) -> None:
        """Show the row in the pane; loads nothing by default."""
        # The pane has a size of its own: what follows the cursor must never cost a layout.
        self.query_one("#detail", Static).update(self.describe(row), layout=False)

    def follow_again(self) -> None:
        """Show the same row in the pane that has another width now: its lines are broken for one width."""
        if self.is_mounted and (row := self.selected()) is not None:
            self.follow(row)

    def on_side_pane_reshaped(self) -> None:
        """Break the lines of the pane anew."""
        self.follow_again()

    def on_resize(self, _event: Resize) -> None:
        """Say what headings now do not."""
        if self.query_one("#count", CountLine).words:
            self.call_after_refresh(self.show_count)

    def pane_cells(self) -> int:
        """Return how many cells a line of the pane has."""
        return self.query_one("#side").scrollable_content_region.width

    def describe(self, row: object) -> Content:
        """Return what the pane says of a row."""
        raise NotImplementedError

    def on_virtual_table_cursor_moved(self, event: CursorMoved[Any]) -> None:
        """Let the pane follow once the cursor rests; with no row left it shows none."""
        event.stop()
        self._follow(event.row)
        self._hint_row(here=event.row is not None)

    def _hint_row(self, *, here: bool) -> None:
        """Bring the keys up to date when there is a row now and was none before, or the other way round."""
        if here is not self._on_row:
            self._on_row = here
            self.refresh_hints()

    def on_virtual_table_count_changed(self, _event: CountChanged) -> None:
        """Say how many rows there are, and how many marked ones are not among them."""
        self.show_count()
        if self._marked:
            self.run_worker(deferred(self._count_hidden), group="hidden", exclusive=True, exit_on_error=False)

    def on_virtual_table_load_failed(self, event: LoadFailed) -> None:
        """Say what could not be read; rows that are here stay."""
        if not isinstance(event.error, AmtuiError):
            self.app.broke(event.error)
            return
        self.table.show_error(sentence(event.error))
        self.app.read_failed(event.error)

    def answered(self, ids: Sequence[int]) -> None:
        """Go on to the next row once the cursor's own was answered; it never chases the one that moved."""
        if not self._marked and len(ids) == 1:
            self.table.move(1)
        self.table.clear_marks()

    def outside_change(self) -> None:
        """Read again, unless something is being typed: then say how many updates wait."""
        asked = self.app.screen is not self and isinstance(self.app.screen, ModalScreen)
        if asked or self.query_one("#filter", FilterBar).is_open:
            self._waiting += 1
            self.show_count()
        if not self.query_one("#filter", FilterBar).is_open:
            super().outside_change()

    def on_screen_resume(self) -> None:
        """Nothing waits any more: what changed under a dialog is read now."""
        if self._waiting and not self.query_one("#filter", FilterBar).is_open:
            self._waiting = 0
            self.show_count()

    def filter_typed(self) -> None:
        """Go back to the list, and read what came meanwhile."""
        super().filter_typed()
        if self._waiting:
            self._waiting = 0
            self.reload()
        self.show_count()

    def on_virtual_table_marks_changed(self, event: MarksChanged) -> None:
        """Say how many rows are marked, and how many of them the filter hides."""
        self._marked = event.n
        self.run_worker(deferred(self._count_hidden), group="hidden", exclusive=True, exit_on_error=False)
        self.refresh_hints()

    async def _count_hidden(self) -> None:
        self._hidden = await self.table.hidden_marks()
        self.show_count()

    def show_count(self) -> None:
        """Bring the count line up to date."""
        note = " · ".join(filter(None, (self.mode_words(), self.order_words(), self.filter_words())))
        line = self.query_one("#count", CountLine)
        line.show(
            self.table.count, marked=self._marked, hidden=self._hidden, waiting=self._waiting, note=note
        )

    @property
    def in_force(self) -> str:
        """The filter that the list is narrowed by: the one typed last that can be read."""
        return self._readable if self.wrong else self.filter_text

    def filter_words(self) -> str:
        """Return what narrows the list, and what is wrong with what was typed."""
        return filter_note(self.in_force, self.wrong)

    def order_words(self) -> str:
        """Return what the list is sorted by, where no heading says so."""
        return order_note(self.table)

    def mode_words(self) -> str:
        """Return how the list is shown, where that is not as usual."""
        return ""

    def on_virtual_table_sort_requested(self, event: SortRequested) -> None:
        """Sort by the heading that was clicked, or turn the order round; say so where that is no order."""
        if event.column in self.orders:
            self.sort_by(event.column)
        else:
            self.app.say(f"This list cannot be sorted by {label(event.column)}.", severity="warning")

    def set_order(self, order: Order) -> None:
        """Sort the list; the cursor stays on its row."""
        if order.column in self.orders:
            self.order = order
            self.table.order = order
            self.reload()

    def do_list_sort(self) -> None:
        """Ask for the column to sort by."""
        from amtui.screens.dialogs.sort import SortDialog

        labels = {column.key: column.label for column in self.columns()}
        self.app.push_screen(SortDialog(self.orders, labels, self.order), self._sorted)

    def _sorted(self, answer: str | None) -> None:
        if answer is not None:
            self.sort_by(answer)
            # The order of before, seen without the dialog, would be in the way of the one asked for.
            self.app.paint_with(self.table.opened, most=SOON_SECONDS)

    def sort_by(self, column: str) -> None:
        """Sort by a column; by the one that the list is sorted by already, turn the order round."""
        same = self.order is not None and self.order.column == column
        self.set_order(Order(column, same and not (self.order and self.order.descending)))

    def do_list_reverse(self) -> None:
        """Turn the order round."""
        if self.order:
            self.set_order(Order(self.order.column, not self.order.descending))

    def do_list_filter(self) -> None:
        """Open the filter line."""
        self.query_one("#filter", FilterBar).open(self.filter_text)

    complete: Complete | None = None
    """Gives what could be typed next into the filter; None where there is nothing to say."""

    def on_filter_bar_changed(self, event: FilterBar.Changed) -> None:
        """Remember what was looked for, beside filtering by it."""
        self.sought = event.text or self.sought

    def filter_by(self, text: str) -> None:
        """Show only what matches; the marks stay."""
        if text != self.filter_text:
            self._readable, self.filter_text = self.in_force, text
            self.show_filtered()

    def show_filtered(self) -> None:
        """Show what the filter in force leaves of the list."""
        self.table.empty_text = self.empty_words()
        self.list_again()
        self.show_count()

    def list_again(self) -> None:
        """List what matches; reads it by default."""
        self.reload()

    def do_list_next_match(self) -> None:
        """Go to the next row that matches what was filtered for last."""
        self._seek(1)

    def do_list_previous_match(self) -> None:
        """Go to the row before that matches what was filtered for last."""
        self._seek(-1)

    def _seek(self, step: int) -> None:
        if self.filter_text:
            self.table.move(step)
        elif self.sought:
            self.run_worker(
                deferred(self._go_beside, step), group="seek", exclusive=True, exit_on_error=False
            )
        else:
            self.app.say("Nothing was looked for yet: / looks, n goes on.", severity="warning")

    async def _go_beside(self, step: int) -> None:
        try:
            found = await self.beside(self.sought, step)
        except AmtuiError as error:
            self.app.say(sentence(error), severity="warning")
            return
        if found is None or not await self.table.find(found):
            way = "further" if step > 0 else "earlier"
            self.app.say(f"No {way} match of “{self.sought}”.", severity="warning")

    async def beside(self, text: str, step: int) -> int | None:
        """Return the id of the nearest row behind or before the cursor's that matches."""
        matches = await self.matcher(text)
        pager = self.table.pager
        rank = self.table.rank + step
        while pager is not None and (row := self.table.row_at(rank)) is not None:
            if matches(row):
                return pager.source.row_id(row)
            rank += step
        return None

    async def matcher(self, text: str) -> Callable[[Any], bool]:
        """Return what tells whether a filter asks for a row, of a list that is filtered here."""
        words = text.casefold().split()
        return lambda row: all(word in self.searched(row) for word in words)

    def searched(self, _row: object) -> str:
        """Return what a filter is looked for in, of a list that is filtered here."""
        return ""

    def do_list_preview(self) -> None:
        """Show or hide the pane beside the list."""
        narrow = self.app.size.width < 120
        self.query_one("#side").toggle_class("asked" if narrow else "hidden")
        self.query_one("#columns").set_class(narrow and self.query_one("#side").has_class("asked"), "asked")

    def do_list_copy(self) -> None:
        """Copy the reference of the row."""
        reference = str(getattr(self.selected(), "ref", None) or getattr(self.selected(), "name", ""))
        self.app.copy_to_clipboard(reference)
        self.app.say(f"Copied {reference}")

    def do_app_back(self) -> None:
        """Clear the marks, then the filter, then go back."""
        if self._marked:
            self.table.clear_marks()
        elif self.filter_text:
            self.filter_by("")
            self.show_count()
        else:
            super().do_app_back()

    def on_screen_suspend(self) -> None:
        """Keep the place when another screen is shown."""
        self.keep_place()

    def on_unmount(self) -> None:
        """Keep the place at the end."""
        self.keep_place()
