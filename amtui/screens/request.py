"""One request on a screen of its own."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from amtui.domain.change import Topic
from amtui.domain.request_records import RequestDetail
from amtui.screens.base import BaseScreen
from amtui.screens.request_actions import RequestActions
from amtui.screens.request_words import described

if TYPE_CHECKING:
    from amtui.services.backend import Backend


class RequestScreen(BaseScreen):
    """Everything about one request."""

    name_ = "request"
    tab = "3"
    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.REQUESTS})

    def __init__(self, request_id: int) -> None:
        super().__init__()
        self.request_id = request_id
        self.detail: RequestDetail | None = None
        self.requests = RequestActions(self, self.request_ids)

    def body(self) -> ComposeResult:
        """Yield the request, scrolling."""
        with VerticalScroll(id="overview"):
            yield Static(id="detail", markup=False)

    def prepare(self) -> None:
        """Let j and k scroll."""
        self.query_one("#overview").focus()

    @property
    def helper(self) -> object:
        """What answers the actions on requests."""
        return self.requests

    async def request_ids(self) -> list[int]:
        """Return the request."""
        return [self.request_id]

    def selected(self) -> object | None:
        """Return the request."""
        return self.detail

    def reload(self) -> None:
        """Read the request."""
        self.load("detail", self._ask)

    async def _ask(self, backend: "Backend") -> RequestDetail:
        from amtui.data.queries.request_detail import request_detail

        return await backend.ask(request_detail, request_id=self.request_id)

    def show_detail(self, detail: RequestDetail) -> None:
        """Show the request."""
        self.detail = detail
        self.query_one("#detail", Static).update(described(detail, self.app.clock.now()))
        self.refresh_hints()

    def key_j(self) -> None:
        """Scroll down."""
        self.query_one("#overview").scroll_down(animate=False)

    def key_k(self) -> None:
        """Scroll up."""
        self.query_one("#overview").scroll_up(animate=False)
