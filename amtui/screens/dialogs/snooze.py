"""Putting requests aside: until when, in words, or until the client does something."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.widgets import Input

from amtui.domain.errors import Invalid
from amtui.domain.request_records import RequestRow
from amtui.domain.when_words import EXAMPLES, moment_ahead
from amtui.screens.dialogs.draft import DraftDialog
from amtui.widgets.fields import FormField, choice_field, text_field, values


@dataclass(frozen=True, slots=True)
class Snoozed:
    """Until when, and whether the client's doing wakes it."""

    until: datetime | None
    for_client: bool


class SnoozeDialog(DraftDialog[Snoozed]):
    """Answers with a moment, the client, or both: whichever is first."""

    def __init__(self, rows: Sequence[RequestRow], now: datetime, zone: ZoneInfo) -> None:
        what = f"{rows[0].ref}: {rows[0].subject}" if len(rows) == 1 else f"{len(rows):,} requests"
        super().__init__(
            f"Snooze {what}",
            "enter snoozes; without a time, until the client acts · tab next field · esc cancels",
        )
        self._now = now
        self._zone = zone

    def inputs(self) -> ComposeResult:
        """Yield the moment, and whether the client wakes it."""
        yield text_field("until", "Until", placeholder=EXAMPLES)
        choices = [
            ("yes", "or when the client acts"),
            ("no", "at that time only"),
        ]
        yield choice_field("client", "Wakes", choices, "yes")

    def on_mount(self) -> None:
        """Begin with the moment."""
        self.query(FormField).first().focus()

    def on_form_field_changed(self, event: FormField.Changed) -> None:
        """Say which moment is meant, as far as it can be told."""
        if event.field.field_name == "until":
            self.query_one("#hint").update(self._heard(event.value))  # type: ignore[attr-defined]

    def _heard(self, text: str) -> str:
        if not text.strip():
            return self._hint
        try:
            moment = moment_ahead(text, self._now, self._zone)
        except Invalid as error:
            return f"{error.fields['until']} · esc cancels"
        return f"{moment.astimezone(self._zone):%A %Y-%m-%d %H:%M} · enter snoozes · esc cancels"

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Answer, unless it cannot be told until when."""
        answer = values(self)
        field = self.query(FormField).first()
        for_client = answer["client"] == "yes"
        if not answer["until"] and not for_client:
            field.say_wrong("say until when")
            return
        try:
            until = moment_ahead(answer["until"], self._now, self._zone) if answer["until"] else None
        except Invalid as error:
            field.say_wrong(error.fields["until"])
            return
        self.dismiss(Snoozed(until, for_client))
