"""Giving a request to a user, or to another team: found by typing a part of the name."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from amtui.domain.people import UserRow
from amtui.domain.request_records import RequestRow
from amtui.domain.vocabulary import Route
from amtui.domain.wording import title
from amtui.screens.dialogs.base import Dialog
from amtui.widgets.steady import SteadyInput
from amtui.widgets.text import safe


class AssignDialog(Dialog[str]):
    """Answers with `user ID` or `team ROUTE`."""

    BINDINGS: ClassVar[list[Any]] = [("down,ctrl+n", "move(1)", "Down"), ("up,ctrl+p", "move(-1)", "Up")]

    def __init__(self, row: RequestRow, people: Sequence[UserRow]) -> None:
        owner = f", now {row.owner}" if row.owner else ""
        super().__init__(f"Assign {row.ref}{owner}", "type a part of the name · enter chooses · esc cancels")
        users = [(f"user {person.id}", person.name) for person in people if person.active]
        self._choices = [*users, *((f"team {route.value}", f"→ {title(route)}") for route in Route)]

    def inputs(self) -> ComposeResult:
        """Yield the line and what it finds."""
        yield SteadyInput(placeholder="a person or a team", compact=True)
        yield OptionList()

    def on_mount(self) -> None:
        """Show everybody."""
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show who is called so."""
        self._show(event.value)

    def _show(self, text: str) -> None:
        options = self.query_one(OptionList)
        found = [one for one in self._choices if text.casefold() in one[1].casefold()]
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
