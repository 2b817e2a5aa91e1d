"""Actions of the day's list."""

from amtui.actions.base import Action, Context, a_row, connected
from amtui.domain.vocabulary import Source

TODAY = ("today",)


def a_kpi(context: Context) -> str | None:
    """Require a row that is about a KPI."""
    if getattr(context.selected, "source", None) is Source.KPI:
        return None
    return a_row(context) or "Only a KPI has a figure to explain."


class Answer(Action):
    """Answer the row in place: press f, then the letter: answer, snooze, delegate, decline, open."""

    id, key, words, shown = "today.answer", "f", "Answer", True
    screens = TODAY
    requires = (connected, a_row)


class WhyHere(Action):
    """Explain why the row stands where it stands: its quadrant, and the rows beside it."""

    id, key, words, shown = "today.why", "w", "Why here", True
    screens = TODAY
    requires = (connected, a_row)


class Figure(Action):
    """Explain the figure that a KPI's row is about: formula, exclusions, files, and the calls behind it."""

    id, key, words = "today.figure", "W", "Figure"
    screens = TODAY
    requires = (connected, a_kpi)


class NextCount(Action):
    """Narrow the list to what the next count of the strip counts."""

    id, key, words = "today.next_count", "right_square_bracket", "Next count"
    screens = TODAY
    requires = (connected,)


class PreviousCount(Action):
    """Narrow the list to what the count before counts."""

    id, key, words = "today.previous_count", "left_square_bracket", "Count before"
    screens = TODAY
    requires = (connected,)


class Since(Action):
    """Narrow the list to what is new since the last working day, or take that away."""

    id, key, words = "today.since", "b", "What is new"
    screens = TODAY
    requires = (connected,)


class Changes(Action):
    """Tell what is new, worse, better and gone since the list was looked at before today, and by whom."""

    id, key, words = "today.changes", "J", "Since yesterday"
    screens = TODAY
    requires = (connected,)


TODAY_ACTIONS: tuple[type[Action], ...] = (
    Answer, WhyHere, Figure, NextCount, PreviousCount, Since, Changes,
)  # fmt: skip
