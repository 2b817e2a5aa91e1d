"""Cancelling a review that comes again: why, and whether the series ends with it."""

from dataclasses import dataclass

from textual.app import ComposeResult

from amtui.domain.review_records import ReviewRow
from amtui.domain.wording import counted, label
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
        review: one of a series.
        planned: how many of its series are planned.
    """

    def __init__(self, review: ReviewRow, planned: int) -> None:
        super().__init__(
            f"Cancel the {label(review.kind)} with {review.account}",
            "enter in the line, or ctrl+j, saves · esc cancels",
        )
        self._planned = planned

    def inputs(self) -> ComposeResult:
        """Yield reason and what is meant."""
        yield text_field("reason", "Reason")
        ends = f"the series ends: {counted(self._planned, 'planned review')} cancelled"
        yield choice_field("what", "What goes", [(ONE, "this one only; its series stays"), (ALL, ends)], ONE)

    def action_send(self) -> None:
        """Answer once there is a reason."""
        answer = values(self)
        if not answer["reason"]:
            self.query(FormField).first().say_wrong("write a few words")
            return
        self.dismiss(Cancelled(answer["reason"], answer["what"] == ALL))
