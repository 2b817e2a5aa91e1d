"""Actions on reviews and the calendar."""

from amtui.actions.base import Action, a_row, writable

CALENDARS = ("calendar",)


class Plan(Action):
    """Plan a review on the selected day."""

    id, key, words, shown = "review.plan", "a", "Plan", True
    screens = ("calendar", "portfolio")
    requires = (writable,)


class Move(Action):
    """Move the review to another day and time; its series stays."""

    id, key, words, shown = "review.move", "M", "Move", True
    screens = CALENDARS
    requires = (writable, a_row)


class DayLater(Action):
    """Move the review one day later."""

    id, key, words = "review.day_later", "plus", "A day later"
    screens = CALENDARS
    requires = (writable, a_row)


class DayEarlier(Action):
    """Move the review one day earlier."""

    id, key, words = "review.day_earlier", "minus", "A day earlier"
    screens = CALENDARS
    requires = (writable, a_row)


class Hold(Action):
    """Close the review as held, with its outcome."""

    id, key, words, shown = "review.hold", "f", "Held", True
    screens = CALENDARS
    requires = (writable, a_row)


class Cancel(Action):
    """Cancel the review, with the reason."""

    id, key, words = "review.cancel", "X", "Cancel review"
    screens = CALENDARS
    requires = (writable, a_row)


class GoToToday(Action):
    """Go to today."""

    id, key, words = "calendar.today", "t", "Today"
    screens = CALENDARS


REVIEW_ACTIONS: tuple[type[Action], ...] = (Plan, Move, DayLater, DayEarlier, Hold, Cancel, GoToToday)
