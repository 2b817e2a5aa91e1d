"""Actions of the administration screen; each room answers those that mean something in it."""

from amtui.actions.base import Action, a_row, administrator, files_out, rows, writable

ADMIN = ("admin",)


class Add(Action):
    """Enter a user, an account or a calendar; ctrl+n in the form saves and begins anew."""

    id, key, words, shown = "admin.add", "a", "New", True
    screens = ADMIN
    requires = (writable, administrator)


class Edit(Action):
    """Change the row under the cursor."""

    id, key, words, shown = "admin.edit", "e", "Edit", True
    screens = ADMIN
    requires = (writable, administrator, a_row)


class Switch(Action):
    """Activate or deactivate the user or the account; accounts of a user go to somebody first."""

    id, key, words, shown = "admin.switch", "s", "Active or not", True
    screens = ADMIN
    requires = (writable, administrator, a_row)


class Remove(Action):
    """Delete the row, or set it back to what is usual; asks first where it cannot be undone."""

    id, key, words, shown = "admin.remove", "X", "Delete or reset", True
    screens = ADMIN
    requires = (writable, administrator, a_row)


class Assign(Action):
    """Give the marked accounts, or the one under the cursor, to an account manager."""

    id, key, words, shown = "admin.assign", "A", "Associate", True
    screens = ADMIN
    requires = (writable, administrator, rows)


class Transfer(Action):
    """Give a whole book to somebody else, after a dry run that shows what would go along."""

    id, key, words, shown = "admin.transfer", "M", "Transfer book", True
    screens = ADMIN
    requires = (writable, administrator, a_row)


class Password(Action):
    """Give the user another password, to be changed at the next login."""

    id, key, words, shown = "admin.password", "P", "Password", True
    screens = ADMIN
    requires = (writable, administrator, a_row)


class Keys(Action):
    """Add a public key that the user logs in with, or take one away."""

    id, key, words = "admin.keys", "K", "SSH keys"
    screens = ADMIN
    requires = (writable, administrator, a_row)


class Export(Action):
    """Write what the filter finds of the record to a CSV, XLSX, Markdown or JSON file."""

    id, key, words, shown = "admin.export", "x", "Export", True
    screens = ADMIN
    requires = (administrator, files_out)


ADMIN_ACTIONS: tuple[type[Action], ...] = (
    Add,
    Edit,
    Switch,
    Remove,
    Assign,
    Transfer,
    Password,
    Keys,
    Export,
)
