"""One request on a screen of its own: all that is known of it, and everything that was changed in it."""

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import ContentSwitcher, Static, Tab, Tabs

from amtui.domain.change import Topic
from amtui.domain.queue_records import FieldChange
from amtui.domain.request_preview import RequestPreview
from amtui.screens.base import BaseScreen
from amtui.screens.presence import looked
from amtui.screens.request_actions import RequestActions
from amtui.screens.request_history import ask_back, history_columns, number
from amtui.screens.request_words import described
from amtui.screens.viewer import now_of
from amtui.widgets.reading import ReadingPane
from amtui.widgets.text import safe
from amtui.widgets.virtual_table import ListSource, VirtualTable
from amtui.widgets.virtual_table.messages import Opened

if TYPE_CHECKING:
    from amtui.services.backend import Backend

TABS = {"overview": "Request", "history": "History"}


class RequestScreen(BaseScreen):
    """Everything about one request."""

    name_ = "request"
    tab = "3"
    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.REQUESTS})
    BINDINGS: ClassVar[list[Any]] = [
        ("l,right_square_bracket,h,left_square_bracket", "tab", "Other tab"),
    ]

    def __init__(self, request_id: int) -> None:
        super().__init__()
        self.request_id = request_id
        self.shown: RequestPreview | None = None
        self.requests = RequestActions(self, self.request_ids)

    def body(self) -> ComposeResult:
        """Yield the request and its history, one at a time."""
        yield Tabs(*(Tab(safe(words), id=name) for name, words in TABS.items()), id="tabs")
        with ContentSwitcher(initial="pane-overview", id="columns"):
            with ReadingPane(id="pane-overview"):
                yield Static(id="detail", markup=False)
            yield VirtualTable[FieldChange](
                history_columns(partial(now_of, self.app)),
                empty_text="Nothing was changed yet.",
                id="pane-history",
            )

    def prepare(self) -> None:
        """Let j and k scroll."""
        self.query_one("#tabs", Tabs).can_focus = False
        self.query_one("#pane-overview").focus()

    @property
    def helper(self) -> object:
        """What answers the actions on requests."""
        return self.requests

    async def request_ids(self) -> list[int]:
        """Return the request."""
        return [self.request_id]

    def selected(self) -> object | None:
        """Return the request."""
        return self.shown.detail if self.shown else None

    def reload(self) -> None:
        """Read the request and its history."""
        self.load("detail", self._ask)
        self.load("history", self._ask_history)

    def tell_time(self) -> None:
        """Show the minute; whoever was writing on the request may have gone without a word."""
        super().tell_time()
        if self.shown and self.shown.attention.typing:
            self.load("detail", self._ask)

    async def _ask(self, backend: "Backend") -> RequestPreview:
        from amtui.data.queries.request_preview import request_preview

        viewer = backend.identity.name
        return await backend.ask(request_preview, request_id=self.request_id, viewer=viewer)

    async def _ask_history(self, backend: "Backend") -> tuple[FieldChange, ...]:
        from amtui.data.queries.request_changes import field_changes

        return await backend.ask(field_changes, request_id=self.request_id, local=True)

    def show_detail(self, shown: RequestPreview) -> None:
        """Show the request; what others did since the viewer last looked is marked while it is open."""
        first = self.shown is None
        self.shown = shown = shown if self.shown is None else shown.since(self.shown.attention.seen_at)
        self.query_one("#detail", Static).update(described(shown, now_of(self.app)))
        self.refresh_hints()
        if first:
            self._looked()

    def _looked(self) -> None:
        """Remember that the request was looked at; screens below show it when they are shown again."""
        looked(self.app, self.request_id)
        for screen in self.app.screen_stack[:-1]:
            if isinstance(screen, BaseScreen):
                screen.stale = True

    def show_history(self, changes: tuple[FieldChange, ...]) -> None:
        """Show who changed what, the youngest first."""
        numbers = {id(one): number(place, len(changes)) for place, one in enumerate(changes)}
        self.query_one("#pane-history", VirtualTable).set_source(
            ListSource(changes, lambda one: numbers[id(one)])
        )

    def action_tab(self) -> None:
        """Go to the other tab."""
        tabs = self.query_one("#tabs", Tabs)
        tabs.active = "history" if tabs.active == "overview" else "overview"

    def on_tabs_tab_activated(self, event: Tabs.TabActivated) -> None:
        """Show what the tab holds."""
        pane = f"pane-{event.tab.id}"
        self.query_one("#columns", ContentSwitcher).current = pane
        self.query_one(f"#{pane}").focus()

    def on_virtual_table_opened(self, event: Opened[Any]) -> None:
        """Offer to take one change back."""
        self.app.begin(ask_back(self.app, event.row))
