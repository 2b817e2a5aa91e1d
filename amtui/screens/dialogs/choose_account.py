"""Choosing an account, or the whole book, by typing a part of the name."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from amtui.domain.errors import AmtuiError
from amtui.screens.dialogs.base import Dialog
from amtui.screens.sentences import sentence
from amtui.widgets.coalesce import Coalesced
from amtui.widgets.steady import SteadyInput
from amtui.widgets.text import safe

if TYPE_CHECKING:
    from amtui.app import AmtuiApp

BOOK = "book"
MOST = 12
QUIET_SECONDS = 0.08


class ChooseAccountDialog(Dialog[str]):
    """Answers with the id of an account, or `book`."""

    BINDINGS: ClassVar[list[Any]] = [("down,ctrl+n", "move(1)", "Down"), ("up,ctrl+p", "move(-1)", "Up")]
    app: "AmtuiApp"

    def __init__(self) -> None:
        super().__init__("Look into", "type a part of the name · enter chooses · esc cancels")
        self._typed: Coalesced[str] = Coalesced(self, QUIET_SECONDS, self._search)

    def inputs(self) -> ComposeResult:
        """Yield the line and what it finds."""
        yield SteadyInput(placeholder="an account", compact=True)
        yield OptionList()

    def on_mount(self) -> None:
        """Offer the whole book and the first accounts."""
        self._search("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search once the typing pauses."""
        self._typed(event.value)

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Choose the one under the cursor."""
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        self.dismiss(event.option_id)

    def action_move(self, rows: int) -> None:
        """Move the cursor while the typing goes on."""
        found = self.query_one(OptionList)
        if rows > 0:
            found.action_cursor_down()
        else:
            found.action_cursor_up()

    def _search(self, text: str) -> None:
        self.run_worker(self._find(text), group="accounts", exclusive=True, exit_on_error=False)

    async def _find(self, text: str) -> None:
        from amtui.data.queries.go_to import accounts_called

        if self.app.backend is None:
            return
        try:
            hits = await self.app.backend.ask(accounts_called, text=text, limit=MOST)
        except AmtuiError as error:
            self.app.say(sentence(error), severity="error")
            return
        found = [(str(hit.id), f"{hit.title} · {hit.detail}") for hit in hits]
        book = (BOOK, "The whole book")
        found = [*found, book] if text.strip() else [book, *found]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(safe(words, newlines=False), id=answer) for answer, words in found])
        options.highlighted = 0
