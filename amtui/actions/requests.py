"""Actions on client requests."""

from amtui.actions.base import Action, a_row, connected, own_editor, rows, writable

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
    requires = (writable, rows)


class Assign(Action):
    """Give the request to a user, or route it to another team."""

    id, key, words, shown = "request.assign", "A", "Assign", True
    screens = QUEUES
    requires = (writable, rows)


class Comment(Action):
    """Write a comment, internal or shared with the client."""

    id, key, words, shown = "request.comment", "c", "Comment", True
    screens = QUEUES
    requires = (writable, rows)


class Edit(Action):
    """Edit subject and description."""

    id, key, words = "request.edit", "e", "Edit"
    screens = QUEUES
    requires = (writable, a_row)


class EditOutside(Action):
    """Edit subject and description in your own editor, where the configuration allows it."""

    id, key, words = "request.edit_outside", "E", "Editor"
    screens = QUEUES
    requires = (writable, a_row, own_editor)


class Repeat(Action):
    """Do once more, on this row, what was done last."""

    id, key, words = "request.repeat", "full_stop", "Repeat"
    screens = QUEUES
    requires = (writable, rows)


class CopyMarkdown(Action):
    """Copy the whole request as Markdown to your clipboard, and keep it as a file."""

    id, key, words = "request.markdown", "Y", "Copy as Markdown"
    screens = QUEUES
    requires = (connected, a_row)


class Triage(Action):
    """Answer the queue one request at a time, going on by itself."""

    id, key, words, shown = "queue.triage", "t", "Triage", True
    screens = ("requests",)
    requires = (a_row,)


class Group(Action):
    """Group the queue by account, or take the groups away."""

    id, key, words = "queue.group", "b", "Group by account"
    screens = ("requests",)


class OpenAccount(Action):
    """Open the account of the row."""

    id, key, words = "request.account", "i", "Account"
    screens = ("requests", "today", "calendar")
    requires = (a_row,)


REQUEST_ACTIONS: tuple[type[Action], ...] = (
    SetStatus, SetPriority, Assign, Comment, Edit, EditOutside, Repeat, CopyMarkdown, Triage, Group,
    OpenAccount,
)  # fmt: skip
