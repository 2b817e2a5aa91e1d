"""Forms about meetings of the team; what is typed is kept until it is saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.widgets import Input

from amtui.domain.errors import Invalid
from amtui.domain.people import UserChoice
from amtui.domain.team_records import TeamMeeting
from amtui.domain.team_words import people_named, people_words
from amtui.domain.when_words import wall_time
from amtui.screens.dialogs.draft import DraftDialog
from amtui.screens.dialogs.review_plan import AGAIN
from amtui.widgets.fields import FormField, area_field, choice_field, text_field, values

ONE, ALL = "one", "all"


@dataclass(frozen=True, slots=True)
class TeamWritten:
    """What a form says of a meeting; `at` is in the viewer's zone, without one.

    Attributes:
        again: empty for a single one, else the span to the next, as `1w`.
        later: whether all later ones of the series are meant too.
    """

    title: str
    at: datetime
    minutes: int
    invited: tuple[int, ...]
    agenda: str
    again: str = ""
    later: bool = False


class TeamDialog(DraftDialog[TeamWritten]):
    """Title, day and time, length, people, agenda and repetition of a meeting.

    Args:
        begin: what it starts with.
        known: who can be invited.
        now: the moment, from which days in words are meant.
        zone: of the viewer.
        row: a meeting that is there already, whose day is moved by another key.
    """

    BINDINGS: ClassVar[list[Any]] = [("ctrl+j", "send", "Save")]

    def __init__(
        self,
        begin: TeamWritten,
        known: Sequence[UserChoice],
        now: datetime,
        zone: ZoneInfo,
        row: TeamMeeting | None = None,
    ) -> None:
        super().__init__(
            f"The team meeting “{row.title}”" if row else "Plan a team meeting",
            "enter in any line, or ctrl+j, saves · esc keeps what is typed",
            draft=f"team.{row.id}" if row else "team",
        )
        self._begin, self._known, self._now, self._zone, self._row = begin, known, now, zone, row

    def inputs(self) -> ComposeResult:
        """Yield the form."""
        people = people_words(self._begin.invited, self._known)
        yield text_field("title", "Title", self.kept("title", self._begin.title))
        if self._row is None:
            yield text_field("at", "Day, time", f"{self._begin.at:%Y-%m-%d %H:%M}")
        yield text_field("minutes", "Minutes", self.kept("minutes", str(self._begin.minutes)))
        yield text_field("people", "People", self.kept("people", people), placeholder="names, with commas")
        yield area_field("agenda", "Agenda", self.kept("agenda", self._begin.agenda))
        if self._row is None:
            yield choice_field("again", "Repeats", AGAIN, "")
        elif self._row.series_id is not None:
            choices = [(ONE, "this one only"), (ALL, "this and all later ones")]
            yield choice_field("what", "What changes", choices, ONE)

    def on_mount(self) -> None:
        """Begin with the title."""
        self.query(FormField).first().focus()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Enter in a line saves."""
        self.action_send()

    def action_send(self) -> None:
        """Answer once every field can be read."""
        answer = values(self)
        fields = {field.field_name: field for field in self.query(FormField)}
        if not answer["title"]:
            fields["title"].say_wrong("say what it is")
            return
        at = self._begin.at
        if "at" in fields:
            try:
                at = wall_time(answer["at"], self._now, self._zone)
            except Invalid as wrong:
                fields["at"].say_wrong(wrong.fields["until"])
                return
        if not answer["minutes"].isdigit() or not int(answer["minutes"]):
            fields["minutes"].say_wrong("a number of minutes")
            return
        invited, unknown = people_named(answer["people"], self._known)
        if unknown:
            fields["people"].say_wrong(f"no user “{unknown}”")
            return
        self.dismiss(
            TeamWritten(
                answer["title"],
                at,
                int(answer["minutes"]),
                invited,
                answer["agenda"],
                answer.get("again", ""),
                answer.get("what") == ALL,
            )
        )


class TeamNotesDialog(DraftDialog[str]):
    """The notes of a meeting, kept as they are typed."""

    BINDINGS: ClassVar[list[Any]] = [("ctrl+j", "send", "Save")]

    def __init__(self, question: str, row: TeamMeeting) -> None:
        super().__init__(question, "ctrl+j saves · esc keeps the draft", draft=f"team.notes.{row.id}")
        self._row = row

    def inputs(self) -> ComposeResult:
        """Yield the text: the draft, else what is saved."""
        yield area_field("notes", "Notes", self.kept("notes", self._row.notes or ""))

    def on_mount(self) -> None:
        """Begin at the end of the text."""
        self.query_one(FormField).focus()

    def action_send(self) -> None:
        """Answer with the notes."""
        self.dismiss(values(self)["notes"])
