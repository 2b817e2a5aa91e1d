"""The names of accounts, to be offered while one types."""

from sqlalchemy import select

from amtui.data.models import accounts
from amtui.data.reading import Reading

MOST = 10_000


def account_choices(reading: Reading) -> tuple[tuple[int, str], ...]:
    """Return ids and names of the visible accounts, by name."""
    c = accounts.c
    statement = select(c.id, c.name).where(reading.visible(accounts)).order_by(c.name_key, c.id).limit(MOST)
    return tuple((row.id, row.name) for row in reading.rows(statement))


def account_names(reading: Reading) -> tuple[str, ...]:
    """Return the names of the visible accounts in order."""
    return tuple(name for _, name in account_choices(reading))
