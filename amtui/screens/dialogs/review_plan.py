"""Planning a review: with whom, when, about what, and whether it comes again."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.widgets import Input

from amtui.domain.errors import Invalid
from amtui.domain.free_slots import NONE_FREE
from amtui.domain.local_time import instant, zone_named
from amtui.domain.review_records import Suggestion
from amtui.domain.review_usual import USUAL_AGENDAS, USUAL_MINUTES
from amtui.domain.vocabulary import ReviewKind
from amtui.domain.when_words import read_back, their_clock, wall_time
from amtui.domain.wording import title
from amtui.screens.dialogs.form import FormDialog
from amtui.widgets.fields import FormField, choice_field, text_field, values

if TYPE_CHECKING:
    from amtui.app import AmtuiApp

Suggest = Callable[[str, ReviewKind], Awaitable[Sequence[Suggestion] | None]]
"""Tells free times for a kind of review with an account of a name; None where there is no such account."""
KEPT = ("agenda", "attendees")
AGAIN = (
    ("", "only once"),
    ("1w", "every week"),
    ("2w", "every 2 weeks"),
    ("1m", "every month"),
    ("3m", "every 3 months"),
    ("6m", "every 6 months"),
)


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to be planned; `at` is in the viewer's zone, without one.

    Attributes:
        again: empty for a single one, else the span to the next, as `1m`.
    """

    account: str
    kind: str
    at: datetime
    minutes: int
    agenda: str
    attendees: tuple[str, ...]
    again: str


class PlanDialog(FormDialog[Planned]):
    """Account, kind, day and time, length, agenda, attendees and repetition of a review.

    Args:
        account: with whom; empty asks.
        at: when, until a better time is known.
        zone: of the viewer.
        kind: what for.
        suggest: where free times come from.
        keep_time: whether `at` was chosen by the person, so that a suggestion only stands beside it.
    """

    app: "AmtuiApp"

    BINDINGS: ClassVar[list[Any]] = [("ctrl+n", "next_time", "Next free time")]

    def __init__(
        self,
        account: str,
        at: datetime,
        zone: ZoneInfo,
        kind: ReviewKind = ReviewKind.CHECK_IN,
        suggest: Suggest | None = None,
        *,
        keep_time: bool = True,
    ) -> None:
        super().__init__(
            "Plan a review",
            "enter in any line, or ctrl+j, saves · ctrl+n next free time · esc keeps what is typed",
        )
        self._account, self._zone, self._kind = account, zone, kind
        self._suggest = suggest
        self._keep_time = keep_time
        self._free: tuple[datetime, ...] = ()
        self._theirs: tzinfo = zone
        """The account's zone, once it is known."""
        self._shown = -1
        self._usual = str(USUAL_MINUTES[kind])
        self._filled = f"{at:%Y-%m-%d %H:%M}"
        """The time that was last filled in; another one was typed by the person and stays."""

    @staticmethod
    def draft_name(account: str, field: str) -> str:
        """Return the name under which what is typed in a field of a plan with an account is kept."""
        return f"draft.plan.{account}.{field}"

    def inputs(self) -> ComposeResult:
        """Yield the form."""
        agenda, attendees = (str(self.app.state.get(self.draft_name(self._account, f), "")) for f in KEPT)
        kinds = [(kind.value, title(kind)) for kind in ReviewKind]
        yield text_field("account", "Account", self._account)
        yield choice_field("kind", "Kind", kinds, self._kind.value)
        yield text_field("at", "Day, time", self._filled)
        yield text_field("minutes", "Minutes", self._usual)
        yield text_field("agenda", "Agenda", agenda, placeholder="the usual one")
        yield text_field("attendees", "Attendees", attendees, placeholder="names, with commas")
        yield choice_field("again", "Repeats", AGAIN, "")

    @property
    def _fields(self) -> dict[str, FormField]:
        return {field.field_name: field for field in self.query(FormField)}

    def on_mount(self) -> None:
        """Look what is free."""
        self._look()

    def begin_at(self) -> int:
        """Return where something is missing."""
        return 1 if self._account else 0

    def on_form_field_changed(self, event: FormField.Changed) -> None:
        """Look for free times of another kind or account; take the kind's usual length; keep the rest."""
        if event.field.field_name in KEPT:
            self.app.state.put(self.draft_name(self._account, event.field.field_name), event.value or None)
        if event.field.field_name == "kind" and event.value:
            usual = str(USUAL_MINUTES[ReviewKind(event.value)])
            length = self._fields["minutes"].input
            if isinstance(length, Input) and length.value == self._usual:
                length.value = self._usual = usual
        if event.field.field_name in {"kind", "account"}:
            self._look()
        if event.field.field_name == "at" and event.value != self._filled:
            self._say_of(event.value)

    def _say_of(self, typed: str) -> None:
        """Tell the weekday of a time as typed, and what the client's clock shows then."""
        now = self.app.clock.now()
        if words := read_back(typed, now, self._zone):
            words = self._with_theirs(words, instant(wall_time(typed, now, self._zone), self._zone))
        self._fields["at"].say(words)

    def _with_theirs(self, words: str, at: datetime) -> str:
        return ", ".join(filter(None, (words, their_clock(at.astimezone(self._zone), self._theirs))))

    def _look(self) -> None:
        if self._suggest is not None:
            find: Callable[[], Awaitable[None]] = self._find
            self.run_worker(find, exclusive=True, group="free", exit_on_error=False)

    async def _find(self) -> None:
        answer = values(self)
        if self._suggest is None or not answer["account"] or not answer["kind"]:
            return
        found = await self._suggest(answer["account"], ReviewKind(answer["kind"]))
        self._theirs = zone_named(found[0].zone) if found else self._zone
        self._free = tuple(one.starts_at.astimezone(self._zone) for one in found or ())
        self._shown = -1
        if self._free and not self._keep_time and answer["at"] == self._filled:
            self.action_next_time()
        elif self._free:
            words = f"free: {self._free[0]:%a %d %b %H:%M}"
            self._fields["at"].say(self._with_theirs(words, self._free[0]))
        else:
            self._fields["at"].say("" if found is None else NONE_FREE)

    def action_next_time(self) -> None:
        """Take the next of the free times."""
        if not self._free:
            return
        self._shown = (self._shown + 1) % len(self._free)
        at = self._free[self._shown]
        control = self._fields["at"].input
        if isinstance(control, Input):
            control.value = self._filled = f"{at:%Y-%m-%d %H:%M}"
        self._fields["at"].say(self._with_theirs(f"{at:%a}, free for both", at))

    def action_send(self) -> None:
        """Answer once every field can be read."""
        answer, fields = values(self), self._fields
        if not answer["account"]:
            fields["account"].say_wrong("name an account")
            return
        try:
            at = wall_time(answer["at"], self.app.clock.now(), self._zone)
        except Invalid as wrong:
            fields["at"].say_wrong(wrong.fields["until"])
            return
        if not answer["minutes"].isdigit() or not int(answer["minutes"]):
            fields["minutes"].say_wrong("a number of minutes")
            return
        agenda = answer["agenda"] or USUAL_AGENDAS[ReviewKind(answer["kind"])]
        people = tuple(name.strip() for name in answer["attendees"].split(",") if name.strip())
        self.dismiss(
            Planned(
                answer["account"], answer["kind"], at, int(answer["minutes"]), agenda, people, answer["again"]
            )
        )
