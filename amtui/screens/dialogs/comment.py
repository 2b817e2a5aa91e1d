"""Writing a comment, on one request or on several."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult

from amtui.domain.request_records import RequestRow
from amtui.screens.dialogs.draft import DraftDialog
from amtui.widgets.fields import FormField, area_field, choice_field, values


@dataclass(frozen=True, slots=True)
class Written:
    """A comment, and whether the client sees it."""

    text: str
    shared: bool


class CommentDialog(DraftDialog[Written]):
    """A comment on requests."""

    BINDINGS: ClassVar[list[Any]] = [("ctrl+j", "send", "Send")]

    def __init__(self, rows: Sequence[RequestRow]) -> None:
        what = f"{rows[0].ref}: {rows[0].subject}" if len(rows) == 1 else f"{len(rows):,} requests"
        super().__init__(
            f"Comment on {what}",
            "tab, then space chooses who sees it · ctrl+j sends · esc keeps the draft",
            request_id=rows[0].id if len(rows) == 1 else None,
            draft=f"comment.{rows[0].id if len(rows) == 1 else 'marked'}",
        )

    def inputs(self) -> ComposeResult:
        """Yield the text and who sees it."""
        yield area_field("text", "Comment", self.kept("text"))
        choices = [("internal", "internal: only the team"), ("shared", "shared: the client sees it")]
        yield choice_field("seen", "Seen by", choices, self.kept("seen", "internal"))

    def on_mount(self) -> None:
        """Begin in the text."""
        self.query(FormField).first().focus()

    def action_send(self) -> None:
        """Answer with the comment."""
        answer = values(self)
        if not answer["text"]:
            self.query(FormField).first().say_wrong("write a few words")
            return
        self.dismiss(Written(answer["text"], answer["seen"] == "shared"))
