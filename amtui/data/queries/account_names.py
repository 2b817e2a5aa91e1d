"""The names of accounts, to be offered while one types."""

from sqlalchemy import select

from amtui.data.models import accounts
from amtui.data.reading import Reading

MOST = 10_000


def account_names(reading: Reading) -> tuple[str, ...]:
    """Return the names of the visible accounts in order."""
    c = accounts.c
    statement = select(c.name).where(reading.visible(accounts)).order_by(c.name_key, c.id).limit(MOST)
    return tuple(reading.connection.execute(statement).scalars())
