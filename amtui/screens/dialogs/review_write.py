"""Writing about a review: its notes, its agenda and who comes; drafts survive until they are saved."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import TextArea

from amtui.domain.review_records import ReviewRow
from amtui.domain.wording import label
from amtui.screens.dialogs.base import Dialog
from amtui.widgets.fields import FormField, area_field, text_field, values

if TYPE_CHECKING:
    from amtui.app import AmtuiApp


def go_to_end(field: FormField) -> None:
    """Put the cursor behind what is written."""
    field.focus()
    if isinstance(field.input, TextArea):
        field.input.move_cursor(field.input.document.end)


class NotesDialog(Dialog[str]):
    """The notes of a review, kept as they are typed."""

    BINDINGS: ClassVar[list[Any]] = [("ctrl+j", "send", "Save")]
    app: "AmtuiApp"

    def __init__(self, review: ReviewRow) -> None:
        super().__init__(
            f"Notes on the {label(review.kind)} with {review.account}", "ctrl+j saves · esc keeps the draft"
        )
        self._review = review

    @staticmethod
    def draft_name(review_id: int) -> str:
        """Return the name under which the draft for a review is kept."""
        return f"draft.notes.{review_id}"

    def inputs(self) -> ComposeResult:
        """Yield the text: the draft, else what is saved."""
        draft = self.app.state.get(self.draft_name(self._review.id))
        yield area_field("notes", "Notes", str(draft if draft is not None else self._review.notes or ""))

    def on_mount(self) -> None:
        """Begin at the end of the text."""
        go_to_end(self.query_one(FormField))

    def on_form_field_changed(self, event: FormField.Changed) -> None:
        """Keep the draft as typed, unless it is what is saved."""
        same = event.value.strip() == (self._review.notes or "")
        self.app.state.put(self.draft_name(self._review.id), None if same else event.value)

    def action_send(self) -> None:
        """Answer with the notes."""
        self.dismiss(values(self)["notes"])


@dataclass(frozen=True, slots=True)
class Invitation:
    """What is talked about, with whom, and for how long."""

    agenda: str
    attendees: tuple[str, ...]
    minutes: int


class InvitationDialog(Dialog[Invitation]):
    """Agenda, attendees and length of a planned review."""

    BINDINGS: ClassVar[list[Any]] = [("ctrl+j", "send", "Save")]

    def __init__(self, review: ReviewRow, agenda: str) -> None:
        super().__init__(f"The {label(review.kind)} with {review.account}", "ctrl+j saves · esc cancels")
        self._review = review
        self._agenda = agenda

    def inputs(self) -> ComposeResult:
        """Yield the form."""
        yield area_field("agenda", "Agenda", self._agenda)
        yield text_field("attendees", "Attendees", ", ".join(self._review.attendees))
        yield text_field("minutes", "Minutes", str(self._review.minutes))

    def on_mount(self) -> None:
        """Begin at the end of the agenda."""
        go_to_end(self.query(FormField).first())

    def on_input_submitted(self) -> None:
        """Enter in a line saves too."""
        self.action_send()

    def action_send(self) -> None:
        """Answer once the length can be read."""
        answer = values(self)
        if not answer["minutes"].isdigit() or not int(answer["minutes"]):
            fields = {field.field_name: field for field in self.query(FormField)}
            fields["minutes"].say_wrong("a number of minutes")
            return
        people = tuple(name.strip() for name in answer["attendees"].split(",") if name.strip())
        self.dismiss(Invitation(answer["agenda"], people, int(answer["minutes"])))
