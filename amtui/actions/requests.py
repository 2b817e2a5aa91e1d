"""Actions on client requests."""

from amtui.actions.base import Action, a_row, rows, writable

QUEUES = ("requests", "today", "request")


class SetStatus(Action):
    """Set the status: press s, then the letter of the status."""

    id, key, words, shown = "request.status", "s", "Status", True
    screens = QUEUES
    requires = (writable, rows)


class SetPriority(Action):
    """Override the priority, with a reason."""

    id, key, words = "request.priority", "P", "Priority"
    screens = QUEUES
    requires = (writable, a_row)


class Assign(Action):
    """Give the request to a user, or route it to another team."""

    id, key, words, shown = "request.assign", "A", "Assign", True
    screens = QUEUES
    requires = (writable, a_row)


class Comment(Action):
    """Write a comment, internal or shared with the client."""

    id, key, words, shown = "request.comment", "c", "Comment", True
    screens = QUEUES
    requires = (writable, a_row)


class OpenAccount(Action):
    """Open the account of the row."""

    id, key, words = "request.account", "i", "Account"
    screens = ("requests", "today", "calendar")
    requires = (a_row,)


REQUEST_ACTIONS: tuple[type[Action], ...] = (SetStatus, SetPriority, Assign, Comment, OpenAccount)
