"""Asking for a reason, or any other single line that must not be empty."""

from textual.app import ComposeResult
from textual.widgets import Input

from amtui.screens.dialogs.draft import DraftDialog
from amtui.widgets.fields import FormField, text_field


class ReasonDialog(DraftDialog[str]):
    """One line of text, which may be left empty where it is not `needed`."""

    def __init__(
        self,
        question: str,
        label: str = "Reason",
        value: str = "",
        *,
        needed: bool = True,
        draft: str = "",
    ) -> None:
        super().__init__(question, "enter saves · esc cancels", draft=draft)
        self._needed = needed
        self._label = label
        self._value = value

    def inputs(self) -> ComposeResult:
        """Yield the line."""
        yield text_field("reason", self._label, self.kept("reason", self._value))

    def on_mount(self) -> None:
        """Begin in the line."""
        self.query_one(FormField).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer, unless nothing was written."""
        text = event.value.strip()
        if text or not self._needed:
            self.dismiss(text)
        else:
            self.query_one(FormField).say_wrong("write a few words")
