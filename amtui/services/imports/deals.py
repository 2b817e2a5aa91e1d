"""Deals into the database: known by account and id, so that a later file tells what became of them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import RowMapping, insert, select

from amtui.data.formats import Recognised
from amtui.data.models import accounts, deals
from amtui.services.imports import known
from amtui.services.imports.accounts import lined
from amtui.services.imports.books import Book, why_unknown
from amtui.services.imports.report import Fate
from amtui.services.imports.session import Session

_PLACES = Decimal("0.0001")
_LETTERS = 3
_OPTIONAL = ("name", "product", "probability", "owner", "opened_on", "closes_on")


def import_deals(session: Session, recognised: Recognised) -> None:
    """Take in a file of deals; what the file has no column for stays."""
    given = {use.spec.name for use in recognised.uses} | set(recognised.mapping.defaults)
    seen, present = known.Seen(session), _Present(session)
    known_accounts = session.connection.execute(select(accounts.c.id, accounts.c.currency))
    currencies = {row.id: row.currency for row in known_accounts}
    for batch in session.batches(recognised):
        for line, row in lined(batch):
            book = session.books.find(row["account"])
            if book is None:
                session.reject(line, why_unknown(row["account"]))
                continue
            values = _values(row, book, given, currencies[book.id])
            code = values["currency"]
            if len(code) != _LETTERS or not code.isalpha() or not code.isascii():
                session.reject(line, f"“{code}” is no currency code of three letters, such as EUR")
            elif not seen.is_second((book.id, values["external_id"]), values, line, "account and id"):
                present.take(book, values)
        present.enter()


class _Present:
    """The deals that are there, by account; new ones are entered many at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[int, dict[str, RowMapping]] = {}
        self._new: list[dict[str, Any]] = []

    def take(self, book: Book, values: dict[str, Any]) -> None:
        """Bring a deal up to date, or remember it as a new one."""
        if book.id not in self._known:
            wanted = select(deals).where(deals.c.account_id == book.id)
            rows = self._session.connection.execute(wanted).mappings()
            self._known[book.id] = {row["external_id"]: row for row in rows}
        before = self._known[book.id].get(values["external_id"])
        if before is None:
            now = self._session.now
            self._new.append({"created_at": now, "updated_at": now, "version": 1, **values})
        else:
            self._session.tally.add(known.change(self._session, deals, before, values))

    def enter(self) -> None:
        """Enter the new ones."""
        if self._new:
            self._session.connection.execute(insert(deals), self._new)
            self._session.tally.add(Fate.IMPORTED, len(self._new))
            self._new = []


def _values(row: Mapping[str, Any], book: Book, given: set[str], currency: str) -> dict[str, Any]:
    values = {
        "account_id": book.id,
        "am_id": book.am_id,
        "external_id": row["external_id"],
        "stage": row["stage"],
        "state": row["state"],
        "currency": row["currency"] or currency,
    }
    if "value" in given:
        values["value"] = None if row["value"] is None else row["value"].quantize(_PLACES)
    return values | {name: _plain(row[name]) for name in _OPTIONAL if name in given}


def _plain(value: Any) -> Any:
    return date.fromordinal(value) if isinstance(value, int) else value
