"""Editing what a request says."""

from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from amtui.domain.request_records import RequestDetail
from amtui.screens.dialogs.draft import DraftDialog
from amtui.widgets.fields import FormField, area_field, text_field, values


@dataclass(frozen=True, slots=True)
class Edited:
    """Subject and description as they shall be, and the version of the request that was edited."""

    subject: str
    description: str
    version: int


class EditDialog(DraftDialog[Edited]):
    """Subject and description of one request."""

    BINDINGS: ClassVar[list[Any]] = [("ctrl+j", "save", "Save")]

    def __init__(self, detail: RequestDetail) -> None:
        super().__init__(
            f"Edit {detail.row.ref}",
            "enter in the subject or ctrl+j saves · tab next field · esc keeps the draft",
            draft=f"edit.{detail.row.id}",
            stamp=str(detail.row.version),
            request_id=detail.row.id,
        )
        self._detail = detail

    def inputs(self) -> ComposeResult:
        """Yield the two texts."""
        subject = text_field("subject", "Subject", self.kept("subject", self._detail.row.subject))
        if isinstance(subject.input, Input):
            # Nothing is selected when it opens, so that no key replaces what is there.
            subject.input.select_on_focus = False
        yield subject
        yield area_field("description", "Details", self.kept("description", self._detail.description))

    def on_mount(self) -> None:
        """Begin behind the subject."""
        self.query(FormField).first().focus()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Save."""
        self.action_save()

    def action_save(self) -> None:
        """Answer with both texts."""
        answer = values(self)
        if not answer["subject"]:
            self.query(FormField).first().say_wrong("a request needs a subject")
            return
        self.dismiss(Edited(answer["subject"], answer["description"], int(self.stamp)))
