"""Deals of one account, added up by how they stand."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from amtui.data.models import deals as table
from amtui.data.reading import Reading
from amtui.domain.deals import DealState, DealSum, OpenDeal
from amtui.domain.money import money
from amtui.domain.money_record import Money

D = table.c


def account_deals(reading: Reading, *, account_id: int) -> tuple[DealSum, ...]:
    """Return the deals of a visible account by state and currency: open, won, lost."""
    statement = select(D.state, D.currency, D.value, D.probability, D.opened_on, D.closes_on).where(
        D.account_id == account_id, reading.visible(table)
    )
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in reading.rows(statement):
        found[row.state, row.currency].append(row)
    order = list(DealState)
    keys = sorted(found, key=lambda key: (order.index(DealState(key[0])), key[1]))
    return tuple(_sum(DealState(state), currency, found[state, currency]) for state, currency in keys)


def open_deals(reading: Reading, *, account_id: int) -> tuple[OpenDeal, ...]:
    """Return the deals of a visible account that are not decided, the one that closes first before others."""
    statement = (
        select(D.external_id, D.name, D.product, D.stage, D.value, D.currency, D.probability, D.closes_on)
        .where(D.account_id == account_id, D.state == DealState.OPEN, reading.visible(table))
        .order_by(D.closes_on.is_(None), D.closes_on, D.external_id)
    )
    return tuple(
        OpenDeal(
            row.name or row.external_id,
            row.product,
            row.stage,
            None if row.value is None else Money(row.value, row.currency),
            row.probability,
            row.closes_on,
        )
        for row in reading.rows(statement)
    )


def _sum(state: DealState, currency: str, rows: Sequence[Any]) -> DealSum:
    """Return the deals of one state and currency together."""
    valued = [row for row in rows if row.value is not None]
    weighed = [row.value * row.probability for row in valued if row.probability is not None]
    return DealSum(
        state,
        len(rows),
        Money(sum((row.value for row in valued), Decimal()), currency) if valued else None,
        tuple((row.closes_on - row.opened_on).days for row in rows if row.opened_on and row.closes_on),
        money(sum(weighed, Decimal()), currency) if weighed else None,
        len(weighed),
    )
