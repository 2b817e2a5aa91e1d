"""The palette: what the screen allows now, and going to accounts, requests and people by name."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from amtui.actions.base import Context
from amtui.actions.keymap import keys_of
from amtui.actions.registry import actions_of
from amtui.domain.errors import AmtuiError
from amtui.domain.history_records import GoToHit
from amtui.screens.keys import printed
from amtui.screens.styles import LATER
from amtui.widgets.coalesce import Coalesced
from amtui.widgets.deferred import deferred
from amtui.widgets.steady import SteadyInput
from amtui.widgets.text import safe

if TYPE_CHECKING:
    from amtui.app import AmtuiApp

QUIET_SECONDS = 0.08
MOST = 12


def _words(hit: GoToHit) -> str:
    parts = dict.fromkeys((hit.ref, hit.title, hit.detail))
    return " · ".join(part for part in parts if part) + f"  ({hit.kind})"


class PaletteScreen(ModalScreen["str | None"]):
    """Answers with `action:ID`, `account:ID` or `request:ID`."""

    CSS_PATH = LATER
    BINDINGS: ClassVar[list[Any]] = [
        ("escape", "leave", "Close"),
        ("down,ctrl+n", "move(1)", "Down"),
        ("up,ctrl+p", "move(-1)", "Up"),
    ]
    app: "AmtuiApp"

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._given = context
        self._typed: Coalesced[str] = Coalesced(self, QUIET_SECONDS, self._search)

    def compose(self) -> ComposeResult:
        """Yield the line and what it finds."""
        with Vertical(id="box"):
            yield SteadyInput(placeholder="an action, an account, a request or a person", compact=True)
            yield OptionList(id="found")
            yield Static(safe("enter chooses · up and down move · esc closes"), id="hint", markup=False)

    def on_mount(self) -> None:
        """Show every action that is allowed."""
        self._show(self._actions(""))

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

    def action_leave(self) -> None:
        """Leave without a choice."""
        self.dismiss(None)

    def _search(self, text: str) -> None:
        self.run_worker(deferred(self._find, text), group="palette", exclusive=True, exit_on_error=False)

    async def _find(self, text: str) -> None:
        found = self._actions(text)
        backend = self.app.backend
        if backend is not None and len(text) > 1:
            from amtui.data.queries.go_to import go_to

            try:
                places = await backend.ask(go_to, text=text, limit=MOST)
            except AmtuiError as error:
                self.app.say(error.message, severity="error")
                places = ()
            named = [one for one in found if one[1].casefold().startswith(text.casefold())]
            others = [one for one in found if one not in named]
            found = [*named, *((f"{hit.kind}:{hit.id}", _words(hit)) for hit in places), *others]
        self._show(found)

    def _actions(self, text: str) -> list[tuple[str, str]]:
        words = text.casefold().split()
        return [
            (f"action:{known.id}", f"{known.words}  {printed(keys_of(known, self.app.keys).split(',')[0])}")
            for known in actions_of(self._given.screen)
            if known.why_not(self._given) is None
            and all(word in f"{known.words} {known.help()}".casefold() for word in words)
        ]

    def _show(self, found: list[tuple[str, str]]) -> None:
        options = self.query_one("#found", OptionList)
        options.clear_options()
        options.add_options([Option(safe(words, newlines=False), id=place) for place, words in found])
        options.highlighted = 0 if found else None
