"""The days that a figure is of, and others that it is held against."""

from collections.abc import Mapping
from datetime import date

from textual.app import ComposeResult

from amtui.domain.kpi.periods import Dates, in_order
from amtui.screens.dialogs.form import FormDialog
from amtui.widgets.fields import FormField, text_field, values

Chosen = tuple[Dates | None, Dates | None]
"""The days, and those to compare with; None is as usual."""
EXAMPLE = "as 2026-01-31"


class DaysDialog(FormDialog[Chosen]):
    """First and last day of two periods; what is left empty is as usual.

    Args:
        window: the days that are shown, where they were chosen.
        other: those that they are compared with, where they were chosen.
        latest: the last complete day.
    """

    def __init__(self, window: Dates | None, other: Dates | None, latest: date) -> None:
        super().__init__("Which days", "enter shows them · empty is as usual · esc cancels")
        self._window, self._other, self._latest = window, other, latest

    def inputs(self) -> ComposeResult:
        """Yield the ends of both periods."""
        window, other = self._window or ("", ""), self._other or ("", "")
        yield text_field("first", "Days from", str(window[0]), placeholder=f"first day, {EXAMPLE}")
        yield text_field("last", "to", str(window[1]), placeholder=f"last day, or nothing for {self._latest}")
        yield text_field("other_first", "Against", str(other[0]), placeholder="first day, or nothing")
        yield text_field("other_last", "to", str(other[1]), placeholder="last day")

    def action_send(self) -> None:
        """Answer with both periods, or say beside a field what is wrong with it."""
        try:
            self.dismiss(read_days(values(self), self._latest))
        except WrongDay as error:
            field = next(field for field in self.query(FormField) if field.field_name == error.field)
            field.say_wrong(str(error))
            field.focus()


class WrongDay(ValueError):
    """What cannot be read as days, and in which field."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


def read_days(asked: Mapping[str, str], latest: date) -> Chosen:
    """Return both periods; one without any day is None.

    Args:
        asked: what the fields hold.
        latest: where the first period ends that has no last day.

    Raises:
        WrongDay: a field holds no day, or the two periods have days in common.
    """
    window = _period(asked, "first", "last", latest)
    other = _period(asked, "other_first", "other_last")
    if window is not None and other is not None:
        try:
            in_order(window, other)
        except ValueError as error:
            raise WrongDay("other_first", "overlaps those days") from error
    return window, other


def _period(asked: Mapping[str, str], first: str, last: str, latest: date | None = None) -> Dates | None:
    begins, ends = _day(asked, first), _day(asked, last)
    if begins is None and ends is None:
        return None
    ends = ends or latest
    if begins is None or ends is None:
        raise WrongDay(first if begins is None else last, EXAMPLE)
    if ends < begins:
        raise WrongDay(last, f"not before {begins}")
    return begins, ends


def _day(asked: Mapping[str, str], name: str) -> date | None:
    try:
        return date.fromisoformat(asked[name]) if asked[name] else None
    except ValueError as error:
        raise WrongDay(name, EXAMPLE) from error
