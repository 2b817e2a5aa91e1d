"""Cancelling a meeting: why, and whether the series that it comes from ends with it."""

from dataclasses import dataclass

from textual.app import ComposeResult

from amtui.screens.dialogs.form import FormDialog
from amtui.widgets.fields import FormField, choice_field, text_field, values

ONE, ALL = "one", "all"


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Why, and whether all that is planned of the series goes."""

    reason: str
    series: bool


class CancelDialog(FormDialog[Cancelled]):
    """The reason, and what is cancelled.

    Args:
        called: what is cancelled, after “Cancel”.
        ends: what becomes of all its series where that is chosen; empty for one of no series.
    """

    def __init__(self, called: str, ends: str) -> None:
        super().__init__(f"Cancel {called}", "enter in the line, or ctrl+j, saves · esc cancels")
        self._ends = ends

    def inputs(self) -> ComposeResult:
        """Yield reason and what is meant."""
        yield text_field("reason", "Reason")
        if self._ends:
            choices = [(ONE, "this one only; its series stays"), (ALL, self._ends)]
            yield choice_field("what", "What goes", choices, ONE)

    def action_send(self) -> None:
        """Answer once there is a reason."""
        answer = values(self)
        if not answer["reason"]:
            self.query(FormField).first().say_wrong("write a few words")
            return
        self.dismiss(Cancelled(answer["reason"], answer.get("what") == ALL))
