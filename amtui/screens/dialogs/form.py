"""What dialogs of several fields share: where one begins, and that enter in any line sends them."""

from typing import Any, ClassVar

from textual.widgets import Input

from amtui.screens.dialogs.base import Answer, Dialog
from amtui.widgets.fields import FormField


class FormDialog(Dialog[Answer]):
    """Fields that are answered together, by enter in any line or ctrl+j."""

    BINDINGS: ClassVar[list[Any]] = [("ctrl+j", "send", "Save")]

    def on_mount(self) -> None:
        """Begin where something is missing."""
        list(self.query(FormField))[self.begin_at()].focus()

    def begin_at(self) -> int:
        """Return the place of the field that has the keys first."""
        return 0

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Enter in a line sends."""
        self.action_send()

    def action_send(self) -> None:
        """Answer, or say beside a field what is wrong with it."""
        raise NotImplementedError
