"""Requests: the queue of the book, filtered by a small language, answered from the keyboard."""

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from textual.content import Content
from textual.widgets import Static

from amtui.domain.change import Topic
from amtui.domain.errors import AmtuiError
from amtui.domain.filter_parse import parse
from amtui.domain.paging import Count, Order, Page, Slice
from amtui.domain.request_records import RequestDetail, RequestRow
from amtui.domain.vocabulary import Priority, SlaState
from amtui.domain.wording import relative
from amtui.screens.list_screen import ListScreen
from amtui.screens.request_words import described, sla_cell, status_cell
from amtui.widgets.virtual_table import Column
from amtui.widgets.virtual_table.cells import Cell
from amtui.widgets.virtual_table.messages import Opened

if TYPE_CHECKING:
    from amtui.domain.filters import Filter
    from amtui.screens.request_actions import RequestActions
    from amtui.services.backend import Backend

PRIORITY_STYLES = {Priority.P1: "bad", Priority.P2: "warn", Priority.P3: "", Priority.P4: "dim"}


class RequestSource:
    """The queue as the database gives it, a stretch at a time."""

    def __init__(self, backend: "Backend", wanted: "Filter", order: Order) -> None:
        self.backend = backend
        self.wanted = wanted
        self.order = order

    async def fetch(self, wanted: Slice, /) -> Page[RequestRow]:
        """Return a stretch of the list."""
        from amtui.data.queries.requests import request_page

        return await self.backend.ask(request_page, filter=self.wanted, order=self.order, slice=wanted)

    async def count(self) -> Count:
        """Return how many rows there are."""
        from amtui.data.queries.requests import request_count

        return await self.backend.ask(request_count, filter=self.wanted)

    async def rank(self, row_id: int, /) -> int | None:
        """Return how many rows come before one, or None where the list does not hold it."""
        from amtui.data.queries.requests import request_rank

        return await self.backend.ask(request_rank, filter=self.wanted, order=self.order, request_id=row_id)

    def row_id(self, row: RequestRow, /) -> int:
        """Return what a row is known by."""
        return row.id


class RequestsScreen(ListScreen):
    """What is asked, by whom, by when?"""

    name_ = "requests"
    tab = "3"
    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.REQUESTS, Topic.ACCOUNTS})
    noun = ("request", "requests")
    empty_text = "No request matches. esc clears the filter; `amtui import requests FILE` brings them in."
    orders = ("due", "priority", "created", "updated", "status", "account", "subject", "ref")
    first_order = Order("due")

    @cached_property
    def requests(self) -> "RequestActions":
        """What can be done to the requests of the list."""
        from amtui.screens.request_actions import RequestActions

        return RequestActions(self)

    def columns(self) -> tuple[Column[Any], ...]:
        """Return reference, priority, state of the service level, account, subject, status, owner, times."""
        return (
            Column[RequestRow]("ref", "Ref", lambda row: row.ref, width=8, priority=9),
            Column[RequestRow]("priority", "P", _priority, width=2, priority=10),
            Column[RequestRow]("due", "Due", self._due, width=10, align="right", priority=8),
            Column[RequestRow]("sla", "Service level", self._sla, width=16, priority=5, sortable=False),
            Column[RequestRow]("account", "Account", lambda row: row.account, least=12, most=24, priority=7),
            Column[RequestRow](
                "subject", "Subject", lambda row: row.subject, least=14, weight=3, priority=11
            ),
            Column[RequestRow]("status", "Status", status_cell, width=11, priority=8),
            Column[RequestRow](
                "owner", "Owner", lambda row: row.owner or ("nobody", "dim"), width=14, priority=1
            ),
            Column[RequestRow]("updated", "Updated", self._updated, width=9, align="right", priority=2),
        )

    def _due(self, row: RequestRow) -> Cell:
        now = self.app.clock.now()
        due = row.due_at if row.first_response_at or row.respond_by is None else row.respond_by
        if due is None or row.sla_state is SlaState.MET:
            return ("·", "dim")
        style = {"breached": "bad", "at_risk": "warn", "paused": "dim"}.get(row.sla_state.value, "")
        sign = {"bad": "▼ ", "warn": "◐ "}.get(style, "")
        return (f"{sign}{relative(due, now)}", style)

    def _sla(self, row: RequestRow) -> Cell:
        return sla_cell(row.sla_state)

    def _updated(self, row: RequestRow) -> Cell:
        return (relative(row.updated_at, self.app.clock.now()), "dim")

    def reload(self) -> None:
        """Read the queue from its source; the cursor stays on its request."""
        backend = self.app.backend
        if backend is None:
            return
        try:
            wanted = parse(self.filter_text)
        except AmtuiError as error:
            self.show_wrong(error.message)
            return
        self.wrong = ""
        order = wanted.order or self.order or Order("due")
        source = RequestSource(backend, wanted, order)
        at = None if self.table.cursor is not None else self.saved_cursor()
        self.table.set_source(source, at=at)

    def show_wrong(self, words: str) -> None:
        """Say what is wrong with the filter while it is being typed; the list stays."""
        self.wrong = words
        self.show_count()

    def follow(self, row: object) -> None:
        """Load the timeline of the request under the cursor, if the pane is there."""
        if isinstance(row, RequestRow) and self.query_one("#side").display:
            self.load("detail", _asking(row.id))

    def show_detail(self, detail: RequestDetail) -> None:
        """Show the request and its timeline beside the list."""
        self.query_one("#detail", Static).update(self.describe(detail), layout=False)

    def describe(self, row: object) -> Content:
        """Say what a request is and what happened to it."""
        if not isinstance(row, RequestDetail):
            return Content("")
        return described(row, self.app.clock.now(), self.pane_cells())

    def on_virtual_table_opened(self, event: Opened[Any]) -> None:
        """Open the request."""
        self.open_request(event.row.id)

    def _apply(self, act: Any) -> None:
        self.app.begin(self._with_ids(act))

    async def _with_ids(self, act: Any) -> None:
        act(await self.request_ids())

    async def request_ids(self) -> list[int]:
        """Return the marked requests, or the one under the cursor."""
        marks = self.table.marks
        if not marks:
            row = self.selected()
            return [row.id] if isinstance(row, RequestRow) else []
        if not marks.all_but:
            return sorted(marks.ids)
        from amtui.data.queries.requests import request_ids

        backend = self.app.backend
        found = await backend.ask(request_ids, filter=parse(self.filter_text)) if backend else ()
        return [row_id for row_id in found if row_id in marks]

    def do_request_status(self) -> None:
        """Set the status of the marked requests, or of the one under the cursor."""
        self._apply(self.requests.set_status)

    def do_request_priority(self) -> None:
        """Override the priority."""
        self._apply(self.requests.set_priority)

    def do_request_assign(self) -> None:
        """Assign or route."""
        self._apply(self.requests.assign)

    def do_request_comment(self) -> None:
        """Comment."""
        self._apply(self.requests.comment)

    def do_request_account(self) -> None:
        """Open the account."""
        if isinstance(row := self.selected(), RequestRow):
            self.open_account(row.account_id)


def _priority(row: RequestRow) -> Cell:
    return (row.priority.value, PRIORITY_STYLES[row.priority])


def _asking(request_id: int) -> Any:
    async def ask(backend: "Backend") -> RequestDetail:
        from amtui.data.queries.request_detail import request_detail

        return await backend.ask(request_detail, request_id=request_id)

    return ask
