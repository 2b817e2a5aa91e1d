"""Invoices of accounts: what is unpaid for lists, all of them for one account."""

from collections.abc import Collection, Mapping

from sqlalchemy import and_, literal, null, select, union_all

from amtui.data.models import accounts
from amtui.data.models import invoices as table
from amtui.data.queries.db_row import DbRow
from amtui.data.queries.places import chosen
from amtui.data.reading import Reading
from amtui.domain.invoices import Invoice
from amtui.domain.money_record import Money

I = table.c  # noqa: E741 the table's first letter, as in the modules beside this one
SHOWN = 60
"""So many of an account are shown; older ones are billing's to look up."""


def unpaid(reading: Reading, account_ids: Collection[int] | None = None) -> Mapping[int, tuple[Invoice, ...]]:
    """Return the unpaid invoices of the visible accounts, the oldest first, in one statement.

    An account of which invoices are known and all are paid has an empty tuple; one of which none is known
    is not there at all.
    """
    pair = and_(I.account_id == accounts.c.id, I.am_id == accounts.c.am_id)
    mine = chosen(reading, account_ids)
    unpaid_ones = (
        select(I.account_id, I.id, I.number, I.amount, I.currency, I.issued_on, I.due_on)
        .select_from(accounts)
        .join(table, pair)
        .where(mine, I.paid_on.is_(None))
    )
    nothing = (null() for _ in range(5))
    known = select(accounts.c.id, literal(0), *nothing).where(
        mine, select(I.id).where(pair, I.paid_on.is_not(None)).exists()
    )
    found: dict[int, list[Invoice]] = {}
    for row in reading.rows(union_all(unpaid_ones, known)):
        of_account = found.setdefault(row.account_id, [])
        if row.id:
            of_account.append(_invoice(row))
    return {key: tuple(sorted(some, key=_oldest_first)) for key, some in found.items()}


def account_invoices(reading: Reading, *, account_id: int) -> tuple[Invoice, ...]:
    """Return the invoices of a visible account: the unpaid ones from the oldest on, then the latest paid."""
    statement = (
        select(table)
        .where(I.account_id == account_id, reading.visible(table))
        .order_by(I.paid_on.is_not(None), I.due_on.desc(), I.id.desc())
        .limit(SHOWN)
    )
    found = [_invoice(row, paid=True) for row in reading.rows(statement)]
    opened = sorted((one for one in found if one.paid_on is None), key=_oldest_first)
    return (*opened, *(one for one in found if one.paid_on is not None))


def _invoice(row: DbRow, *, paid: bool = False) -> Invoice:
    amount = Money(row.amount, row.currency)
    return Invoice(row.id, row.number, amount, row.issued_on, row.due_on, row.paid_on if paid else None)


def _oldest_first(one: Invoice) -> tuple[object, str]:
    return one.due_on, one.number
