"""Writing a comment, on one request or on several."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import Select

from amtui.domain.request_records import RequestRow
from amtui.screens.dialogs.draft import DraftDialog
from amtui.widgets.fields import FormField, area_field, choice_field, values

INTERNAL, SHARED = "internal", "shared"


@dataclass(frozen=True, slots=True)
class Written:
    """A comment, and whether the client sees it."""

    text: str
    shared: bool


class CommentDialog(DraftDialog[Written]):
    """A comment on requests, or the answer to a client.

    Args:
        rows: the requests.
        to_client: whether the client is meant to see it, unless something else is chosen.
    """

    BINDINGS: ClassVar[list[Any]] = [("ctrl+j", "send", "Send"), ("ctrl+t", "turn", "Who sees it")]

    def __init__(self, rows: Sequence[RequestRow], *, to_client: bool = False) -> None:
        what = f"{rows[0].ref}: {rows[0].subject}" if len(rows) == 1 else f"{len(rows):,} requests"
        # Drafts of their own: words meant for the team are never offered as an answer.
        kind = "answer" if to_client else "comment"
        super().__init__(
            f"Answer to the client, {what}" if to_client else f"Comment on {what}",
            "ctrl+t changes who sees it · ctrl+j sends · esc keeps the draft",
            request_id=rows[0].id if len(rows) == 1 else None,
            draft=f"{kind}.{rows[0].id if len(rows) == 1 else 'marked'}",
        )
        self._usually = SHARED if to_client else INTERNAL

    def inputs(self) -> ComposeResult:
        """Yield the text and who sees it."""
        yield area_field("text", "Comment", self.kept("text"))
        choices = [(INTERNAL, "internal: only the team"), (SHARED, "shared: the client sees it")]
        yield choice_field("seen", "Seen by", choices, self.kept("seen", self._usually))

    def on_mount(self) -> None:
        """Begin in the text."""
        self.query(FormField).first().focus()

    def action_turn(self) -> None:
        """Let the client see it, or no longer."""
        seen = self.query(FormField).last()
        if isinstance(seen.input, Select):
            seen.input.value = INTERNAL if seen.value == SHARED else SHARED

    def action_send(self) -> None:
        """Answer with the comment."""
        answer = values(self)
        if not answer["text"]:
            self.query(FormField).first().say_wrong("write a few words")
            return
        self.dismiss(Written(answer["text"], answer["seen"] == SHARED))
