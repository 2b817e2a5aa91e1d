"""Actions that every screen has."""

from amtui.actions.base import Action, administrator, connected, writable


class GoToday(Action):
    """Open the ranked list of what needs you."""

    id, key, words = "go.today", "1", "Today"


class GoPortfolio(Action):
    """Open the list of accounts with their KPIs."""

    id, key, words = "go.portfolio", "2", "Portfolio"


class GoRequests(Action):
    """Open the queue of client requests."""

    id, key, words = "go.requests", "3", "Requests"


class GoCalendar(Action):
    """Open the calendar of reviews and due dates."""

    id, key, words = "go.calendar", "4", "Calendar"


class GoInsights(Action):
    """Open where a figure comes from, of one account or of the whole book."""

    id, key, words = "go.insights", "5", "Insights"


class GoAdmin(Action):
    """Open users, books, settings, calendars and the record of changes; administrators only."""

    id, key, words = "go.admin", "6", "Admin"
    requires = (administrator,)


class Help(Action):
    """Show every key of this screen, searchable."""

    id, key, words, shown = "app.help", "question_mark", "Help", True


class Palette(Action):
    """Find an action of this screen, an account, a request or a person by name."""

    id, key, words, shown = "app.palette", "colon,ctrl+p", "Palette", True


class Undo(Action):
    """Take back your latest change, a bulk change whole."""

    id, key, words, shown = "edit.undo", "u", "Undo", True
    requires = (writable,)


class Redo(Action):
    """Bring back what the latest undo took."""

    id, key, words = "edit.redo", "U", "Redo"
    requires = (writable,)


class Refresh(Action):
    """Read everything on this screen again."""

    id, key, words = "app.refresh", "r", "Refresh"
    requires = (connected,)


class Stop(Action):
    """Stop a change or a file that takes long; nothing of it is left."""

    id, key, words = "app.stop", "ctrl+c", "Stop"
    requires = (connected,)


class Back(Action):
    """Go back one level; clear marks or the filter first."""

    id, key, words = "app.back", "escape", "Back"


class Quit(Action):
    """Leave; asks only if something typed would be lost."""

    id, key, words, shown = "app.quit", "q", "Quit", True


EVERYWHERE_ACTIONS: tuple[type[Action], ...] = (
    GoToday, GoPortfolio, GoRequests, GoCalendar, GoInsights, GoAdmin,
    Help, Palette, Undo, Redo, Refresh, Stop, Back, Quit,
)  # fmt: skip
