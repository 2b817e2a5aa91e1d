"""Declining a request: why, and what to write to the client."""

from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from amtui.domain.request_records import RequestRow
from amtui.screens.dialogs.draft import DraftDialog
from amtui.widgets.fields import FormField, area_field, text_field, values


@dataclass(frozen=True, slots=True)
class Declined:
    """The reason, and the reply to the client; an empty one is not sent."""

    reason: str
    reply: str


class DeclineDialog(DraftDialog[Declined]):
    """The reason in a line, and beneath it the whole reply, to be changed as one likes.

    Args:
        row: what is declined.
        reply: what is usually written.
    """

    BINDINGS: ClassVar[list[Any]] = [("ctrl+j", "send", "Send")]

    def __init__(self, row: RequestRow, reply: str) -> None:
        super().__init__(
            f"Decline {row.ref}: {row.subject}",
            "enter in the reason, or ctrl+j, declines and sends the reply; an empty one is not sent"
            " · esc keeps the draft",
            request_id=row.id,
            draft=f"decline.{row.id}",
        )
        self._reply = reply

    def inputs(self) -> ComposeResult:
        """Yield reason and reply."""
        yield text_field("reason", "Reason", self.kept("reason"))
        yield area_field("reply", "Reply", self.kept("reply", self._reply))

    def on_mount(self) -> None:
        """Begin with the reason."""
        self.query(FormField).first().focus()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Enter in the line sends."""
        self.action_send()

    def action_send(self) -> None:
        """Answer, unless no reason was written."""
        answer = values(self)
        if not answer["reason"]:
            self.query(FormField).first().say_wrong("write a few words")
            return
        self.dismiss(Declined(answer["reason"], answer["reply"].strip()))
