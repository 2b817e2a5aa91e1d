"""Actions on who is away and who covers."""

from amtui.actions.base import Action, a_row, connected, writable

LEAVE = ("leave",)


class Open(Action):
    """Open the list of who is away, and who covers their book."""

    id, key, words = "leave.open", "D", "Leave and cover"
    screens = ("today", "portfolio")
    requires = (connected,)


class Add(Action):
    """Give your book, or one of your line, to a cover for some days."""

    id, key, words, shown = "leave.add", "a", "Add", True
    screens = LEAVE
    requires = (writable,)


class Edit(Action):
    """Give the leave other days, another cover or another note."""

    id, key, words, shown = "leave.edit", "e", "Edit", True
    screens = LEAVE
    requires = (writable, a_row)


class End(Action):
    """Call the leave off, or end it if it runs."""

    id, key, words, shown = "leave.end", "X", "End", True
    screens = LEAVE
    requires = (writable, a_row)


class Brief(Action):
    """Copy the hand-over brief to your clipboard, as Markdown."""

    id, key, words, shown = "leave.copy", "Y", "Copy brief", True
    screens = LEAVE
    requires = (a_row,)


LEAVE_ACTIONS: tuple[type[Action], ...] = (Open, Add, Edit, End, Brief)
