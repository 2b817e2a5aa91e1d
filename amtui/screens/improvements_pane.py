"""The tab of an account's improvement actions: what to do, the list, and the proof of the one chosen."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from amtui.domain.improvement_records import ImprovementBoard, ImprovementDetail
from amtui.domain.improvement_row import ImprovementRow
from amtui.screens.improvement_words import columns, offers, pane
from amtui.screens.playbook_words import described
from amtui.widgets.reading import ReadingPane
from amtui.widgets.virtual_table import ListSource, VirtualTable
from amtui.widgets.virtual_table.messages import CursorMoved, Opened

EMPTY = "No improvement action yet. Press a to propose one."


class Proof(ReadingPane):
    """The pane beside the list; reached with enter, left with escape."""

    BINDINGS: ClassVar[list[Any]] = [Binding("escape", "leave", show=False)]

    def action_leave(self) -> None:
        """Go back to the list."""
        self.screen.query_one("#improvements").focus()


class ImprovementsPane(Container):
    """Values in; what is chosen is asked for by the screen."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - every widget's name for it
        super().__init__(id=id)
        self.board: ImprovementBoard | None = None
        self._wanted: int | None = None

    def compose(self) -> ComposeResult:
        """Lay the offers above the list and the proof."""
        yield Static(id="offers", markup=False)
        with Container(id="improvement-columns"):
            yield VirtualTable[ImprovementRow](columns(), empty_text=EMPTY, id="improvements")
            with Proof(id="proof"):
                yield Static(id="proof-words", markup=False)

    @property
    def table(self) -> VirtualTable[ImprovementRow]:
        """The list."""
        return self.query_one("#improvements", VirtualTable)

    @property
    def current(self) -> ImprovementDetail | None:
        """The action under the cursor."""
        row = self.table.current
        found = self.board.actions if self.board and row else ()
        return next((detail for detail in found if row and detail.row.id == row.id), None)

    def show(self, board: ImprovementBoard) -> None:
        """Show the actions, the latest first; the cursor stays on its own."""
        self.board = board
        newest = [detail.row for detail in reversed(board.actions)]
        at, self._wanted = self._wanted, None
        self.table.set_source(ListSource(newest, lambda row: row.id), at=at)
        self.query_one("#offers", Static).update(offers(board, self.screen.size.width - 2))
        self.query_one("#offers").display = bool(board.offers)
        first = next(iter(newest), None)
        self._tell(self.table.current or first)

    def go_to(self, action_id: int | None) -> None:
        """Put the cursor on an action once it is read."""
        self._wanted = action_id

    def on_virtual_table_cursor_moved(self, event: CursorMoved[Any]) -> None:
        """Let the proof follow the cursor."""
        self._tell(event.row)

    def on_virtual_table_opened(self, event: Opened[Any]) -> None:
        """Go into the proof."""
        event.stop()
        self.query_one(Proof).focus()

    def on_resize(self) -> None:
        """Break the lines anew."""
        if self.board is not None:
            self.call_after_refresh(lambda: self._tell(self.table.current))

    def _offered(self, room: int) -> Content:
        """Return the playbook that fits best where nothing is done yet."""
        found = (each for offer in (self.board.offers if self.board else ()) for each in offer.suggestions)
        first = next(found, None)
        return described(first.playbook, room) if first else Content()

    def _tell(self, row: ImprovementRow | None) -> None:
        found = self.board.actions if self.board and row else ()
        detail = next((each for each in found if row and each.row.id == row.id), None)
        words = self.query_one("#proof-words", Static)
        room = self.query_one(Proof).scrollable_content_region.width
        words.update(pane(detail, room) if detail else self._offered(room))
        self.query_one(Proof).scroll_home(animate=False)
