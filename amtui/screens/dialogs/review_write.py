"""Writing about a review: its notes, its agenda and who comes; drafts survive until they are saved."""

from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import TextArea

from amtui.domain.review_records import ReviewRow
from amtui.domain.wording import label
from amtui.screens.dialogs.draft import DraftDialog
from amtui.widgets.fields import FormField, area_field, text_field, values


def notes_draft(review_id: int) -> str:
    """Return the name under which the draft of a review's notes is kept."""
    return f"draft.notes.{review_id}"


def go_to_end(field: FormField) -> None:
    """Put the cursor behind what is written."""
    field.focus()
    if isinstance(field.input, TextArea):
        field.input.move_cursor(field.input.document.end)


@dataclass(frozen=True, slots=True)
class Notes:
    """What was written, and the version of the review that it was begun on."""

    text: str
    version: int


class NotesDialog(DraftDialog[Notes]):
    """The notes of a review, kept as they are typed."""

    BINDINGS: ClassVar[list[Any]] = [("ctrl+j", "send", "Save")]

    def __init__(self, review: ReviewRow) -> None:
        super().__init__(
            f"Notes on the {label(review.kind)} with {review.account}",
            "ctrl+j saves · esc keeps the draft",
            draft=f"notes.{review.id}",
            stamp=str(review.version),
        )
        self._review = review

    def inputs(self) -> ComposeResult:
        """Yield the text: the draft, else what is saved."""
        yield area_field("notes", "Notes", self.kept("notes", self._review.notes or ""))

    def on_mount(self) -> None:
        """Begin at the end of the text."""
        go_to_end(self.query_one(FormField))

    def action_send(self) -> None:
        """Answer with the notes."""
        self.dismiss(Notes(values(self)["notes"], int(self.stamp)))


@dataclass(frozen=True, slots=True)
class Invitation:
    """What is talked about, with whom, and for how long; the version that it was begun on."""

    agenda: str
    attendees: tuple[str, ...]
    minutes: int
    version: int


class InvitationDialog(DraftDialog[Invitation]):
    """Agenda, attendees and length of a planned review."""

    BINDINGS: ClassVar[list[Any]] = [("ctrl+j", "send", "Save")]

    def __init__(self, review: ReviewRow, agenda: str) -> None:
        super().__init__(
            f"The {label(review.kind)} with {review.account}",
            "ctrl+j saves · esc keeps the draft",
            draft=f"invitation.{review.id}",
            stamp=str(review.version),
        )
        self._review = review
        self._agenda = agenda

    def inputs(self) -> ComposeResult:
        """Yield the form."""
        people, minutes = ", ".join(self._review.attendees), str(self._review.minutes)
        yield area_field("agenda", "Agenda", self.kept("agenda", self._agenda))
        yield text_field("attendees", "Attendees", self.kept("attendees", people))
        yield text_field("minutes", "Minutes", self.kept("minutes", minutes))

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
        self.dismiss(Invitation(answer["agenda"], people, int(answer["minutes"]), int(self.stamp)))
