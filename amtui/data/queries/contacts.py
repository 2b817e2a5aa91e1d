"""The people of an account."""

from sqlalchemy import select

from amtui.data.models import accounts, contacts
from amtui.data.reading import Reading
from amtui.domain.kpi_records import Person


def contacts_of(reading: Reading, *, account_id: int) -> tuple[Person, ...]:
    """Return the contacts of a visible account by name, those who decide first."""
    c = contacts.c
    statement = (
        select(c.id, c.name, c.is_admin, c.is_approved)
        .join(accounts, accounts.c.id == c.account_id)
        .where(reading.visible(accounts), c.account_id == account_id)
        .order_by(c.is_admin.desc(), c.is_approved.desc(), c.name, c.id)
    )
    return tuple(Person(row.id, row.name, row.is_admin or row.is_approved) for row in reading.rows(statement))
