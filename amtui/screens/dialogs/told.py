"""Something told at length: a text above the screen, which scrolls and can be copied."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from amtui.screens.dialogs.base import Dialog


class ToldDialog(Dialog[str]):
    """A text, and what a letter may do with it; answers with the letter.

    Args:
        question: what it is about.
        text: what is told.
        letters: what letters do, in words.
    """

    BINDINGS: ClassVar[list[Any]] = [
        ("j,down", "scroll(1)", "Down"),
        ("k,up", "scroll(-1)", "Up"),
        ("ctrl+d,pagedown", "scroll(10)", "Page down"),
        ("ctrl+u,pageup", "scroll(-10)", "Page up"),
        ("q,enter", "leave", "Close"),
    ]

    def __init__(self, question: str, text: Content, letters: dict[str, str] | None = None) -> None:
        self._letters = letters or {}
        told = "".join(f"{letter} {words} · " for letter, words in self._letters.items())
        super().__init__(question, f"{told}j k scroll · esc closes")
        self._text = text

    def inputs(self) -> ComposeResult:
        """Yield the text."""
        with VerticalScroll(id="told"):
            yield Static(self._text, markup=False)

    def on_key(self, event: Any) -> None:
        """Answer with a letter."""
        if event.character in self._letters:
            event.stop()
            self.dismiss(event.character)

    def action_scroll(self, lines: int) -> None:
        """Scroll the text."""
        self.query_one("#told").scroll_relative(y=lines, animate=False)
