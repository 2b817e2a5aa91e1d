"""Planning a review, and closing one as held."""

from dataclasses import dataclass
from datetime import datetime

from textual.app import ComposeResult
from textual.widgets import Input

from amtui.domain.review_records import ReviewRow
from amtui.domain.vocabulary import ReviewKind
from amtui.domain.wording import label, title
from amtui.screens.dialogs.base import Dialog
from amtui.widgets.fields import FormField, choice_field, text_field, values


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to be planned; `at` is in the viewer's zone, without one."""

    account: str
    kind: str
    at: datetime
    minutes: int
    agenda: str


class PlanDialog(Dialog[Planned]):
    """Account, kind, day and time, length and agenda of a review."""

    def __init__(self, account: str, at: datetime) -> None:
        super().__init__("Plan a review", "enter in any line saves · esc cancels")
        self._account = account
        self._at = at

    def inputs(self) -> ComposeResult:
        """Yield the form."""
        kinds = [(kind.value, title(kind)) for kind in ReviewKind]
        yield text_field("account", "Account", self._account)
        yield choice_field("kind", "Kind", kinds, ReviewKind.CHECK_IN.value)
        yield text_field("at", "Day, time", f"{self._at:%Y-%m-%d} 10:00")
        yield text_field("minutes", "Minutes", "45")
        yield text_field("agenda", "Agenda")

    def on_mount(self) -> None:
        """Begin where something is missing."""
        fields = list(self.query(FormField))
        fields[1 if self._account else 0].focus()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Answer once every field can be read."""
        answer = values(self)
        fields = {field.field_name: field for field in self.query(FormField)}
        if not answer["account"]:
            fields["account"].say_wrong("name an account")
            return
        try:
            at = datetime.fromisoformat(answer["at"]).replace(tzinfo=None)
        except ValueError:
            fields["at"].say_wrong("as 2026-12-01 10:00")
            return
        if not answer["minutes"].isdigit() or not int(answer["minutes"]):
            fields["minutes"].say_wrong("a number of minutes")
            return
        self.dismiss(Planned(answer["account"], answer["kind"], at, int(answer["minutes"]), answer["agenda"]))


class HoldDialog(Dialog[tuple[str, str]]):
    """Outcome of a review, and the new plan that a QBR needs where no goal progressed."""

    def __init__(self, review: ReviewRow) -> None:
        super().__init__(
            f"The {label(review.kind)} with {review.account} was held", "enter saves · esc cancels"
        )
        self._review = review

    def inputs(self) -> ComposeResult:
        """Yield outcome and plan."""
        hint = "needed unless a goal shows progress" if self._review.kind is ReviewKind.QBR else ""
        yield text_field("outcome", "Outcome", placeholder="what was agreed")
        yield text_field("plan", "New plan", hint=hint)

    def on_mount(self) -> None:
        """Begin with the outcome."""
        self.query(FormField).first().focus()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Answer once there is an outcome."""
        answer = values(self)
        if not answer["outcome"]:
            self.query(FormField).first().say_wrong("write a few words")
            return
        self.dismiss((answer["outcome"], answer["plan"]))
