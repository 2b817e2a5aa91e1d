"""Writing down something to do, and the time to set aside for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import Input, Static

from amtui.domain.day_in_title import TitleDay, day_in_title
from amtui.domain.delegates import NOBODY, Delegate, GivenTo
from amtui.domain.errors import Invalid
from amtui.domain.when_words import day_ahead, moment_ahead
from amtui.screens.dialogs.form import FormDialog
from amtui.widgets.fields import FormField, choice_field, text_field, values
from amtui.widgets.text import safe

YES, NO = "yes", "no"
NO_ONE, AS_WRITTEN = "nobody", "as written"
THIS_MINUTE = timedelta(minutes=1)
"""Time may be set aside from now on."""
SAVES = "enter in any line, or ctrl+j, saves · esc cancels"


@dataclass(frozen=True, slots=True)
class Written:
    """A task as it was written down.

    Attributes:
        account: a name, or empty.
        delegate: the name of who does it instead, where it has one already.
        given_to: them; None for a name that stays as it is.
    """

    title: str
    account: str
    due_on: date | None
    important: bool
    delegate: str = ""
    given_to: GivenTo | None = NOBODY


@dataclass(frozen=True, slots=True)
class Aside:
    """The time to set aside."""

    at: datetime
    minutes: int


class TaskDialog(FormDialog[Written]):
    """What there is to do; a day that ends the title of a new task is taken for the one by which it is due.

    It stands in the field of the day while the title is typed, and leaves the title when that is sent with
    the day as it was read: emptied, or changed, the title stays as it was written.

    Args:
        begin: what the form starts with.
        now, zone: in which days are read.
        people: whom it can be given to.
        known: whether the task is there already, so that its account stays.
    """

    BINDINGS: ClassVar[list[Any]] = [("ctrl+t", "as_text", "Keep the words for the day in the title")]

    def __init__(
        self, begin: Written, now: datetime, zone: tzinfo, people: Sequence[Delegate], *, known: bool = False
    ) -> None:
        super().__init__("Change the task" if known else "What is there to do?", SAVES)
        self._begin, self._now, self._zone, self._known = begin, now, zone, known
        self._people = {_key(one.to): one for one in people}
        self._read: TitleDay | None = None
        self._as_text = known

    def inputs(self) -> ComposeResult:
        """Yield the form; what matters first."""
        begin = self._begin
        what = text_field("title", "What", begin.title)
        if isinstance(what.input, Input):
            # Nothing is selected when it opens, so that no key replaces what is there.
            what.input.select_on_focus = False
        yield what
        due = "" if begin.due_on is None else str(begin.due_on)
        yield text_field("due", "Due", due, placeholder="tomorrow, fri, 2d or 2026-12-01; empty for no day")
        important = [(YES, "important"), (NO, "not important")]
        yield choice_field("important", "Importance", important, YES if begin.important else NO)
        if not self._known:
            yield text_field("account", "Account", begin.account, placeholder="empty for no account")
        yield choice_field("delegate", "Given to", list(self._whom()), _chosen(begin))

    def _whom(self) -> Iterator[tuple[str, str]]:
        """Yield who can be chosen; whoever has it stays, also where they are no user."""
        yield NO_ONE, "nobody else"
        chosen = _chosen(self._begin)
        if chosen != NO_ONE and chosen not in self._people:
            yield chosen, self._begin.delegate
        for key, one in self._people.items():
            yield key, one.words

    def _field(self, name: str) -> FormField:
        return next(field for field in self.query(FormField) if field.field_name == name)

    def on_form_field_changed(self, event: FormField.Changed) -> None:
        """Read the title while it is typed; a day that is typed itself stands."""
        if event.field.field_name == "title":
            self._read_title()
        elif event.field.field_name == "due" and event.field.value != self._shown_day():
            self._as_text = True
            self._tell_day()

    def _read_title(self) -> None:
        """Show the day that ends the title in the field of the day, where that is not filled otherwise."""
        due = self._field("due")
        if not self._as_text and due.value in {"", self._shown_day()}:
            self._read = day_in_title(self._field("title").value, self._now, self._zone)
            due.put(self._shown_day())
            self._tell_day()

    def _shown_day(self) -> str:
        return "" if self._read is None else str(self._read.day)

    def _tell_day(self) -> None:
        read = None if self._as_text else self._read
        self._field("due").say("" if read is None else f"{read.day:%A}, from the title")
        way = "" if read is None else f"ctrl+t keeps “{read.words}” in the title · "
        self.query_one("#hint", Static).update(safe(f"{way}{SAVES}", newlines=False))

    def action_as_text(self) -> None:
        """Leave the words for the day in the title, which then names no day; or take them for one again."""
        if self._known:
            return
        if self._read is not None and not self._as_text:
            self._as_text, shown = True, self._shown_day()
            self._read = None
            if self._field("due").value == shown:
                self._field("due").put("")
            self._tell_day()
        else:
            self._as_text = False
            self._read_title()

    def action_send(self) -> None:
        """Answer once there are words, and the day can be read."""
        self._read_title()
        answer = values(self)
        fields = {field.field_name: field for field in self.query(FormField)}
        if self._read is not None and not self._as_text and answer["due"] == self._shown_day():
            answer["title"] = self._read.title
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
        whom = self._given_to(answer["delegate"])
        self.dismiss(Written(answer["title"], account, due, important, self._begin.delegate, whom))

    def _given_to(self, key: str) -> GivenTo | None:
        if key == _chosen(self._begin):
            return None if self._known else self._begin.given_to
        return self._people[key].to if key in self._people else NOBODY


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
            minutes.say_wrong("a number of minutes")
            return
        try:
            starts = moment_ahead(answer["at"], self._now - THIS_MINUTE, self._zone)
        except Invalid as wrong:
            at.say_wrong(wrong.fields["until"])
            return
        self.dismiss(Aside(starts, int(answer["minutes"])))


def _key(to: GivenTo) -> str:
    return f"user {to.user_id}" if to.user_id is not None else f"contact {to.contact_id}"


def _chosen(begin: Written) -> str:
    """Return what is chosen at first."""
    if begin.given_to is None or begin.given_to == NOBODY:
        return AS_WRITTEN if begin.delegate else NO_ONE
    return _key(begin.given_to)
