"""Escalating a request: to whom, by when, with which evidence, and how often the client hears of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.widgets import Input

from amtui.domain.errors import Invalid
from amtui.domain.request_records import RequestRow
from amtui.domain.when_words import day_ahead
from amtui.screens.dialogs.draft import DraftDialog
from amtui.widgets.fields import FormField, area_field, text_field, values

EVERY = "240"


@dataclass(frozen=True, slots=True)
class Escalated:
    """What the form says."""

    team: str
    asked_for: date | None
    note: str | None
    evidence: tuple[str, ...]
    update_every_minutes: int | None


class EscalateDialog(DraftDialog[Escalated]):
    """Team, day asked for, reason, log ids and the status-update clock of one request."""

    BINDINGS: ClassVar[list[Any]] = [("ctrl+j", "save", "Escalate")]

    def __init__(self, row: RequestRow, now: datetime, zone: ZoneInfo) -> None:
        super().__init__(
            f"Escalate {row.ref}: {row.subject}",
            "enter or ctrl+j escalates · tab next field · esc keeps the draft",
            draft=f"escalate.{row.id}",
            request_id=row.id,
        )
        self._now = now
        self._zone = zone

    def inputs(self) -> ComposeResult:
        """Yield the form."""
        yield text_field("team", "Team", self.kept("team"), placeholder="such as Support, level 2")
        yield text_field(
            "asked", "Asked for", self.kept("asked"), placeholder="fri, 2d, 2026-12-01; may be empty"
        )
        yield text_field("note", "Why", self.kept("note"))
        yield text_field("minutes", "Update", self.kept("minutes", EVERY), hint="minutes")
        yield area_field("evidence", "Log ids", self.kept("evidence"), hint="one a line")

    def on_mount(self) -> None:
        """Begin with the team."""
        self.query(FormField).first().focus()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Escalate."""
        self.action_save()

    def action_save(self) -> None:
        """Answer once every field can be read."""
        answer = values(self)
        fields = {field.field_name: field for field in self.query(FormField)}
        if not answer["team"]:
            fields["team"].say_wrong("name a team")
            return
        if answer["minutes"] and not answer["minutes"].isdigit():
            fields["minutes"].say_wrong("a number, or empty")
            return
        try:
            asked = day_ahead(answer["asked"], self._now, self._zone) if answer["asked"] else None
        except Invalid as error:
            fields["asked"].say_wrong(error.fields["day"])
            return
        ids = tuple(filter(None, (line.strip() for line in answer["evidence"].splitlines())))
        minutes = int(answer["minutes"]) if answer["minutes"] else None
        self.dismiss(Escalated(answer["team"], asked, answer["note"] or None, ids, minutes))
