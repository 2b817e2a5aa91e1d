"""Choosing one of many by typing a part of its name."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from amtui.screens.dialogs.base import Dialog
from amtui.widgets.steady import SteadyInput
from amtui.widgets.text import safe

MOST = 50
"""So many are listed; the others are found by typing on."""


class PickDialog(Dialog[str]):
    """Offers what has all typed words in its name.

    Args:
        question: what is to be chosen.
        choices: the answer and the words of each.
        placeholder: what the empty line says.
        typed: what stands in the line at first.
        hint: the keys.
    """

    BINDINGS: ClassVar[list[Any]] = [("down,ctrl+n", "move(1)", "Down"), ("up,ctrl+p", "move(-1)", "Up")]

    def __init__(
        self,
        question: str,
        choices: Sequence[tuple[str, str]],
        *,
        placeholder: str = "",
        typed: str = "",
        hint: str = "type a part of the name · enter chooses · esc cancels",
    ) -> None:
        super().__init__(question, hint)
        self.choices = choices
        self._placeholder = placeholder
        self._typed = typed

    def inputs(self) -> ComposeResult:
        """Yield the line and what it finds."""
        yield SteadyInput(self._typed, placeholder=self._placeholder, compact=True)
        yield OptionList()

    def on_mount(self) -> None:
        """Show what the line finds as it is."""
        self.show(self._typed)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what is called so."""
        self.show(event.value)

    def found(self, text: str) -> list[tuple[str, str]]:
        """Return the choices that have all words of a text."""
        words = text.casefold().split()
        return [one for one in self.choices if all(word in one[1].casefold() for word in words)]

    def show(self, text: str) -> None:
        """List what is called so, the first of it chosen."""
        options = self.query_one(OptionList)
        found = self.found(text)[:MOST]
        options.clear_options()
        options.add_options([Option(safe(words, newlines=False), id=answer) for answer, words in found])
        options.highlighted = 0 if found else None

    def action_move(self, rows: int) -> None:
        """Move the cursor while the typing goes on."""
        found = self.query_one(OptionList)
        if rows > 0:
            found.action_cursor_down()
        else:
            found.action_cursor_up()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Choose the one under the cursor."""
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        self.dismiss(event.option_id)
