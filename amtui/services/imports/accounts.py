"""Accounts into the database: known by name, parents linked once all are in."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import RowMapping

from amtui.data.formats import Batch, Recognised
from amtui.data.models import accounts
from amtui.domain.errors import Invalid
from amtui.domain.name_key import name_key
from amtui.domain.people import UNASSIGNED
from amtui.domain.vocabulary import Role
from amtui.services.imports import known
from amtui.services.imports.account_parts import add_agreement, add_domains
from amtui.services.imports.account_values import account_values, defaults
from amtui.services.imports.parents import Parents
from amtui.services.imports.people import Users
from amtui.services.imports.report import Fate
from amtui.services.imports.session import Session

LEADS = frozenset({Role.ADMIN, Role.MANAGER})
NOT_YOURS = "only an administrator or a manager may enter new accounts"
ELSEWHERE = "an account of this name is in a book that you cannot see"
NO_AM = "{n} {account names|accounts name} an account manager who is no user here: unassigned."


def import_accounts(session: Session, recognised: Recognised) -> None:
    """Take in a file of accounts; a field that somebody changed here, or that the file lacks, stays."""
    importer = Accounts(session, {use.spec.name: use.header.strip() for use in recognised.uses})
    for batch in session.batches(recognised):
        importer.take(batch)
    importer.parents.link()


class Accounts:
    """Takes in accounts row by row.

    Args:
        session: the import.
        headers: what the file calls each field, for reasons.

    Attributes:
        parents: who belongs below whom.
    """

    def __init__(self, session: Session, headers: Mapping[str, str]) -> None:
        self._session = session
        self._headers = headers
        self.parents = Parents(session)
        self._users = Users(session.connection)
        self._kept = known.changed_here(session.connection, accounts)
        self._seen = known.Seen(session)

    def take(self, batch: Batch) -> None:
        """Take in the good rows of a batch."""
        keys = [name_key(name) for name in batch.columns.get("name", ())]
        rows = known.looked_up(self._session.connection, accounts, accounts.c.name_key, keys)
        existing = {row["name_key"]: row for row in rows}
        for line, row in lined(batch):
            key = name_key(row["name"])
            if not self._seen.is_second(key, row, line, "name"):
                self._take_row(line, row, existing.get(key))

    def _take_row(self, line: int, row: Mapping[str, Any], existing: RowMapping | None) -> None:
        try:
            values = account_values(row, existing)
        except Invalid as error:
            told = (f"{self._headers.get(name, name)}: {words}" for name, words in error.fields.items())
            self._session.reject(line, "; ".join(told))
            return
        why = self._why_not(existing)
        if why is not None:
            self._session.reject(line, why)
            return
        values |= self._manager(row, existing)
        if existing is None:
            values = defaults(self._session.identity.zone) | values
            account_id, am_id = known.add(self._session, accounts, values), values["am_id"]
            fate = Fate.IMPORTED
        else:
            account_id, am_id = existing["id"], values.get("am_id", existing["am_id"])
            kept = self._kept.get(account_id, frozenset())
            fate = known.change(self._session, accounts, existing, values, kept)
        parts = add_domains(self._session, account_id, am_id, row["domains"])
        parts |= add_agreement(self._session, account_id, am_id, row, values)
        if parts and fate is Fate.UNCHANGED:
            fate = Fate.UPDATED
        if fate is Fate.UNCHANGED:
            self._session.unchanged_ids.add(account_id)
        self._session.tally.add(fate)
        self.parents.note(account_id, values["name"], row["parent"])

    def _why_not(self, existing: RowMapping | None) -> str | None:
        identity = self._session.identity
        if existing is None:
            return None if identity.role in LEADS else NOT_YOURS
        return None if identity.scope.sees(existing["am_id"]) else ELSEWHERE

    def _manager(self, row: Mapping[str, Any], existing: RowMapping | None) -> dict[str, Any]:
        """Return whose the account is to be; only leads give accounts away, and within their books."""
        identity = self._session.identity
        found = self._users.find(row["am"])
        allowed = found is not None and identity.role in LEADS and identity.scope.sees(found)
        if row["am"] and not allowed and existing is None:
            self._session.notes.add(NO_AM)
        if allowed:
            return {"am_id": found}
        return {"am_id": UNASSIGNED} if existing is None else {}


def lined(batch: Batch) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the good rows of a batch with their line numbers."""
    names = tuple(batch.columns)
    columns = (batch.columns[name] for name in names)
    for line, *values in zip(batch.lines, *columns, strict=True):
        yield line, dict(zip(names, values, strict=True))
