"""The accounts above and below one, whoever holds them: where each stands, and no more."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, text

from amtui.data.engine import is_sqlite
from amtui.data.models import accounts
from amtui.domain.vocabulary import AccountStatus
from amtui.services.writing import Writing

KIN = text("SELECT id, parent_id, active, seen FROM amtui_family(:account)")


@dataclass(frozen=True, slots=True)
class Relative:
    """One account of a family; `seen` tells whether it lies in a visible book."""

    id: int
    parent_id: int | None
    active: bool
    seen: bool


@dataclass(frozen=True, slots=True)
class Family:
    """An account with all that stand above and below it, by id."""

    members: dict[int, Relative]

    def above(self, account_id: int | None) -> set[int]:
        """Return the ids of an account and all accounts above it."""
        found: set[int] = set()
        while account_id is not None and account_id not in found:
            found.add(account_id)
            member = self.members.get(account_id)
            account_id = None if member is None else member.parent_id
        return found

    def below(self, account_id: int) -> list[Relative]:
        """Return the accounts below one, of any depth."""
        level, found = {account_id}, dict[int, Relative]()
        while level:
            next_ = {one.id: one for one in self.members.values() if one.parent_id in level}
            next_ = {each: one for each, one in next_.items() if each not in found and each != account_id}
            found |= next_
            level = set(next_)
        return list(found.values())


def family_of(writing: Writing, account_id: int) -> Family:
    """Return the family of a visible account.

    A server that keeps this person to their books tells of the others where they stand, nothing else.
    """
    if not is_sqlite(writing.connection) and writing.identity.books is not None:
        rows = writing.connection.execute(KIN, {"account": account_id})
        return Family({row.id: Relative(row.id, row.parent_id, row.active, row.seen) for row in rows})
    return Family(_looked_up(writing, account_id))


def _looked_up(writing: Writing, account_id: int) -> dict[int, Relative]:
    found = dict[int, Relative]()
    asked, level = set[int](), {account_id}
    while level:
        asked |= level
        found |= _read(writing, accounts.c.id.in_(level) | accounts.c.parent_id.in_(level))
        parents = {one.parent_id for one in found.values() if one.parent_id is not None}
        level = (set(found) | parents) - asked
    return found


def _read(writing: Writing, which: ColumnElement[bool]) -> dict[int, Relative]:
    columns = accounts.c.id, accounts.c.parent_id, accounts.c.status, accounts.c.am_id
    sees = writing.identity.scope.sees
    return {
        row.id: Relative(row.id, row.parent_id, row.status is AccountStatus.ACTIVE, sees(row.am_id))
        for row in writing.connection.execute(select(*columns).where(which))
    }
