"""Choosing the two days whose health is compared."""

from datetime import date

from textual.app import ComposeResult
from textual.widgets import Input

from amtui.screens.dialogs.base import Dialog
from amtui.widgets.fields import FormField, text_field, values

Span = tuple[date | None, date | None]
"""The day compared with and the day explained; None is the usual one."""


class SpanDialog(Dialog[Span]):
    """The day compared with and the day explained, each as 2026-12-01."""

    def __init__(self, then: date | None, until: date | None) -> None:
        super().__init__("Compare health between two days", "enter in any line compares · esc cancels")
        self._days = then, until

    def inputs(self) -> ComposeResult:
        """Yield the two days."""
        then, until = (str(day or "") for day in self._days)
        yield text_field("from", "From", then, placeholder="30 days before, or such as 2026-12-01")
        yield text_field("to", "To", until, placeholder="today, or such as 2026-12-01")

    def on_mount(self) -> None:
        """Begin with the day compared with."""
        self.query(FormField).first().focus()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Answer once both days can be read and stand in their order."""
        answer = values(self)
        days: dict[str, date | None] = {}
        for field in self.query(FormField):
            try:
                days[field.field_name] = _day(answer[field.field_name])
            except ValueError:
                field.say_wrong("write it as 2026-12-01")
                return
        then, until = days["from"], days["to"]
        if then and until and until < then:
            list(self.query(FormField))[1].say_wrong(f"that is before {then}")
            return
        self.dismiss((then, until))


def _day(text: str) -> date | None:
    return date.fromisoformat(text.strip()) if text.strip() else None
