"""Actions of the day's list."""

from amtui.actions.base import Action, a_row, connected

TODAY = ("today",)


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


TODAY_ACTIONS: tuple[type[Action], ...] = (Answer, WhyHere, NextCount, PreviousCount, Since, Changes)
