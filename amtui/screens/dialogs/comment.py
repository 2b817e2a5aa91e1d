"""Writing a comment; what is typed is kept as a draft until it is sent."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult

from amtui.domain.request_records import RequestRow
from amtui.screens.dialogs.base import Dialog
from amtui.widgets.fields import FormField, area_field, choice_field, values

if TYPE_CHECKING:
    from amtui.app import AmtuiApp


@dataclass(frozen=True, slots=True)
class Written:
    """A comment, and whether the client sees it."""

    text: str
    shared: bool


class CommentDialog(Dialog[Written]):
    """A comment on one request."""

    BINDINGS: ClassVar[list[Any]] = [("ctrl+j", "send", "Send")]
    app: "AmtuiApp"

    def __init__(self, row: RequestRow) -> None:
        super().__init__(
            f"Comment on {row.ref}: {row.subject}",
            "tab, then space chooses who sees it · ctrl+j sends · esc keeps the draft",
        )
        self._row = row

    @staticmethod
    def draft_name(row: RequestRow) -> str:
        """Return the name under which the draft for a request is kept."""
        return f"draft.comment.{row.id}"

    def inputs(self) -> ComposeResult:
        """Yield the text and who sees it."""
        yield area_field("text", "Comment", str(self.app.state.get(self.draft_name(self._row), "")))
        choices = [("internal", "internal: only the team"), ("shared", "shared: the client sees it")]
        yield choice_field("seen", "Seen by", choices, "internal")

    def on_mount(self) -> None:
        """Begin in the text."""
        self.query(FormField).first().focus()

    def on_form_field_changed(self, event: FormField.Changed) -> None:
        """Keep the draft as typed."""
        if event.field.field_name == "text":
            self.app.state.put(self.draft_name(self._row), event.value or None)

    def action_send(self) -> None:
        """Answer with the comment."""
        answer = values(self)
        if not answer["text"]:
            self.query(FormField).first().say_wrong("write a few words")
            return
        self.dismiss(Written(answer["text"], answer["seen"] == "shared"))
