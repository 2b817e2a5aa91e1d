"""Names and email addresses of the people who take part in reviews."""

from collections.abc import Collection

from sqlalchemy import select

from amtui.data.models import accounts, contacts, users
from amtui.data.queries.places import chosen
from amtui.data.reading import Reading
from amtui.domain.review_records import ReviewPeople, ReviewRow


def review_people(reading: Reading, *, rows: Collection[ReviewRow]) -> ReviewPeople:
    """Return the account managers who organise reviews, and the addresses of those who may attend.

    Attendees are contacts of the account, or users; where both have the same name the contact is meant.
    """
    u = users.c
    known = reading.rows(select(u.id, u.name, u.email))
    managers = {row.am_id for row in rows}
    ours = {row.name.casefold(): row.email for row in known if row.email is not None}
    account_ids = {row.account_id for row in rows}
    addresses = {(account_id, name): email for account_id in account_ids for name, email in ours.items()}
    return ReviewPeople(
        {row.id: (row.name, row.email) for row in known if row.id in managers},
        addresses | _contacts(reading, account_ids),
    )


def _contacts(reading: Reading, account_ids: Collection[int]) -> dict[tuple[int, str], str]:
    c = contacts.c
    statement = (
        select(c.account_id, c.name, c.email)
        .join(accounts, accounts.c.id == c.account_id)
        .where(chosen(reading, account_ids), c.email.is_not(None))
        .order_by(c.id)
    )
    return {(row.account_id, row.name.casefold()): row.email for row in reading.rows(statement)}
