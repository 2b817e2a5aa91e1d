"""Actions on reviews and the calendar."""

from amtui.actions.base import Action, a_row, writable

CALENDARS = ("calendar",)
REVIEWS = ("calendar", "review")


class Plan(Action):
    """Plan a review on the selected day."""

    id, key, words, shown = "review.plan", "a", "Plan", True
    screens = ("calendar", "portfolio")
    requires = (writable,)


class PlanTeam(Action):
    """Plan a meeting of your team on the selected day; once, weekly or monthly."""

    id, key, words = "team.plan", "A", "Plan a team meeting"
    screens = CALENDARS
    requires = (writable,)


class Move(Action):
    """Move the review or team meeting to another day and time, alone or with all later ones of its series."""

    id, key, words, shown = "review.move", "M", "Move", True
    screens = REVIEWS
    requires = (writable, a_row)


class DayLater(Action):
    """Move the review one day later."""

    id, key, words = "review.day_later", "plus", "A day later"
    screens = REVIEWS
    requires = (writable, a_row)


class DayEarlier(Action):
    """Move the review one day earlier."""

    id, key, words = "review.day_earlier", "minus", "A day earlier"
    screens = REVIEWS
    requires = (writable, a_row)


class Hold(Action):
    """Close the review as held, with its outcome."""

    id, key, words, shown = "review.hold", "f", "Held", True
    screens = REVIEWS
    requires = (writable, a_row)


class Cancel(Action):
    """Cancel the review, with the reason."""

    id, key, words = "review.cancel", "X", "Cancel review"
    screens = REVIEWS
    requires = (writable, a_row)


class WeekLater(Action):
    """Move the review one week later."""

    id, key, words = "review.week_later", "L", "A week later"
    screens = REVIEWS
    requires = (writable, a_row)


class WeekEarlier(Action):
    """Move the review one week earlier."""

    id, key, words = "review.week_earlier", "H", "A week earlier"
    screens = REVIEWS
    requires = (writable, a_row)


class Miss(Action):
    """Record that the review did not take place."""

    id, key, words = "review.miss", "m", "Missed"
    screens = REVIEWS
    requires = (writable, a_row)


class Notes(Action):
    """Write the notes of the review; what is typed is kept as a draft."""

    id, key, words, shown = "review.notes", "n", "Notes", True
    screens = REVIEWS
    requires = (writable, a_row)


class EditInvitation(Action):
    """Change agenda, attendees and length of the review."""

    id, key, words, shown = "review.edit", "e", "Agenda", True
    screens = REVIEWS
    requires = (writable, a_row)


class OpenReviewAccount(Action):
    """Open the account of the review."""

    id, key, words = "review.account", "i", "Account"
    screens = ("review",)
    requires = (a_row,)


class CopyReview(Action):
    """Copy the review as Markdown, ready to paste into a mail."""

    id, key, words = "review.copy", "Y", "Copy as Markdown"
    screens = REVIEWS
    requires = (a_row,)


class CopyInvitation(Action):
    """Copy the review as iCalendar text, which other calendars read."""

    id, key, words = "review.ics", "F", "Copy as iCalendar"
    screens = REVIEWS
    requires = (a_row,)


class NextView(Action):
    """Show the next view: month, week, agenda, gaps."""

    id, key, words = "calendar.next_view", "right_square_bracket", "Next view"
    screens = CALENDARS


class PreviousView(Action):
    """Show the view before."""

    id, key, words = "calendar.previous_view", "left_square_bracket", "Previous view"
    screens = CALENDARS


class OnlyReviews(Action):
    """Show only reviews and what is missing of them, or everything again."""

    id, key, words = "calendar.only_reviews", "K", "Reviews only"
    screens = CALENDARS


class GoToToday(Action):
    """Go to today."""

    id, key, words = "calendar.today", "t", "Today"
    screens = CALENDARS


REVIEW_ACTIONS: tuple[type[Action], ...] = (
    Plan, PlanTeam, Move, DayLater, DayEarlier, WeekLater, WeekEarlier, Hold, Miss, Cancel, Notes,
    EditInvitation, OpenReviewAccount, CopyReview, CopyInvitation, NextView, PreviousView,
    OnlyReviews, GoToToday,
)  # fmt: skip
