"""Giving something to somebody: who they are, and whether they find it in their own list."""

from typing import Any

from sqlalchemy import RowMapping

from amtui.domain.clock import FrozenClock
from amtui.domain.delegates import GivenTo
from amtui.domain.errors import Refused
from amtui.services.handlers.common import active_user, contact_row
from amtui.services.writing import Writing

NOT_SEEN = "who does not see this book: send them the text"


def given(
    writing: Writing, to: GivenTo, account: RowMapping | None, am_id: int
) -> tuple[dict[str, Any], str]:
    """Return the columns that say whom a task is given to, and the same in words for the receipt.

    Args:
        writing: the transaction.
        to: whom it is given to.
        account: what it is about; None where it is about no account.
        am_id: in whose book it lies.

    Raises:
        NotFound: there is no such user, or no such contact of the account.
        Refused: the user is inactive, or it is about no account and given to a contact.
    """
    if to.user_id is not None:
        user = active_user(writing, to.user_id)
        where = "who has it in their own list" if sees_book(writing, user, am_id) else NOT_SEEN
        own = user["id"] == writing.identity.user_id
        return _columns(user["name"], user_id=user["id"]), "" if own else f"; {user['name']} gets it, {where}"
    if to.contact_id is not None:
        if account is None:
            raise Refused(
                "only a task about an account can be given to a contact", next="Name the account, or a user."
            )
        contact = contact_row(writing, account, to.contact_id)
        return _columns(contact["name"], contact_id=contact["id"]), f"; send {contact['name']} the text"
    return _columns(""), ""


def sees_book(writing: Writing, user: RowMapping, am_id: int) -> bool:
    """Tell whether somebody may see a book."""
    from amtui.services.identity import books_of

    books = books_of(writing.connection, user, FrozenClock(writing.now))
    return books is None or am_id in books


def _columns(name: str, *, user_id: int | None = None, contact_id: int | None = None) -> dict[str, Any]:
    return {"delegate": name, "delegate_id": user_id, "delegate_contact_id": contact_id}
