"""Who is away and who covers, with the brief of each leave beside the list."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from amtui.domain.change import Topic
from amtui.domain.handover import Handover, markdown
from amtui.domain.leave_changes import EndLeave
from amtui.domain.leave_rules import LeaveRow
from amtui.domain.wording import counted
from amtui.screens.base import BaseScreen
from amtui.screens.viewer import now_of
from amtui.widgets.text import safe
from amtui.widgets.virtual_table import Column, ListSource, VirtualTable
from amtui.widgets.virtual_table.cells import Cell
from amtui.widgets.virtual_table.messages import CursorMoved

if TYPE_CHECKING:
    from amtui.services.backend import Backend

STATES: dict[str, Cell] = {
    "alone": ("▲ alone", "bad"),
    "away": ("● away now", "warn"),
    "ahead": ("◌ ahead", "dim"),
}
NOT_YOURS = "The brief is for those who may see the book."


class LeaveScreen(BaseScreen):
    """Who looks after whose book?"""

    name_ = "leave"
    tab = "2"
    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.PEOPLE, Topic.ACCOUNTS})

    def __init__(self) -> None:
        super().__init__()
        self._row: LeaveRow | None = None

    def body(self) -> ComposeResult:
        """Lay the list above the brief of the leave under the cursor."""
        yield Static(id="strip", markup=False)
        with Vertical(id="leaves"):
            yield VirtualTable[LeaveRow](
                self._columns(), empty_text="Nobody is away or will be. Press a to enter a leave.", id="list"
            )
        with VerticalScroll(id="brief"):
            yield Static(id="text", markup=False)

    def prepare(self) -> None:
        """Begin in the list."""
        self.query_one("#list").focus()

    def reload(self) -> None:
        """Read who is away."""
        self.load("rows", _ask)

    def show_rows(self, rows: tuple[LeaveRow, ...]) -> None:
        """Show the leaves that run or lie ahead; the cursor stays on its leave."""
        table = self.query_one("#list", VirtualTable)
        table.set_source(ListSource(rows, lambda row: row.id), at=table.cursor)
        mine = [row for row in rows if self._is_mine(row)]
        words = f"{counted(len(rows), 'leave')} now or ahead"
        covers = f" · you cover {', '.join(row.user for row in mine)}" if mine else ""
        self.query_one("#strip", Static).update(safe(words + covers, newlines=False))
        if not rows:
            self._show("")

    def _is_mine(self, row: LeaveRow) -> bool:
        identity = self.app.backend.identity if self.app.backend else None
        return identity is not None and row.cover_id == identity.user_id

    def selected(self) -> object | None:
        """Return the leave under the cursor."""
        return self.query_one("#list", VirtualTable).current if self.is_mounted else None

    def on_virtual_table_cursor_moved(self, event: CursorMoved[Any]) -> None:
        """Make the brief of the leave under the cursor."""
        if isinstance(event.row, LeaveRow) and event.row != self._row:
            self._row = event.row
            self.refresh_hints()
            self.load("brief", _asking_brief(event.row, sees=self._sees(event.row)))

    def _sees(self, row: LeaveRow) -> bool:
        return self.app.backend is not None and self.app.backend.identity.scope.sees(row.user_id)

    def show_brief(self, brief: Handover | None) -> None:
        """Show the brief as it would be copied."""
        self._show("" if brief is None else markdown(brief))

    def _show(self, text: str) -> None:
        self.query_one("#text", Static).update(safe(text or NOT_YOURS))

    def do_leave_add(self) -> None:
        """Ask who is away when, and who covers."""
        from amtui.screens.leave_dialog import ask_leave

        self.app.begin(ask_leave(self.app))

    def do_leave_edit(self) -> None:
        """Ask what is different about the leave."""
        from amtui.screens.leave_dialog import ask_other_leave

        if isinstance(row := self.selected(), LeaveRow):
            self.app.begin(ask_other_leave(self.app, row))

    def do_leave_end(self) -> None:
        """Call the leave off, or end it."""
        if isinstance(row := self.selected(), LeaveRow):
            self.app.begin_change(EndLeave(leave_id=row.id, expected_version=row.version))

    def do_leave_copy(self) -> None:
        """Copy the brief of the leave under the cursor, whether or not it is shown yet."""
        if isinstance(row := self.selected(), LeaveRow) and self.app.backend is not None:
            self.app.begin(self._copy(row, self.app.backend))

    async def _copy(self, row: LeaveRow, backend: "Backend") -> None:
        brief = await _asking_brief(row, sees=self._sees(row))(backend)
        if brief is None:
            self.app.say(NOT_YOURS, severity="warning")
            return
        self.app.copy_to_clipboard(markdown(brief))
        self.app.say("Copied the brief as Markdown")

    def _columns(self) -> tuple[Column[Any], ...]:
        return (
            Column[LeaveRow]("user", "Away", lambda row: row.user, least=12, most=26, priority=10),
            Column[LeaveRow]("cover", "Cover", lambda row: row.cover, least=12, most=26, priority=9),
            Column[LeaveRow](
                "first", "From", lambda row: str(row.first), width=10, priority=8, value="first"
            ),
            Column[LeaveRow]("last", "To", lambda row: str(row.last), width=10, priority=8, value="last"),
            Column[LeaveRow]("state", "State", self._state, width=10, priority=6, value=self._stands),
            Column[LeaveRow](
                "n", "Accounts", _accounts, width=8, align="right", priority=4, value="accounts"
            ),
            Column[LeaveRow]("note", "Note", _note, least=10, weight=2, priority=3),
        )

    def _state(self, row: LeaveRow) -> Cell:
        return STATES.get(self._stands(row), "over")

    def _stands(self, row: LeaveRow) -> str:
        today = now_of(self.app).date()
        if row.alone is not None and row.alone[0] <= today <= row.alone[1]:
            return "alone"
        return row.state(today)


def _note(row: LeaveRow) -> str:
    alone = f"nobody covers {row.alone[0]} to {row.alone[1]}" if row.alone else ""
    return ". ".join(filter(None, (alone, row.note)))


def _accounts(row: LeaveRow) -> str:
    return str(row.accounts) if row.accounts else "–"


async def _ask(backend: "Backend") -> tuple[LeaveRow, ...]:
    from amtui.data.queries.leaves import leave_list

    return await backend.ask(leave_list)


def _asking_brief(row: LeaveRow, *, sees: bool) -> Any:
    async def ask(backend: "Backend") -> Handover | None:
        from amtui.data.queries.handover import handover

        if not sees:
            return None
        return await backend.ask(
            handover, user_id=row.user_id, first=row.first, last=row.last, cover=row.cover, note=row.note
        )

    return ask
