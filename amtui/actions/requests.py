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


class Snooze(Action):
    """Put the request aside until a date, or until the client does something."""

    id, key, words = "request.snooze", "Z", "Snooze"
    screens = QUEUES
    requires = (writable, rows)


class Wake(Action):
    """Take a snoozed request up again."""

    id, key, words = "request.wake", "z", "Take up again"
    screens = QUEUES
    requires = (writable, rows)


class DayLater(Action):
    """Move the date until which the request is snoozed one day later."""

    id, key, words = "request.day_later", "plus", "A day later"
    screens = QUEUES
    requires = (writable, rows)


class DayEarlier(Action):
    """Move the date until which the request is snoozed one day earlier."""

    id, key, words = "request.day_earlier", "minus", "A day earlier"
    screens = QUEUES
    requires = (writable, rows)


class WeekLater(Action):
    """Move the date until which the request is snoozed a week later."""

    id, key, words = "request.week_later", "L", "A week later"
    screens = QUEUES
    requires = (writable, rows)


class WeekEarlier(Action):
    """Move the date until which the request is snoozed a week earlier."""

    id, key, words = "request.week_earlier", "H", "A week earlier"
    screens = QUEUES
    requires = (writable, rows)


class MoveAccount(Action):
    """Move the request to the account that it belongs to, with a reason."""

    id, key, words = "request.move", "M", "Change account"
    screens = QUEUES
    requires = (writable, rows)


class Escalate(Action):
    """Escalate the request: team, day asked for, evidence, and a clock for status updates."""

    id, key, words = "request.escalate", "X", "Escalate"
    screens = QUEUES
    requires = (writable, a_row)


class New(Action):
    """Log a request on behalf of a contact."""

    id, key, words = "request.new", "a", "New request"
    screens = ("requests",)
    requires = (writable,)


class Pack(Action):
    """Make the evidence pack: timeline, log ids and KPIs, to the clipboard and as a file."""

    id, key, words = "request.pack", "x", "Evidence pack"
    screens = QUEUES
    requires = (connected, a_row)


class Why(Action):
    """Explain why the request is due when it is: hours, holidays and holds."""

    id, key, words = "request.why", "w", "Why due then"
    screens = ("requests", "request")
    requires = (connected, a_row)


class Reply(Action):
    """Show the reply to send where the request is out of scope, to copy or to send."""

    id, key, words = "request.reply", "R", "Reply text"
    screens = QUEUES
    requires = (connected, a_row)


class Views(Action):
    """Open a saved view, or keep the filter in force as one."""

    id, key, words = "list.views", "S", "Views"
    screens = ("requests",)
    requires = (connected,)


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
    SetStatus, SetPriority, Assign, Comment, Edit, EditOutside, Repeat, Snooze, Wake, DayLater, DayEarlier,
    WeekLater, WeekEarlier, MoveAccount, Escalate, New, Pack, Why, Reply, CopyMarkdown, Views, Triage, Group,
    OpenAccount,
)  # fmt: skip
