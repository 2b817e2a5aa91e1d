"""Today: one ranked list of what may need the account manager, each row with its reasons."""

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from amtui.domain.change import Topic
from amtui.domain.money import format_money
from amtui.domain.today_records import TodayCounts, TodayRow
from amtui.domain.vocabulary import Source
from amtui.domain.wording import relative, title
from amtui.screens.hanging import hanging
from amtui.screens.list_screen import ListScreen
from amtui.widgets.detail import Field, stacked
from amtui.widgets.detail import title as heading
from amtui.widgets.text import safe
from amtui.widgets.virtual_table import Column, ListSource
from amtui.widgets.virtual_table.cells import Cell
from amtui.widgets.virtual_table.messages import Opened

if TYPE_CHECKING:
    from amtui.data.queries.today import TodayBoard
    from amtui.screens.request_actions import RequestActions
    from amtui.services.backend import Backend

GLYPHS = {
    Source.REQUEST: "◆",
    Source.KPI: "▼",
    Source.REVIEW: "●",
    Source.CADENCE_GAP: "◌",
    Source.KICKOFF: "▲",
    Source.LAST_TOUCH: "◷",
    Source.REACTIVE: "◁",
    Source.UNASSIGNED: "?",
    Source.IMPROVEMENT: "◑",
}


def urgency(row: TodayRow) -> tuple[str, str]:
    """Return the mark of a row's quadrant and its style."""
    if row.urgent and row.important:
        return ("now", "bad")
    if row.urgent:
        return ("soon", "warn")
    return ("plan", "accent") if row.important else ("later", "dim")


class TodayScreen(ListScreen):
    """What first, and why."""

    name_ = "today"
    tab = "1"
    topics: ClassVar[frozenset[Topic]] = frozenset(Topic)
    noun = ("thing needs you", "things need you")
    empty_text = "Nothing needs you now. Requests, KPIs and reviews that do will show here."

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[TodayRow, ...] = ()

    @cached_property
    def requests(self) -> "RequestActions":
        """What can be done to the requests of the list."""
        from amtui.screens.request_actions import RequestActions

        return RequestActions(self, self.request_ids)

    @property
    def helper(self) -> object:
        """What answers the actions on requests."""
        return self.requests

    def above(self) -> ComposeResult:
        """Yield the strip of counts."""
        yield Static(id="strip", markup=False)

    def columns(self) -> tuple[Column[Any], ...]:
        """Return rank, urgency, account, what, why and when."""
        return (
            Column[TodayRow]("rank", "#", lambda row: str(row.rank), width=3, align="right", priority=1),
            Column[TodayRow]("urgency", "", urgency, width=5, priority=6),
            Column[TodayRow]("account", "Account", lambda row: row.account, least=14, most=26, priority=8),
            Column[TodayRow]("what", "What", _what, least=18, weight=3, priority=9),
            Column[TodayRow](
                "why", "Why", lambda row: (", ".join(row.why), "dim"), least=18, weight=3, priority=4
            ),
            Column[TodayRow]("due", "Due", self._due, width=9, align="right", priority=5),
        )

    def _due(self, row: TodayRow) -> Cell:
        if row.due_at is None:
            return ""
        late = row.due_at < self.app.clock.now()
        return (relative(row.due_at, self.app.clock.now()), "bad" if late else "")

    def reload(self) -> None:
        """Read the ranked list and the counts."""
        self.load("board", _ask_board)

    def show_board(self, board: "TodayBoard") -> None:
        """Show the list and the counts, read together."""
        self.show_rows(board.rows)
        self.show_counts(board.counts)

    def show_rows(self, rows: tuple[TodayRow, ...]) -> None:
        """Show the list; the cursor stays on its thing."""
        self._rows = rows
        words = self.filter_text.casefold().split()
        kept = [row for row in rows if all(word in _searched(row) for word in words)]
        at = None if self.table.cursor is not None else self.saved_cursor()
        self.table.set_source(ListSource(kept, _row_id), at=at)

    def set_filter(self, text: str) -> None:
        """Filter what is already here."""
        self.filter_text = text
        self.show_rows(self._rows)
        self.show_count()

    def show_counts(self, counts: TodayCounts) -> None:
        """Show the strip of counts, each with its word."""
        parts = (
            (counts.breached, "breached", "$text-error"),
            (counts.at_risk, "at risk", "$text-warning"),
            (counts.due_today, "due today", ""),
            (counts.kpis_off_target, "KPIs off target", "$text-error"),
            (counts.reviews_today, "reviews today", ""),
            (counts.cadence_gaps, "cadence gaps", "$text-warning"),
        )
        pieces = [safe(_counted(n, words), style if n else "") for n, words, style in parts]
        self.query_one("#strip", Static).update(Content("   ").join(pieces))

    def searched(self, row: object) -> str:
        """Return what a filter is looked for in."""
        return _searched(row) if isinstance(row, TodayRow) else ""

    def describe(self, row: object) -> Content:
        """Say what the thing is, why it stands where it stands, and what to press."""
        if not isinstance(row, TodayRow):
            return Content("")
        now = self.app.clock.now()
        due = f"{relative(row.due_at, now)} ({row.due_at:%Y-%m-%d %H:%M} UTC)" if row.due_at else "no date"
        fields = [
            Field("Account", row.account),
            Field("Kind", title(row.source)),
            Field("Due", due),
            Field("At risk", format_money(row.value_at_risk) if row.value_at_risk else None),
            *(Field("Why" if index == 0 else "", reason) for index, reason in enumerate(row.why)),
        ]
        keys = (
            "enter opens · s status · c comment · A assign" if row.source is Source.REQUEST else "enter opens"
        )
        block = hanging(fields, self.pane_cells(), label_cells=8)
        return stacked((heading(row.what), block, safe(keys, "$text-muted")))

    def on_virtual_table_opened(self, event: Opened[Any]) -> None:
        """Open the request, or the account that the row is about."""
        row: TodayRow = event.row
        if row.source is Source.REQUEST and row.target_id is not None:
            self.open_request(row.target_id)
        else:
            self.open_account(row.account_id)

    async def request_ids(self) -> list[int]:
        """Return the request under the cursor, or the marked ones."""
        marked = set(self.table.marks.ids) if self.marks() else set()
        chosen = [row for row in self._rows if _row_id(row) in marked]
        rows: list[object] = [*chosen] if chosen else [self.selected()]
        return [
            row.target_id
            for row in rows
            if isinstance(row, TodayRow) and row.source is Source.REQUEST and row.target_id is not None
        ]

    def do_request_account(self) -> None:
        """Open the account of the row."""
        if isinstance(row := self.selected(), TodayRow):
            self.open_account(row.account_id)


def _what(row: TodayRow) -> Cell:
    return f"{GLYPHS.get(row.source, '·')} {row.what}"


def _row_id(row: TodayRow) -> int:
    """Return a number that stays with the thing whatever its rank."""
    kind = list(Source).index(row.source)
    return ((row.target_id or row.account_id) * 16 + kind) * 8 + sum(map(ord, row.ref)) % 8


def _counted(n: int, words: str) -> str:
    """Return “1 review today” of “reviews today”."""
    if n == 1:
        words = words.replace("KPIs", "KPI").replace("reviews", "review").replace("gaps", "gap")
    return f"{n} {words}"


def _searched(row: TodayRow) -> str:
    return f"{row.account} {row.what} {row.ref} {' '.join(row.why)}".casefold()


async def _ask_board(backend: "Backend") -> "TodayBoard":
    from amtui.data.queries.today import today_board

    return await backend.ask(today_board)
