"""Logging a request on behalf of a contact; requests that may ask for the same show while one types."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import Input, Static

from amtui.domain.account_records import ContactRow
from amtui.domain.errors import AmtuiError
from amtui.domain.request_rules import contact_warning, priority_of
from amtui.domain.vocabulary import Level, Priority, RequestType
from amtui.domain.wording import label, title
from amtui.screens.dialogs.draft import DraftDialog
from amtui.widgets.coalesce import Coalesced
from amtui.widgets.deferred import deferred
from amtui.widgets.fields import FormField, area_field, choice_field, text_field, values
from amtui.widgets.text import safe

if TYPE_CHECKING:
    from amtui.domain.queue_records import SimilarRequest

QUIET_SECONDS = 0.2
ENOUGH = 4
"""Letters of a subject from which likes of it are looked for."""


@dataclass(frozen=True, slots=True)
class Logged:
    """What the form says."""

    contact_id: int | None
    type: RequestType
    subject: str
    description: str
    impact: Level
    urgency: Level
    external_ticket: str | None


class NewRequestDialog(DraftDialog[Logged]):
    """The form of a request at one account."""

    BINDINGS: ClassVar[list[Any]] = [("ctrl+j", "save", "Log it")]

    def __init__(self, account_id: int, account: str, contacts: Sequence[ContactRow]) -> None:
        super().__init__(
            f"New request at {account}",
            "enter or ctrl+j logs it · tab next field · esc keeps the draft",
            draft=f"new.{account_id}",
        )
        self._account_id = account_id
        self._contacts = {str(one.id): one for one in contacts}
        self._similar: tuple[SimilarRequest, ...] = ()
        self._likes: Coalesced[str] = Coalesced(self, QUIET_SECONDS, self._look)

    def inputs(self) -> ComposeResult:
        """Yield the form, and below the subject what needs to be known."""
        people = [(key, _person(one)) for key, one in self._contacts.items()]
        levels = [(level.value, level.value) for level in Level]
        yield text_field("subject", "Subject", self.kept("subject"))
        yield Static(id="notes", markup=False)
        yield choice_field("contact", "Asked by", people, self.kept("contact"))
        kinds = [(kind.value, title(kind)) for kind in RequestType]
        yield choice_field("type", "Type", kinds, self.kept("type", RequestType.IVR_CHANGE.value))
        yield choice_field("impact", "Impact", levels, self.kept("impact", Level.MEDIUM.value))
        yield choice_field("urgency", "Urgency", levels, self.kept("urgency", Level.MEDIUM.value))
        yield text_field("ticket", "Ticket", self.kept("ticket"), placeholder="of Support; a P1 needs one")
        yield area_field("description", "Details", self.kept("description"))

    def on_mount(self) -> None:
        """Begin with the subject."""
        self.query(FormField).first().focus()
        self._note()

    def on_form_field_changed(self, event: FormField.Changed) -> None:
        """Keep the draft; look for likes of the subject; bring the notes up to date."""
        if event.field.field_name == "subject":
            self._likes(event.value)
        self._note()

    def _look(self, subject: str) -> None:
        self.run_worker(deferred(self._find, subject), group="likes", exclusive=True, exit_on_error=False)

    async def _find(self, subject: str) -> None:
        from amtui.data.queries.similar_requests import similar_requests

        backend = self.app.backend
        self._similar = ()
        if backend is not None and len(subject.strip()) >= ENOUGH:
            try:
                self._similar = await backend.ask(
                    similar_requests, account_id=self._account_id, subject=subject, limit=3
                )
            except AmtuiError as error:
                self.app.say(error.message, severity="error")
        self._note()

    def _note(self) -> None:
        answer = values(self)
        lines = [f"Priority {self._priority(answer).value}"]
        contact = self._contacts.get(answer["contact"])
        if contact and (said := contact_warning(is_admin=contact.is_admin, is_approved=contact.is_approved)):
            lines.append(f"▲ {said}")
        if self._similar:
            lines.append("Logged already?")
            lines += [f"  {one.ref} {one.subject} ({label(one.status)})" for one in self._similar]
        notes = safe("\n".join(lines), "$text-warning" if len(lines) > 1 else "$text-muted")
        self.query_one("#notes", Static).update(notes)

    @staticmethod
    def _priority(answer: dict[str, str]) -> Priority:
        return priority_of(Level(answer["impact"] or "medium"), Level(answer["urgency"] or "medium"))

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Log it."""
        self.action_save()

    def action_save(self) -> None:
        """Answer once the form can be logged."""
        answer = values(self)
        fields = {field.field_name: field for field in self.query(FormField)}
        if not answer["subject"]:
            fields["subject"].say_wrong("say what is asked for")
            return
        if self._priority(answer) is Priority.P1 and not answer["ticket"]:
            fields["ticket"].say_wrong("a P1 needs one")
            return
        self.dismiss(
            Logged(
                int(answer["contact"]) if answer["contact"] else None,
                RequestType(answer["type"]),
                answer["subject"],
                answer["description"],
                Level(answer["impact"]),
                Level(answer["urgency"]),
                answer["ticket"] or None,
            )
        )


def _person(contact: ContactRow) -> str:
    known = "administrator" if contact.is_admin else "approved" if contact.is_approved else "not approved"
    return f"{contact.name} · {known}"
