"""Whom a task can be given to."""

from collections.abc import Iterator

from sqlalchemy import select

from amtui.data.models import accounts, leaves, users
from amtui.data.queries.account_detail import account_contacts
from amtui.data.reading import Reading
from amtui.domain.delegates import Delegate, GivenTo, called
from amtui.domain.people import UNASSIGNED


def delegates(
    reading: Reading, *, account_id: int | None = None, inactive: bool = False
) -> tuple[Delegate, ...]:
    """Return who can be given a task: whoever covers the book first, then users by name, then contacts.

    Args:
        reading: who asks; they are not among those whom they can give something.
        account_id: what the task is about; None where it is about no account.
        inactive: whether users are named who are inactive.
    """
    covers = _covers(reading, account_id)
    people = [one for one in _users(reading, covers) if inactive or one.active]
    people.sort(key=lambda one: (not one.role, one.name.casefold(), one.to.user_id))
    return (*people, *(() if account_id is None else _contacts(reading, account_id)))


def delegate_called(reading: Reading, *, text: str, account_id: int | None = None) -> GivenTo:
    """Return who is called so.

    Raises:
        NotFound: neither a user is, nor a contact of the account.
        Refused: several are, or it is somebody who is inactive.
    """
    return called(delegates(reading, account_id=account_id, inactive=True), text)


def _users(reading: Reading, covers: frozenset[int]) -> Iterator[Delegate]:
    u = users.c
    for row in reading.rows(select(u.id, u.login, u.name, u.active).where(u.id != UNASSIGNED)):
        role = "cover" if row.id in covers else ""
        yield Delegate(GivenTo(user_id=row.id), row.name, row.login, role, row.active)


def _contacts(reading: Reading, account_id: int) -> Iterator[Delegate]:
    for one in account_contacts(reading, account_id=account_id):
        yield Delegate(GivenTo(contact_id=one.id), one.name, one.email or "", "contact")


def _covers(reading: Reading, account_id: int | None) -> frozenset[int]:
    """Return who covers, or will cover, the book that a task lies in."""
    am_id = reading.user_id
    if account_id is not None:
        book = select(accounts.c.am_id).where(accounts.c.id == account_id, reading.visible(accounts))
        am_id = reading.connection.execute(book).scalar_one_or_none()
    wanted = select(leaves.c.cover_id).where(leaves.c.user_id == am_id, leaves.c.last >= reading.today)
    return frozenset(reading.connection.scalars(wanted))
