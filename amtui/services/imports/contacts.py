"""Contacts into the database: known by address within their account, without one by name."""

from collections.abc import Mapping
from typing import Any

from amtui.data.formats import Recognised
from amtui.data.models import contacts
from amtui.services.imports import known
from amtui.services.imports.accounts import lined
from amtui.services.imports.books import Book, why_unknown
from amtui.services.imports.people import Contacts
from amtui.services.imports.report import Fate
from amtui.services.imports.session import Session

_FLAGS = ("is_admin", "is_approved", "is_champion")


def import_contacts(session: Session, recognised: Recognised) -> None:
    """Take in a file of contacts; what the file has no column for stays."""
    given = {use.spec.name for use in recognised.uses} | set(recognised.mapping.defaults)
    present, seen = Contacts(session.connection), known.Seen(session)
    kept = known.changed_here(session.connection, contacts)
    for batch in session.batches(recognised):
        for line, row in lined(batch):
            book = session.books.find(row["account"])
            if book is None:
                session.reject(line, why_unknown(row["account"]))
                continue
            values = _values(row, book, given)
            key = (book.id, values.get("email_key") or values["name"].casefold())
            if seen.is_second(key, values, line, "address" if values.get("email_key") else "name"):
                continue
            existing = present.find(book.id, values["name"], values.get("email"))
            if existing is None:
                flags = dict.fromkeys(_FLAGS, False)
                known.add(session, contacts, flags | values)
                session.tally.add(Fate.IMPORTED)
            else:
                fields = kept.get(existing["id"], frozenset())
                session.tally.add(known.change(session, contacts, existing, values, fields))


def _values(row: Mapping[str, Any], book: Book, given: set[str]) -> dict[str, Any]:
    values = {"account_id": book.id, "am_id": book.am_id, "name": row["name"]}
    values |= {field: row[field] for field in ("phone", "job") if row[field]}
    if row["email"]:
        values |= {"email": row["email"], "email_key": row["email"].casefold()}
    return values | {flag: row[flag] for flag in _FLAGS if flag in given}
