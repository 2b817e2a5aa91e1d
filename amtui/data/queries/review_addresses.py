"""Email addresses of the people who attend reviews."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from amtui.data.models import accounts, contacts, users
from amtui.data.queries.places import chosen
from amtui.data.reading import Reading


def attendee_addresses(reading: Reading, *, account_ids: Collection[int]) -> Mapping[tuple[int, str], str]:
    """Return addresses by account and name in lower case: contacts of the accounts, and all users.

    Where a contact and a user have the same name the contact is meant.
    """
    u = select(users.c.name, users.c.email).where(users.c.email.is_not(None))
    ours = {row.name.casefold(): row.email for row in reading.rows(u)}
    c = contacts.c
    statement = (
        select(c.account_id, c.name, c.email)
        .join(accounts, accounts.c.id == c.account_id)
        .where(chosen(reading, account_ids), c.email.is_not(None))
        .order_by(c.id)
    )
    found = {(account_id, name): email for account_id in account_ids for name, email in ours.items()}
    return found | {(row.account_id, row.name.casefold()): row.email for row in reading.rows(statement)}
