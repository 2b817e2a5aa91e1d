"""Requests: the queue of the book, filtered by a small language, answered from the keyboard."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from textual.content import Content
from textual.widgets import Static

from amtui.domain.change import Topic
from amtui.domain.errors import AmtuiError
from amtui.domain.filter_complete import Completion, completions
from amtui.domain.filter_parse import parse
from amtui.domain.paging import Order
from amtui.domain.request_preview import RequestPreview
from amtui.domain.request_records import RequestRow
from amtui.domain.vocabulary import Priority, SlaState
from amtui.domain.wording import relative
from amtui.screens.list_screen import ListScreen
from amtui.screens.request_source import RequestSource as RequestSource
from amtui.screens.request_words import described, sla_cell, status_cell
from amtui.screens.viewer import now_of
from amtui.widgets.virtual_table import Column
from amtui.widgets.virtual_table.cells import Cell, Part, Parts
from amtui.widgets.virtual_table.messages import CursorMoved, Opened

if TYPE_CHECKING:
    from amtui.domain.queue_records import SavedView
    from amtui.screens.request_actions import RequestActions
    from amtui.services.backend import Backend

PRIORITY_STYLES = {Priority.P1: "bad", Priority.P2: "warn", Priority.P3: "", Priority.P4: "dim"}


class RequestsScreen(ListScreen):
    """What is asked, by whom, by when?"""

    name_ = "requests"
    tab = "3"
    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.REQUESTS, Topic.ACCOUNTS})
    noun = ("request", "requests")
    empty_text = "No open requests. Press a to log one, or I to import a file of them."
    orders = ("due", "priority", "created", "updated", "status", "account", "subject", "ref", "owner", "sla")
    first_order = Order("due")

    _names: tuple[str, ...] = ()
    in_triage = grouped = typed_on = False
    view: "SavedView | None" = None
    _goal: int | None = None
    answers = 0
    before_group: Order | None = None

    @cached_property
    def requests(self) -> "RequestActions":
        """What can be done to the requests of the list."""
        from amtui.screens.request_actions import RequestActions

        return RequestActions(self, self.request_ids)

    @property
    def helper(self) -> object:
        """What answers the actions on requests."""
        return self.requests

    def columns(self) -> tuple[Column[Any], ...]:
        """Return reference, priority, state of the service level, account, subject, status, owner, times."""
        return (
            Column[RequestRow]("ref", "Ref", lambda row: row.ref, width=8, priority=9),
            Column[RequestRow]("priority", "P", _priority, width=2, priority=10),
            Column[RequestRow]("due", "Due", self._due, width=10, align="right", priority=8, value=due_shown),
            Column[RequestRow]("sla", "Service level", self._sla, width=16, priority=5, value="sla_state"),
            Column[RequestRow](
                "account",
                "Account",
                self._account,
                least=12,
                most=24,
                priority=7,
                by_group=True,
                value="account",
            ),
            Column[RequestRow](
                "subject", "Subject", _subject, least=14, weight=3, priority=11, value="subject"
            ),
            Column[RequestRow]("status", "Status", status_cell, width=11, priority=8, value="status"),
            Column[RequestRow](
                "owner",
                "Owner",
                lambda row: row.owner or ("nobody", "dim"),
                width=14,
                priority=1,
                value="owner",
            ),
            Column[RequestRow](
                "updated", "Updated", self._updated, width=9, align="right", priority=2, value="updated_at"
            ),
        )

    def _account(self, row: RequestRow) -> str:
        """Return the account's name, marked where its book is covered for somebody who is away."""
        identity = self.app.backend.identity if self.app.backend else None
        covered = identity is not None and identity.covers(row.am_id) is not None
        return f"⇄ {row.account}" if covered else row.account

    def _due(self, row: RequestRow) -> Cell:
        now = self.app.clock.now()
        due = due_shown(row)
        if due is None:
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
        self.table.set_source(source, at=self._goal or at)
        self._goal = None

    def made(self, row_id: int) -> None:
        """Go to a request that was just logged."""
        self._goal = row_id
        self.call_after_refresh(self.reload)

    def do_list_views(self) -> None:
        """Open a saved view, or keep the filter in force as one."""
        self.app.begin(self._views())

    async def _views(self) -> None:
        from amtui.screens.request_more import choose_view

        view = await choose_view(self.requests.carrier, self.filter_text)
        if view is not None:
            self.show_view(view)

    def show_view(self, view: "SavedView") -> None:
        """Show what a saved view holds, in its order, from the first row."""
        self.view = view
        self.filter_text = view.filter
        self.table.empty_text = self.empty_words()
        wanted = Order(view.sort.removeprefix("-"), view.sort.startswith("-")) if view.sort else self.order
        self.set_order(wanted or Order("due"))
        self.table.focus()

    def filter_words(self) -> str:
        """Return the view that is shown by its name."""
        if not self.wrong and self.view is not None and self.view.filter == self.filter_text:
            return f"view: {self.view.name}"
        return super().filter_words()

    async def beside(self, text: str, step: int) -> int | None:
        """Return the id of the nearest request behind or before the cursor's that a filter asks for."""
        from amtui.data.queries.request_beside import request_beside

        backend, cursor = self.app.backend, self.table.cursor
        if backend is None or cursor is None:
            return None
        wanted = parse(text)
        order = self.order or Order("due")
        return await backend.ask(request_beside, request_id=cursor, filter=wanted, order=order, back=step < 0)

    def complete(self, text: str, cursor: int) -> tuple[Completion, ...]:
        """Return what could be typed next into the filter; names of accounts once they are read."""
        return completions(text, cursor, names={"account": self._names})

    def do_list_filter(self) -> None:
        """Open the filter line, and read the names that it can offer."""
        super().do_list_filter()
        self.load("names", _ask_names)

    def show_names(self, names: tuple[str, ...]) -> None:
        """Offer those names from now on."""
        self._names = names

    def do_queue_triage(self) -> None:
        """Show one request at a time, or the list again."""
        self.triage(on=not self.in_triage)

    def triage(self, *, on: bool) -> None:
        """Begin or end answering one request at a time; the cursor stays."""
        self.in_triage, self.answers = on, 0
        self.query_one("#columns").set_class(on, "triage")
        self.query_one("#side").set_class(on, "triage")
        self.call_after_refresh(self._triage_shown)

    def _triage_shown(self) -> None:
        self.table.reveal()
        self.show_count()
        self.follow(self.selected())

    def mode_words(self) -> str:
        """Return where in triage one is, and that the list is grouped."""
        if not self.in_triage:
            return "by account" if self.grouped else ""
        done = f", {self.answers} answered" if self.answers else ""
        return f"triage {self.table.rank + 1:,} of {self.table.count.n:,}{done}"

    def order_words(self) -> str:
        """Return what the list is sorted by, where neither a heading nor the grouping says so."""
        return "" if self.grouped else super().order_words()

    def answered(self, ids: Sequence[int]) -> None:
        """Go on to the next request; of marked ones those that a rule refused stay marked."""
        self.answers += len(ids)
        left = self.table.marks
        super().answered(ids)
        if not left.all_but:
            self.table.mark(sorted(left.ids - frozenset(ids)))

    def on_virtual_table_cursor_moved(self, _event: CursorMoved[Any]) -> None:
        """Bring the place in triage up to date."""
        if self.in_triage:
            self.show_count()

    def do_queue_group(self) -> None:
        """Group by account, or go back to the order of before."""
        self.grouped = not self.grouped
        if self.grouped:
            self.before_group = self.order
        self.set_order(Order("account") if self.grouped else self.before_group or Order("due"))

    def set_order(self, order: Order) -> None:
        """Sort the queue; only by account are there groups."""
        self.grouped = self.grouped and order.column == "account"
        self.table.group = (lambda row: row.account_id) if self.grouped else None
        super().set_order(order)
        self.show_count()

    def do_app_back(self) -> None:
        """End triage first."""
        if self.in_triage:
            self.triage(on=False)
        else:
            super().do_app_back()

    def show_wrong(self, words: str) -> None:
        """Say what is wrong with the filter while it is being typed; the list stays."""
        self.wrong = words
        self.show_count()

    def follow(self, row: object) -> None:
        """Load the timeline of the request under the cursor, if the pane is there."""
        if not isinstance(row, RequestRow):
            super().follow(row)
        elif self.query_one("#side").display:
            self.load("detail", _asking(row.id))

    def tell_time(self) -> None:
        """Show the minute; whoever was writing on the request may have gone without a word."""
        super().tell_time()
        if self.typed_on:
            self.follow(self.selected())

    def show_detail(self, shown: RequestPreview) -> None:
        """Show the request and its timeline beside the list; in triage it is looked at with that."""
        self.typed_on = bool(shown.attention.typing)
        self.query_one("#detail", Static).update(self.describe(shown), layout=False)
        if self.in_triage:
            from amtui.screens.presence import looked

            looked(self.app, shown.detail.row.id)

    def describe(self, row: object) -> Content:
        """Say what a request is and what happened to it."""
        if not isinstance(row, RequestPreview):
            return Content("")
        return described(row, now_of(self.app), self.pane_cells())

    def on_virtual_table_opened(self, event: Opened[Any]) -> None:
        """Open the request."""
        self.open_request(event.row.id)

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
        found = await backend.ask(request_ids, filter=parse(self.in_force)) if backend else ()
        return [row_id for row_id in found if row_id in marks]

    def do_request_account(self) -> None:
        """Open the account."""
        if isinstance(row := self.selected(), RequestRow):
            self.open_account(row.account_id)


def due_shown(row: RequestRow) -> datetime | None:
    """Return what is due next: the first answer, then the solution; None where nothing is any more."""
    return None if row.sla_state is SlaState.MET else row.unanswered_by or row.due_at


def _subject(row: RequestRow) -> Cell:
    """Return the subject, marked where others did something since the viewer last looked."""
    if not row.changed_since_seen:
        return row.subject
    return Parts((Part("● ", "accent"), Part(row.subject)))


def _priority(row: RequestRow) -> Cell:
    return (row.priority.value, PRIORITY_STYLES[row.priority])


async def _ask_names(backend: "Backend") -> tuple[str, ...]:
    from amtui.data.queries.account_names import account_names

    return await backend.ask(account_names)


def _asking(request_id: int) -> Any:
    async def ask(backend: "Backend") -> RequestPreview:
        from amtui.data.queries.request_preview import request_preview

        return await backend.ask(request_preview, request_id=request_id, viewer=backend.identity.name)

    return ask
