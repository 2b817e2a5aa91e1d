"""Choosing an account, or the whole book, by typing a part of the name."""

from typing import TYPE_CHECKING

from textual.widgets import Input

from amtui.domain.errors import AmtuiError
from amtui.screens.dialogs.pick import PickDialog
from amtui.screens.sentences import sentence
from amtui.widgets.coalesce import Coalesced
from amtui.widgets.deferred import deferred

if TYPE_CHECKING:
    from amtui.app import AmtuiApp

BOOK = "book"
MOST = 12
QUIET_SECONDS = 0.08


class ChooseAccountDialog(PickDialog):
    """Answers with the id of an account, or `book`."""

    app: "AmtuiApp"

    def __init__(self) -> None:
        super().__init__("Look into", (), placeholder="an account")
        self._look: Coalesced[str] = Coalesced(self, QUIET_SECONDS, self._search)

    def on_mount(self) -> None:
        """Offer the whole book and the first accounts."""
        self._search("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search once the typing pauses; until then what was found stays."""
        event.prevent_default()
        self._look(event.value)

    def found(self, text: str) -> list[tuple[str, str]]:
        """Return all that the search has found, with the book first unless something is looked for."""
        book = (BOOK, "The whole book")
        return [*self.choices, book] if text.strip() else [book, *self.choices]

    def _search(self, text: str) -> None:
        self.run_worker(deferred(self._find, text), group="accounts", exclusive=True, exit_on_error=False)

    async def _find(self, text: str) -> None:
        from amtui.data.queries.go_to import accounts_called

        if self.app.backend is None:
            return
        try:
            hits = await self.app.backend.ask(accounts_called, text=text, limit=MOST)
        except AmtuiError as error:
            self.app.say(sentence(error), severity="error")
            return
        self.choices = [(str(hit.id), f"{hit.title} · {hit.detail}") for hit in hits]
        self.show(text)
