"""Invoices into the database: known by account and number, so that a later file tells what was paid."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import RowMapping, select

from amtui.data.formats import Recognised
from amtui.data.models import accounts, invoices
from amtui.services.imports import known
from amtui.services.imports.accounts import lined
from amtui.services.imports.books import Book, why_unknown
from amtui.services.imports.report import Fate
from amtui.services.imports.session import Session

_PLACES = Decimal("0.0001")
_LETTERS = 3
PAID_SOME_DAY = (
    "{n} {invoice is|invoices are} said to be paid, but not when; the day when {it was|they were} due was"
    " taken."
)


def import_invoices(session: Session, recognised: Recognised) -> None:
    """Take in a file of invoices; what the file has no column for stays."""
    given = {use.spec.name for use in recognised.uses} | set(recognised.mapping.defaults)
    seen, present = known.Seen(session), dict[int, dict[str, RowMapping]]()
    known_accounts = session.connection.execute(select(accounts.c.id, accounts.c.currency))
    currencies = {row.id: row.currency for row in known_accounts}
    for batch in session.batches(recognised):
        for line, row in lined(batch):
            book = session.books.find(row["account"])
            if book is None:
                session.reject(line, why_unknown(row["account"]))
                continue
            values = _values(row, book, given, currencies[book.id])
            if reason := _why_not(session, book, values):
                session.reject(line, reason)
            elif not seen.is_second((book.id, values["number"]), values, line, "account and number"):
                _take(session, book, values, present, is_paid=row["is_paid"])


def _values(row: Mapping[str, Any], book: Book, given: set[str], currency: str) -> dict[str, Any]:
    values = {
        "account_id": book.id,
        "am_id": book.am_id,
        "number": " ".join(row["number"].split()),
        "amount": row["amount"].quantize(_PLACES),
        "currency": row["currency"] or currency,
        "due_on": _day(row["due_on"]),
    }
    return values | {name: _day(row[name]) for name in ("issued_on", "paid_on") if name in given}


def _why_not(session: Session, book: Book, values: Mapping[str, Any]) -> str | None:
    """Return why a row cannot go in."""
    code = values["currency"]
    if len(code) != _LETTERS or not code.isalpha() or not code.isascii():
        return f"“{code}” is no currency code of three letters, such as EUR"
    paid = values.get("paid_on")
    if paid is not None and paid > session.now.astimezone(book.zone).date():
        return "the day on which it was paid is still to come"
    return None


def _take(
    session: Session,
    book: Book,
    values: dict[str, Any],
    present: dict[int, dict[str, RowMapping]],
    *,
    is_paid: bool,
) -> None:
    if book.id not in present:
        rows = session.connection.execute(select(invoices).where(invoices.c.account_id == book.id))
        present[book.id] = {row["number"]: row for row in rows.mappings()}
    before = present[book.id].get(values["number"])
    if is_paid:
        values["paid_on"] = (before and before["paid_on"]) or _some_day(session, book, values)
    if before is None:
        known.add(session, invoices, values)
        session.tally.add(Fate.IMPORTED)
    else:
        session.tally.add(known.change(session, invoices, before, values))


def _some_day(session: Session, book: Book, values: Mapping[str, Any]) -> date:
    """Return a day for what was paid nobody says when: when it was due, but none that is still to come."""
    session.notes.add(PAID_SOME_DAY)
    due: date = values["due_on"]
    return min(due, session.now.astimezone(book.zone).date())


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) or value is None else date.fromordinal(value)
