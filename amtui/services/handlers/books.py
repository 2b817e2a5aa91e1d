"""Handing over accounts: many to one account manager, or a whole book."""

from sqlalchemy import select

from amtui.data.models import accounts, users
from amtui.domain.admin_changes import AssociateAccounts, TransferBook
from amtui.domain.change import Receipt, Topic
from amtui.domain.errors import Invalid, Refused
from amtui.domain.people import UNASSIGNED
from amtui.domain.wording import counted
from amtui.services.handlers.accounts import give, holder
from amtui.services.handlers.common import seen
from amtui.services.writing import Writing


def transfer(writing: Writing, change: TransferBook) -> Receipt:
    """Give a book, or a part of it, to another account manager.

    Raises:
        Refused: there is nothing to give, or one of the two is out of reach.
    """
    if change.from_id == change.to_id:
        raise Invalid({"to": "is the one who holds them already"})
    words = holder(writing, change.to_id)
    giver = select(users.c.name).where(users.c.id == change.from_id)
    name = (
        "nobody" if change.from_id == UNASSIGNED else writing.connection.execute(giver).scalar_one_or_none()
    )
    if not writing.identity.scope.sees(change.from_id) or name is None:
        raise Refused("This book is not yours to give", next="Ask an administrator to do it.")
    n = handed_over(writing, change.from_id, change.to_id, change.account_ids)
    if n == 0:
        raise Refused(
            f"{name} holds none of these accounts" if change.account_ids else f"{name} holds no account"
        )
    return writing.receipt(f"{counted(n, 'account')} of {name} {'is' if n == 1 else 'are'} {words}")


def associate(writing: Writing, change: AssociateAccounts) -> Receipt:
    """Give many accounts to one account manager, or none of them."""
    if not change.accounts:
        raise Invalid({"accounts": "there is nothing to do"})
    words, n = holder(writing, change.am_id), 0
    for account_id, version in change.accounts:
        row = seen(writing, accounts, account_id, version, f"account {account_id}", {"am_id": change.am_id})
        n += give(writing, row, change.am_id) != row["version"]
    if n == 0:
        return writing.receipt(f"All of them are {words} already")
    return writing.receipt(f"{counted(n, 'account')} {'is' if n == 1 else 'are'} {words}")


def handed_over(writing: Writing, before: int, after: int, only: tuple[int, ...] = ()) -> int:
    """Give the accounts of one account manager to another; return how many."""
    wanted = select(accounts).where(accounts.c.am_id == before, writing.reading.visible(accounts))
    if only:
        wanted = wanted.where(accounts.c.id.in_(only))
    rows = writing.connection.execute(wanted.order_by(accounts.c.id)).mappings().all()
    for row in rows:
        give(writing, row, after)
    writing.topics |= {Topic.ACCOUNTS} if rows else set()
    return len(rows)
