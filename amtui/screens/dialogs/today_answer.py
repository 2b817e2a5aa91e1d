"""What an answer to a row of the day's list needs to be told: some lines, one of which is a day."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.widgets import Input

from amtui.domain.errors import Invalid
from amtui.domain.frozen import dataclass
from amtui.domain.when_words import day_ahead
from amtui.screens.dialogs.draft import DraftDialog
from amtui.widgets.fields import FormField, area_field, text_field, values

DAY_EXAMPLES = "tomorrow, fri, 2d or 2026-12-01"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its name and label, what it begins with, whether it is a day, and whether it is needed.

    Attributes:
        long: whether it is a text of several lines instead.
    """

    name: str
    label: str
    value: str = ""
    is_day: bool = False
    needed: bool = True
    long: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What was written by name of the line, and the day."""

    texts: dict[str, str]
    day: date


class TodayAnswerDialog(DraftDialog[Told]):
    """Answers with the lines once the day can be told and nothing that is needed is empty.

    Args:
        draft: under which name what is typed is kept.
    """

    BINDINGS: ClassVar[list[Any]] = [("ctrl+j", "send", "Save")]

    def __init__(
        self, question: str, lines: Sequence[Line], now: datetime, zone: ZoneInfo, *, draft: str
    ) -> None:
        saves = "enter in a line, or ctrl+j, saves" if any(line.long for line in lines) else "enter saves"
        super().__init__(question, f"{saves} · tab next field · esc keeps the draft", draft=draft)
        self._lines, self._now, self._zone = tuple(lines), now, zone

    def inputs(self) -> ComposeResult:
        """Yield the lines."""
        for line in self._lines:
            placeholder = DAY_EXAMPLES if line.is_day else ""
            if line.long:
                yield area_field(line.name, line.label, self.kept(line.name, line.value))
                continue
            yield text_field(line.name, line.label, self.kept(line.name, line.value), placeholder=placeholder)

    def on_mount(self) -> None:
        """Begin with the first line."""
        self.query(FormField).first().focus()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Enter in a line sends."""
        self.action_send()

    def action_send(self) -> None:
        """Answer, or say at the first line that is wrong what is wrong with it."""
        written = {name: str(text).strip() for name, text in values(self).items()}
        day: date | None = None
        for line, field in zip(self._lines, self.query(FormField), strict=True):
            try:
                if line.is_day:
                    day = day_ahead(written[line.name], self._now, self._zone)
            except Invalid as wrong:
                field.say_wrong(next(iter(wrong.fields.values())))
                return
            if line.needed and not written[line.name]:
                field.say_wrong("write a few words")
                return
        if day is not None:
            self.dismiss(Told(written, day))
