"""Writing down something to do, and the time to set aside for it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from textual.app import ComposeResult

from amtui.domain.errors import Invalid
from amtui.domain.when_words import day_ahead, moment_ahead
from amtui.screens.dialogs.form import FormDialog
from amtui.widgets.fields import FormField, choice_field, text_field, values

YES, NO = "yes", "no"
THIS_MINUTE = timedelta(minutes=1)
"""Time may be set aside from now on."""
SAVES = "enter in any line, or ctrl+j, saves · esc cancels"


@dataclass(frozen=True, slots=True)
class Written:
    """A task as it was written down; `account` is a name, or empty."""

    title: str
    account: str
    due_on: date | None
    important: bool
    delegate: str


@dataclass(frozen=True, slots=True)
class Aside:
    """The time to set aside."""

    at: datetime
    minutes: int


class TaskDialog(FormDialog[Written]):
    """What there is to do.

    Args:
        begin: what the form starts with.
        now, zone: in which days are read.
        known: whether the task is there already, so that its account stays.
    """

    def __init__(self, begin: Written, now: datetime, zone: tzinfo, *, known: bool = False) -> None:
        super().__init__("Change the task" if known else "What is there to do?", SAVES)
        self._begin, self._now, self._zone, self._known = begin, now, zone, known

    def inputs(self) -> ComposeResult:
        """Yield the form; what matters first."""
        begin = self._begin
        yield text_field("title", "What", begin.title)
        due = "" if begin.due_on is None else str(begin.due_on)
        yield text_field("due", "Due", due, placeholder="tomorrow, fri, 2d or 2026-12-01; empty for no day")
        important = [(YES, "important"), (NO, "not important")]
        yield choice_field("important", "Importance", important, YES if begin.important else NO)
        if not self._known:
            yield text_field("account", "Account", begin.account, placeholder="empty for no account")
        yield text_field("delegate", "Given to", begin.delegate, placeholder="who does it instead")

    def action_send(self) -> None:
        """Answer once there are words, and the day can be read."""
        answer = values(self)
        fields = {field.field_name: field for field in self.query(FormField)}
        if not answer["title"]:
            fields["title"].say_wrong("write a few words")
            return
        kept = self._begin.due_on
        due = None
        if answer["due"]:
            try:
                unchanged = kept is not None and answer["due"] == str(kept)
                due = kept if unchanged else day_ahead(answer["due"], self._now, self._zone)
            except Invalid as wrong:
                fields["due"].say_wrong(wrong.fields["day"])
                return
        account = answer.get("account", self._begin.account)
        important = answer["important"] == YES
        self.dismiss(Written(answer["title"], account, due, important, answer["delegate"]))


class AsideDialog(FormDialog[Aside]):
    """When to set time aside for a task, and how long."""

    def __init__(self, title: str, at: str, minutes: int, now: datetime, zone: tzinfo) -> None:
        super().__init__(f"Set time aside for “{title}”", SAVES)
        self._at, self._minutes, self._now, self._zone = at, minutes, now, zone

    def inputs(self) -> ComposeResult:
        """Yield when and how long."""
        yield text_field("at", "When", self._at, placeholder="14:00, fri 10:00 or 2026-12-01 10:00")
        yield text_field("minutes", "Minutes", str(self._minutes))

    def action_send(self) -> None:
        """Answer once the time can be read."""
        answer = values(self)
        at, minutes = self.query(FormField)
        if not answer["minutes"].isdecimal() or not int(answer["minutes"]):
            minutes.say_wrong("as 30")
            return
        try:
            starts = moment_ahead(answer["at"], self._now - THIS_MINUTE, self._zone)
        except Invalid as wrong:
            at.say_wrong(wrong.fields["until"])
            return
        self.dismiss(Aside(starts, int(answer["minutes"])))
