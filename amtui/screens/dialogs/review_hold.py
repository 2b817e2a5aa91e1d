"""Closing a review as held: what came of it, what is next, and how the goals stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from amtui.domain.errors import Invalid
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.review_records import ReviewRow
from amtui.domain.vocabulary import ReviewKind
from amtui.domain.when_words import read_back, wall_time
from amtui.domain.wording import label
from amtui.screens import figures
from amtui.screens.dialogs.form import FormDialog
from amtui.screens.hanging import hanging
from amtui.screens.viewer import zone_of
from amtui.widgets.detail import Field
from amtui.widgets.fields import FormField, text_field, values

if TYPE_CHECKING:
    from amtui.app import AmtuiApp

Standing = Sequence[tuple[KpiFigure, bool]]
"""The figures that will be frozen, each with whether it shows progress."""
FREE = "free; empty plans none"
KEPT = ("outcome", "plan")
LABEL_CELLS = 22


@dataclass(frozen=True, slots=True)
class Held:
    """What a review came to; `next_at` is in the viewer's zone, without one."""

    outcome: str
    plan: str
    next_at: datetime | None


class HoldDialog(FormDialog[Held]):
    """Outcome of a review, the new plan that a QBR needs where no goal progressed, and the next day.

    Args:
        review: what is closed.
        standing: how the goals stand; for a QBR.
        next_at: a free time for the next one; None where one is planned already.
    """

    app: "AmtuiApp"

    def __init__(self, review: ReviewRow, standing: Standing = (), next_at: datetime | None = None) -> None:
        super().__init__(
            f"The {label(review.kind)} with {review.account} was held",
            "enter in any line saves · esc keeps what is typed",
        )
        self._review = review
        self._standing = standing
        self._next_at = next_at

    @staticmethod
    def draft_name(review: ReviewRow, field: str) -> str:
        """Return the name under which what is typed in a field is kept."""
        return f"draft.hold.{review.id}.{field}"

    def inputs(self) -> ComposeResult:
        """Yield how the goals stand, outcome, plan and the next day."""
        is_qbr = self._review.kind is ReviewKind.QBR
        if is_qbr:
            yield Static(self._standing_words(), id="standing", markup=False)
        outcome, plan = (str(self.app.state.get(self.draft_name(self._review, f), "")) for f in KEPT)
        yield text_field("outcome", "Outcome", outcome, placeholder="what was agreed")
        hint = "needed: no goal shows progress" if is_qbr and not self._progressed else ""
        yield text_field("plan", "New plan", plan, hint=hint)
        if self._next_at is not None:
            yield text_field("next", "The next", self._free, hint=FREE)

    @property
    def _free(self) -> str:
        return f"{self._next_at:%Y-%m-%d %H:%M}" if self._next_at is not None else ""

    @property
    def _progressed(self) -> bool:
        return any(progress for _, progress in self._standing)

    def _standing_words(self) -> Content:
        fields = [figures.field(figure) for figure, _ in self._standing]
        return hanging(fields or [Field("Goals", "none agreed")], 66, label_cells=LABEL_CELLS)

    def on_form_field_changed(self, event: FormField.Changed) -> None:
        """Keep what is typed, and tell which day and time is meant by it."""
        if event.field.field_name == "next":
            typed = read_back(event.value, self.app.clock.now(), zone_of(self.app))
            event.field.say(
                FREE if event.value == self._free else typed if event.value else "none is planned"
            )
        if event.field.field_name in KEPT:
            self.app.state.put(self.draft_name(self._review, event.field.field_name), event.value or None)

    def action_send(self) -> None:
        """Answer once there is an outcome and, where it is needed, a plan."""
        answer = values(self)
        fields = {field.field_name: field for field in self.query(FormField)}
        if not answer["outcome"]:
            fields["outcome"].say_wrong("write a few words")
            fields["outcome"].focus()
            return
        if self._review.kind is ReviewKind.QBR and not self._progressed and not answer["plan"]:
            fields["plan"].say_wrong("no goal shows progress: write the new plan")
            fields["plan"].focus()
            return
        try:
            next_at = self._moment(answer.get("next", ""))
        except Invalid as wrong:
            fields["next"].say_wrong(wrong.fields["until"])
            return
        self.dismiss(Held(answer["outcome"], answer["plan"], next_at))

    def _moment(self, text: str) -> datetime | None:
        return wall_time(text, self.app.clock.now(), zone_of(self.app)) if text else None
