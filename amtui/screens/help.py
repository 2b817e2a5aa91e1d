"""Every key of a screen, searchable."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from amtui.actions.keymap import keys_of
from amtui.actions.registry import actions_of
from amtui.screens.hanging import hanging
from amtui.screens.keys import printed
from amtui.screens.styles import LATER
from amtui.widgets.detail import Field
from amtui.widgets.steady import SteadyInput
from amtui.widgets.text import safe

TABLE_KEYS = (
    ("j k", "down, up"), ("g G", "first, last row"), ("ctrl+d ctrl+u", "half a page"),
    ("enter", "open"), ("space", "mark"), ("v V", "mark up to here, invert marks"),
)  # fmt: skip
PANE_KEYS = ("h l", "tab or pane on the left, on the right")
WITH_PANES = frozenset({"account", "insights", "explain", "admin"})
"""The screens that have them, whose keys are no actions."""


class HelpScreen(ModalScreen[None]):
    """The live keys of the screen below."""

    CSS_PATH = LATER
    BINDINGS: ClassVar[list[Any]] = [
        ("escape", "dismiss", "Close"),
        ("down", "scroll(1)", "Down"),
        ("up", "scroll(-1)", "Up"),
        ("pagedown,ctrl+d", "scroll(10)", "Page down"),
        ("pageup,ctrl+u", "scroll(-10)", "Page up"),
    ]

    def __init__(self, screen_name: str) -> None:
        super().__init__()
        self._screen_name = screen_name

    def compose(self) -> ComposeResult:
        """Yield a search line and the keys."""
        with Vertical(id="box"):
            yield SteadyInput(placeholder="type to search the keys", compact=True)
            with VerticalScroll(can_focus=False):
                yield Static(id="keys", markup=False)
            yield Static(safe("up and down scroll · esc closes"), id="hint", markup=False)

    def on_mount(self) -> None:
        """Show all keys."""
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the keys that match."""
        self._show(event.value)

    def _cells(self) -> int:
        return self.query_one(VerticalScroll).scrollable_content_region.width

    def on_resize(self) -> None:
        """Break lines anew."""
        self._show(self.query_one(Input).value)

    def action_scroll(self, lines: int) -> None:
        """Scroll the keys while the search has the focus."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def _show(self, text: str) -> None:
        chosen: dict[str, str] = getattr(self.app, "keys", {})
        panes = (PANE_KEYS,) if self._screen_name in WITH_PANES else ()
        fields = [(Field(keys, words), "") for keys, words in (*TABLE_KEYS, *panes)]
        for known in actions_of(self._screen_name):
            keys = " ".join(printed(key) for key in keys_of(known, chosen).split(","))
            fields.append((Field(keys, known.help().rstrip(".")), known.words))
        wanted = text.casefold()
        kept = [field for field, name in fields if wanted in f"{field.label} {field.value} {name}".casefold()]
        self.query_one("#keys", Static).update(
            hanging(kept, self._cells(), label_cells=13) if kept else safe("No key matches.")
        )
