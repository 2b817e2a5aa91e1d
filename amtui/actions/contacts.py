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


class People(Action):
    """Go to the people beside the contacts, and read on with the keys of lists."""

    id, key, words, shown = "contact.people", "l,right_square_bracket,tab", "People", True
    screens = ("contacts",)


class Contacts(Action):
    """Go back from the people to the contacts."""

    id, key, words = "contact.list", "h,left_square_bracket,shift+tab", "Contacts"
    screens = ("contacts",)


CONTACT_ACTIONS: tuple[type[Action], ...] = (
    EditContact, LogContact, OpenContacts, RemoveContact, People, Contacts,
)  # fmt: skip
