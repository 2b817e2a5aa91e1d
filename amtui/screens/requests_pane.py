"""The tab of an account's requests: all of them, the latest first, filtered in the language of the queue."""

from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Vertical

from amtui.domain.filter_complete import completions
from amtui.domain.filters import Filter, FilterError, make_term, parse
from amtui.domain.paging import Order
from amtui.domain.request_records import RequestRow
from amtui.domain.wording import relative
from amtui.screens.filtered import NO_MATCH, Filtered, filter_note
from amtui.screens.request_words import sla_cell, status_cell
from amtui.screens.requests import RequestSource
from amtui.widgets.count_line import CountLine
from amtui.widgets.filter_bar import FilterBar
from amtui.widgets.virtual_table import Column, VirtualTable
from amtui.widgets.virtual_table.messages import CountChanged

if TYPE_CHECKING:
    from amtui.app import AmtuiApp
    from amtui.services.backend import Backend

EMPTY = "No request yet. Press 3, then a to log one."
LATEST = Order("created", descending=True)


class RequestsPane(Vertical, Filtered):
    """A list that pages; what is opened is asked for by the screen."""

    app: "AmtuiApp"

    def __init__(self, *, id: str) -> None:  # noqa: A002 - every widget's name
        super().__init__(id=id)
        self.filter_text = ""
        self._backend: Backend | None = None
        self._account = ""

    def compose(self) -> ComposeResult:
        """Lay the list above its count and the filter."""
        yield VirtualTable[RequestRow](self._columns(), empty_text=EMPTY, id="account-requests")
        yield CountLine("request", "requests", id="count")
        yield FilterBar(complete=completions, id="filter", placeholder="is:breached p:1,2 or words")

    @property
    def table(self) -> VirtualTable[RequestRow]:
        """The list."""
        return self.query_one("#account-requests", VirtualTable)

    def show(self, backend: "Backend", account: str) -> None:
        """Show the requests of an account."""
        self._backend, self._account = backend, account
        self.filter_by(self.filter_text)

    def open_filter(self) -> None:
        """Let a filter be typed."""
        self.query_one("#filter", FilterBar).open(self.filter_text)

    def clear(self) -> bool:
        """Take the filter away; tell whether there was one."""
        had = bool(self.filter_text)
        if had:
            self.filter_by("")
        return had

    def filter_by(self, text: str) -> None:
        """Show what a filter asks for; where it cannot be read, say so and leave the list as it is."""
        try:
            asked = parse(text)
        except FilterError as error:
            self.wrong = error.message
            self._show_count()
            return
        self.wrong, self.filter_text = "", text
        self.table.empty_text = NO_MATCH if text else EMPTY
        self._show_count()
        if self._backend is None:
            return
        of_it = make_term("account", (self._account,))
        every = () if asked.of("status") else (make_term("status", ("open", "resolved", "ended")),)
        wanted = Filter((*asked.parts, of_it, *every))
        self.table.set_source(RequestSource(self._backend, wanted, asked.order or LATEST))

    def _columns(self) -> tuple[Column[Any], ...]:
        return (
            Column[RequestRow]("ref", "Ref", lambda row: row.ref, width=9, priority=9),
            Column[RequestRow]("priority", "P", lambda row: row.priority.value, width=2, priority=8),
            Column[RequestRow](
                "subject", "Subject", lambda row: row.subject, least=14, weight=3, priority=10
            ),
            Column[RequestRow]("status", "Status", status_cell, width=11, priority=7, value="status"),
            Column[RequestRow](
                "sla",
                "Service level",
                lambda row: sla_cell(row.sla_state),
                width=16,
                priority=5,
                value="sla_state",
            ),
            Column[RequestRow](
                "created", "Created", self._created, width=10, align="right", priority=3, value="created_at"
            ),
        )

    def _created(self, row: RequestRow) -> str:
        return relative(row.created_at, self.app.clock.now())

    def on_virtual_table_count_changed(self, _event: CountChanged) -> None:
        """Say how many there are."""
        self._show_count()

    def _show_count(self) -> None:
        note = filter_note(self.filter_text, self.wrong)
        self.query_one("#count", CountLine).show(self.table.count, note=note)
