"""How many accounts stand below one."""

from sqlalchemy import func, select

from amtui.data.models import accounts
from amtui.data.reading import Reading
from amtui.domain.vocabulary import AccountStatus


def accounts_below(reading: Reading, *, account_id: int) -> tuple[int, int]:
    """Return how many visible accounts below one, of any depth, are active, and how many are not."""
    a = accounts.c
    first = select(a.id, a.status).where(a.parent_id == account_id, reading.visible(accounts))
    below = first.cte("below", recursive=True)
    further = select(a.id, a.status).join(below, a.parent_id == below.c.id).where(reading.visible(accounts))
    every = below.union(further)
    counted = select(every.c.status, func.count()).group_by(every.c.status)
    found = {row[0]: int(row[1]) for row in reading.rows(counted)}
    return found.get(AccountStatus.ACTIVE, 0), found.get(AccountStatus.INACTIVE, 0)
