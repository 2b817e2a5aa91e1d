"""Deals of one account, added up by how they stand."""

from collections import defaultdict
from decimal import Decimal

from sqlalchemy import select

from amtui.data.models import deals as table
from amtui.data.reading import Reading
from amtui.domain.deals import DealState, DealSum
from amtui.domain.money_record import Money

D = table.c


def account_deals(reading: Reading, *, account_id: int) -> tuple[DealSum, ...]:
    """Return the deals of a visible account by state and currency: open, won, lost."""
    statement = select(D.state, D.currency, D.value, D.opened_on, D.closes_on).where(
        D.account_id == account_id, reading.visible(table)
    )
    counts: dict[tuple[str, str], int] = defaultdict(int)
    worth: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    days: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in reading.rows(statement):
        key = row.state, row.currency
        counts[key] += 1
        if row.value is not None:
            worth[key] += row.value
        if row.opened_on is not None and row.closes_on is not None:
            days[key].append((row.closes_on - row.opened_on).days)
    order = list(DealState)
    found = sorted(counts, key=lambda key: (order.index(DealState(key[0])), key[1]))
    return tuple(
        DealSum(
            DealState(key[0]),
            counts[key],
            Money(worth[key], key[1]) if key in worth else None,
            tuple(days.get(key, ())),
        )
        for key in found
    )
