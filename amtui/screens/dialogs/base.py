"""What all dialogs share: a box with a title, and escape to leave it."""

from typing import Any, ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from amtui.screens.styles import LATER
from amtui.screens.typed_ahead import TypedAheadApp
from amtui.widgets.lean_compositor import LeanCompositor
from amtui.widgets.text import safe

Answer = TypeVar("Answer")


class Dialog(ModalScreen["Answer | None"], Generic[Answer]):
    """A question with an answer.

    Attributes:
        is_there: whether it has been drawn, so that keys reach what has the focus.
    """

    CSS_PATH = LATER
    BINDINGS: ClassVar[list[Any]] = [("escape", "leave", "Cancel")]
    is_there = False

    def __init__(self, question: str, hint: str = "esc cancels") -> None:
        super().__init__()
        self._compositor = LeanCompositor()
        self._question = question
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Lay out the title, the inputs and the keys."""
        with Vertical(id="box"):
            yield Static(safe(self._question), id="title", markup=False)
            yield from self.inputs()
            yield Static(safe(self._hint), id="hint", markup=False)

    def on_mount(self) -> None:
        """Take the keys that were typed ahead, once they can be taken."""
        self.call_after_refresh(self._come)

    def _come(self) -> None:
        self.is_there = True
        if isinstance(self.app, TypedAheadApp):
            self.app.dialog_came()

    def inputs(self) -> ComposeResult:
        """Yield what the question is answered with."""
        yield from ()

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class Choice(Dialog[str]):
    """A question answered with one letter, or with the cursor and enter.

    Args:
        question: names the object and the count.
        options: letter, words and the answer of each; a letter must be unique.
    """

    def __init__(self, question: str, options: list[tuple[str, str, str]]) -> None:
        super().__init__(question, "press the letter, or j/k and enter · esc cancels")
        self.options = options

    def inputs(self) -> ComposeResult:
        """Yield the list of options."""
        yield OptionList(
            *(Option(safe(f"{letter}  {words}"), id=answer) for letter, words, answer in self.options)
        )

    def on_key(self, event: Any) -> None:
        """Answer with a letter; j and k move."""
        moves = {"j": "cursor_down", "k": "cursor_up"}
        answers = {letter: answer for letter, _words, answer in self.options}
        if event.character in answers:
            event.stop()
            self.dismiss(answers[event.character])
        elif event.key in moves:
            event.stop()
            getattr(self.query_one(OptionList), f"action_{moves[event.key]}")()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the option under the cursor."""
        self.dismiss(event.option_id)
