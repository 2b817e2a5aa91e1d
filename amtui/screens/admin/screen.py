"""The administration screen: rooms as tabs, each a list with a filter, an order and its own actions."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import ContentSwitcher, Static, Tab, Tabs

from amtui.domain.change import Topic
from amtui.domain.errors import AmtuiError
from amtui.domain.paging import Order
from amtui.screens.admin.audit import Audit
from amtui.screens.admin.books import Books
from amtui.screens.admin.doing import Doing
from amtui.screens.admin.handing import choices
from amtui.screens.admin.hours import Hours, Levels
from amtui.screens.admin.imports import Imports
from amtui.screens.admin.room import PagedRoom, Room
from amtui.screens.admin.settings import Routing, Settings
from amtui.screens.admin.users import Users
from amtui.screens.base import BaseScreen
from amtui.screens.dialogs.sort import SortDialog
from amtui.screens.filtered import NO_MATCH, Filtered, filter_note, order_note
from amtui.screens.sentences import sentence
from amtui.widgets.count_line import CountLine
from amtui.widgets.deferred import deferred
from amtui.widgets.filter_bar import FilterBar
from amtui.widgets.text import safe
from amtui.widgets.virtual_table import ListSource, VirtualTable
from amtui.widgets.virtual_table.messages import (
    CountChanged,
    CursorMoved,
    LoadFailed,
    MarksChanged,
    Opened,
    SortRequested,
)

if TYPE_CHECKING:
    from amtui.actions.base import Action
    from amtui.domain.filter_complete import Completion
    from amtui.domain.people import UserChoice
    from amtui.services.backend import Backend

ROOMS: tuple[type[Room], ...] = (Users, Books, Settings, Hours, Levels, Routing, Imports, Audit)
OWN = "admin."


class AdminScreen(BaseScreen, Filtered):
    """Who may do what, and what holds for everybody?"""

    name_ = "admin"
    tab = "6"
    topics: ClassVar[frozenset[Topic]] = frozenset(Topic)
    BINDINGS: ClassVar[list[Any]] = [
        ("l,right_square_bracket", "tab(1)", "Next tab"),
        ("h,left_square_bracket", "tab(-1)", "Previous tab"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._doing = Doing(self)
        self.rooms = {kind.key: kind(self) for kind in ROOMS}
        self.shown = ROOMS[0].key
        self.people: tuple[UserChoice, ...] = ()
        self._saved: int | None = None
        self.rows: dict[str, Sequence[Any]] = {}
        self.wrong = ""
        self._hidden = 0
        self.filters = dict.fromkeys(self.rooms, "")
        self.orders: dict[str, Order | None] = dict.fromkeys(self.rooms)

    @property
    def room(self) -> Room:
        """The room that is shown."""
        return self.rooms[self.shown]

    @property
    def table(self) -> VirtualTable[Any]:
        """The list of the room that is shown."""
        return self.query_one(f"#pane-{self.shown}", VirtualTable)

    def lists(self) -> tuple[VirtualTable[Any], ...]:
        """Return the list of the room that is shown."""
        return (self.table,)

    def list_name(self) -> str:
        """Return what the room is called."""
        return self.room.title.lower()

    def do_list_export(self) -> None:
        """Write the room's list to a file; of the record all that the filter finds, not only what is read."""
        if "export" in self.room.offers:
            self.action_run("admin.export")
        else:
            super().do_list_export()

    def body(self) -> ComposeResult:
        """Lay the tabs above the lists, and what the cursor is on below."""
        yield Tabs(*(Tab(safe(room.title), id=key) for key, room in self.rooms.items()), id="tabs")
        with ContentSwitcher(initial=f"pane-{self.shown}", id="columns"):
            for key, room in self.rooms.items():
                yield VirtualTable[Any](room.columns(), empty_text=room.empty, id=f"pane-{key}")
        yield Static(id="office-row", markup=False)
        yield FilterBar(self._complete, id="filter")
        yield CountLine("row", "rows", id="count")

    def prepare(self) -> None:
        """Begin in the list of users."""
        self.query_one("#tabs", Tabs).can_focus = False
        self.table.focus()

    def action_tab(self, step: int) -> None:
        """Go to the next or the previous room."""
        keys = list(self.rooms)
        self.query_one("#tabs", Tabs).active = keys[(keys.index(self.shown) + step) % len(keys)]

    def on_tabs_tab_activated(self, event: Tabs.TabActivated) -> None:
        """Show a room."""
        self.shown, self.wrong, self._hidden = event.tab.id or ROOMS[0].key, "", 0
        self.query_one("#columns", ContentSwitcher).current = f"pane-{self.shown}"
        self.table.focus()
        self.query_one("#office-row").set_class(self.room.in_lines, "lines")
        self._tell(self.table.current)
        self.refresh_hints()
        if self.app.backend is not None:
            self.reload()

    def reload(self) -> None:
        """Read the room that is shown; the others are read when they are."""
        if isinstance(self.room, PagedRoom):
            self._list()
            self.load("people", choices)
        else:
            self.load("room", partial(self._ask, self.shown))

    async def _ask(self, key: str, backend: "Backend") -> tuple[str, Sequence[Any]]:
        return key, await self.rooms[key].ask(backend, self.filters[key])

    def show_room(self, answer: tuple[str, Sequence[Any]]) -> None:
        """Show what was read."""
        key, rows = answer
        self.rows[key] = rows
        if key == self.shown:
            self._list()

    def _list(self) -> None:
        room, order = self.room, self.orders[self.shown]
        self.table.order = order
        self.table.empty_text = NO_MATCH if self.filters[self.shown] else room.empty
        if isinstance(room, PagedRoom):
            if self.app.backend is None:
                return
            at, self._saved = self._saved, None
            self.table.set_source(room.source(self.app.backend, self.filters[self.shown], order), at=at)
            return
        found = [row for row in self.rows.get(self.shown, ()) if self._matches(row)]
        at = self._saved if any(room.row_id(row) == self._saved for row in found) else None
        self._saved = None if at is not None else self._saved
        self.table.set_source(ListSource(found, room.row_id, order, room.sort_keys), at=at)

    def _matches(self, row: Any) -> bool:
        words = () if self.room.grammar else self.filters[self.shown].casefold().split()
        return all(word in self.room.searched(row).casefold() for word in words)

    def on_virtual_table_cursor_moved(self, event: CursorMoved[Any]) -> None:
        """Tell about the row under the cursor."""
        self._tell(event.row)
        self.refresh_hints()

    def _tell(self, row: Any) -> None:
        words = self.room.told(row) if row is not None else ""
        self.query_one("#office-row", Static).update(safe(words), layout=False)

    def on_virtual_table_count_changed(self, _event: CountChanged) -> None:
        """Say how many rows there are, and how many marked ones are not among them."""
        self._count()
        if self.marks():
            self._look_for_marks()

    def on_virtual_table_marks_changed(self, _event: MarksChanged) -> None:
        """Say how many rows are marked, and how many of them the filter hides."""
        self._look_for_marks()
        self.refresh_hints()

    def _look_for_marks(self) -> None:
        self.run_worker(deferred(self._count_hidden), group="hidden", exclusive=True, exit_on_error=False)

    async def _count_hidden(self) -> None:
        self._hidden = await self.table.hidden_marks()
        self._count()

    def _count(self) -> None:
        line, text = self.query_one("#count", CountLine), self.filters[self.shown]
        line.call(*self.room.noun)
        note = " · ".join(filter(None, (order_note(self.table), filter_note(text, self.wrong))))
        line.show(self.table.count, marked=self.marks(), hidden=self._hidden, waiting=0, note=note)

    def on_virtual_table_load_failed(self, event: LoadFailed) -> None:
        """Say what could not be read; rows that are here stay."""
        if not isinstance(event.error, AmtuiError):
            self.app.broke(event.error)
            return
        self.table.show_error(sentence(event.error))
        self.app.read_failed(event.error)

    def on_virtual_table_opened(self, _event: Opened[Any]) -> None:
        """Enter edits."""
        if "edit" in self.room.offers:
            self.action_run("admin.edit")

    def on_virtual_table_sort_requested(self, event: SortRequested) -> None:
        """Sort by the heading that was clicked."""
        self._sorted(event.column)

    def selected(self) -> object | None:
        """Return the row under the cursor."""
        return self.table.current if self.is_mounted else None

    def marks(self) -> int:
        """Return how many rows are marked."""
        return self.table.marks.count(self.table.count.n) if self.is_mounted else 0

    def saved(self, row_id: int | None) -> None:
        """Put the cursor on a row that was just saved, once it is in the list."""
        self._saved = row_id
        self._list()

    def hinted(self, known: "type[Action]") -> bool:
        """Leave out what means nothing in the room."""
        return not known.id.startswith(OWN) or known.id.removeprefix(OWN) in self.room.offers

    @property
    def helper(self) -> object:
        """What answers the actions of the rooms."""
        return self._doing

    def do_list_sort(self) -> None:
        """Ask for the column to sort by."""
        labels = {column.key: column.label for column in self.room.columns()}
        if self.room.orders:
            dialog = SortDialog(self.room.orders, labels, self.orders[self.shown])
            self.app.push_screen(dialog, self._sorted)

    def do_list_reverse(self) -> None:
        """Turn the order round."""
        if (order := self.orders[self.shown]) is not None:
            self._sorted(order.column)

    def _sorted(self, column: str | None) -> None:
        if column is not None and column in self.room.orders:
            now = self.orders[self.shown]
            same = now is not None and now.column == column
            self.orders[self.shown] = Order(column, bool(same and now and not now.descending))
            self._list()

    def do_list_filter(self) -> None:
        """Open the filter line."""
        self.query_one("#filter", FilterBar).open(self.filters[self.shown])
        self.load("names", self.room.read_names)

    def show_people(self, people: "tuple[UserChoice, ...]") -> None:
        """Remember who can be chosen, so that a form opens with the key that asks for it."""
        self.people = people

    def show_names(self, _read: None) -> None:
        """Offer the names that the room has read, from the next key on."""

    def _complete(self, text: str, cursor: int) -> "Sequence[Completion]":
        return self.room.complete(text, cursor)

    def filter_by(self, text: str) -> None:
        """Show only what is asked for; where that cannot be read, say so and leave the list as it is."""
        self.wrong = self.room.wrong(text)
        if self.wrong or text == self.filters[self.shown]:
            self._count()
            return
        self.filters[self.shown] = text
        if self.room.grammar:
            self.reload()
        else:
            self._list()
        self._count()

    def do_app_back(self) -> None:
        """Clear the marks, then the filter."""
        if self.marks():
            self.table.clear_marks()
        elif self.filters[self.shown]:
            self.filter_by("")
        else:
            super().do_app_back()
