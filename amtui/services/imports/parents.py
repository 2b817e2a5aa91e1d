"""Linking imported accounts to their parents, in whatever order the file names them."""

from sqlalchemy import select, update

from amtui.data.models import accounts
from amtui.data.reading import visible
from amtui.domain.name_key import name_key
from amtui.services.imports.report import Fate
from amtui.services.imports.session import Session

UNKNOWN = "{n} {parent is|parents are} not known here; the link was left out."
CIRCLE = "{n} {account|accounts} would be below {itself|themselves}; the link was left out."


class Parents:
    """Remembers who is to be below whom until all rows are in."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._wanted: list[tuple[int, str]] = []

    def note(self, account_id: int, name: str, parent: str | None) -> None:
        """Remember the parent of an account; a name of its own means the top."""
        if parent and name_key(parent) != name_key(name):
            self._wanted.append((account_id, name_key(parent)))

    def link(self) -> None:
        """Link every account whose parent is known and not below it."""
        if not self._wanted:
            return
        table, connection = accounts, self._session.connection
        seen = visible(table, self._session.identity.scope)
        rows = connection.execute(select(table.c.id, table.c.name_key, table.c.parent_id).where(seen)).all()
        ids = {row.name_key: row.id for row in rows}
        above: dict[int, int | None] = {row.id: row.parent_id for row in rows}
        for account_id, key in self._wanted:
            parent_id = ids.get(key)
            if parent_id is None:
                self._session.notes.add(UNKNOWN)
            elif _is_below(parent_id, account_id, above):
                self._session.notes.add(CIRCLE)
            elif above[account_id] != parent_id:
                above[account_id] = parent_id
                own = update(table).where(table.c.id == account_id)
                connection.execute(own.values(parent_id=parent_id, version=table.c.version + 1))
                self._recount(account_id)

    def _recount(self, account_id: int) -> None:
        """Count a row as updated whose link is the only new thing about it."""
        if account_id in self._session.unchanged_ids:
            self._session.unchanged_ids.discard(account_id)
            self._session.tally.add(Fate.UNCHANGED, -1)
            self._session.tally.add(Fate.UPDATED)


def _is_below(account_id: int | None, top: int, above: dict[int, int | None]) -> bool:
    passed: set[int] = set()
    while account_id is not None and account_id not in passed:
        if account_id == top:
            return True
        passed.add(account_id)
        account_id = above.get(account_id)
    return False
