"""Actions on contacts with clients."""

from amtui.actions.base import Action, a_row, connected, writable


class LogContact(Action):
    """Log a call, a mail or a satisfaction score of the account of the row: C, then the letter of it."""

    id, key, words = "contact.log", "C", "Log a contact"
    requires = (writable,)


class OpenContacts(Action):
    """Open the contacts with the account of the row: last touch, and who starts them."""

    id, key, words = "contact.open", "T", "Contacts"
    requires = (connected,)


class EditContact(Action):
    """Correct the contact under the cursor: with whom, when, what was said."""

    id, key, words, shown = "contact.edit", "e", "Edit", True
    screens = ("contacts",)
    requires = (writable, a_row)


class RemoveContact(Action):
    """Take off the contact under the cursor, which never was."""

    id, key, words = "contact.remove", "X", "Take off"
    screens = ("contacts",)
    requires = (writable, a_row)


CONTACT_ACTIONS: tuple[type[Action], ...] = (EditContact, LogContact, OpenContacts, RemoveContact)
