"""Moving a review: to which day and time, and whether its series moves along."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from amtui.domain.errors import Invalid
from amtui.domain.when_words import read_back, wall_time
from amtui.screens.dialogs.form import FormDialog
from amtui.screens.viewer import zone_of
from amtui.widgets.fields import FormField, choice_field, text_field, values

if TYPE_CHECKING:
    from amtui.app import AmtuiApp

ONE, ALL = "one", "all"


@dataclass(frozen=True, slots=True)
class Moved:
    """Where to; `at` is in the viewer's zone, without one."""

    at: datetime
    series: bool


class MoveDialog(FormDialog[Moved]):
    """The new day and time of a review or another meeting.

    Args:
        called: what moves, after “Move”.
        at: where it stands.
        of_series: whether it is asked what moves along.
    """

    app: "AmtuiApp"

    def __init__(self, called: str, at: datetime, *, of_series: bool) -> None:
        super().__init__(f"Move {called} to", "enter, or ctrl+j, saves · esc cancels")
        self._of_series = of_series
        self._at = at

    def inputs(self) -> ComposeResult:
        """Yield day and time, and for one of a series what moves."""
        yield text_field("at", "Day, time", f"{self._at:%Y-%m-%d %H:%M}")
        if self._of_series:
            choices = [(ONE, "this one only; its series stays"), (ALL, "this and all later ones")]
            yield choice_field("what", "What moves", choices, ONE)

    def on_form_field_changed(self, event: FormField.Changed) -> None:
        """Tell the weekday of what is typed."""
        if event.field.field_name == "at":
            event.field.say(read_back(event.value, self.app.clock.now(), zone_of(self.app)))

    def action_send(self) -> None:
        """Answer once the day can be read."""
        answer = values(self)
        try:
            at = wall_time(answer["at"], self.app.clock.now(), zone_of(self.app))
        except Invalid as wrong:
            self.query(FormField).first().say_wrong(wrong.fields["until"])
            return
        self.dismiss(Moved(at, answer.get("what") == ALL))
