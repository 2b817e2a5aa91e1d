"""Contacts into the database: known by address within their account, without one by name."""

from collections.abc import Mapping, Sequence
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
    """Take in a file of contacts; what the file has no column for stays.

    Who has an address is somebody else than who has none, if a file holds both under one name.
    """
    given = {use.spec.name for use in recognised.uses} | set(recognised.mapping.defaults)
    rows: list[dict[str, Any]] = []
    seen = known.Seen(session)
    for batch in session.batches(recognised):
        for line, row in lined(batch):
            book = session.books.find(row["account"])
            if book is None:
                session.reject(line, why_unknown(row["account"]))
                continue
            values = _values(row, book, given)
            key = (book.id, values.get("email_key") or values["name"].casefold())
            if not seen.is_second(key, values, line, "address" if values.get("email_key") else "name"):
                rows.append(values)
    _store(session, rows)


def _store(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    present, kept = Contacts(session.connection), known.changed_here(session.connection, contacts)
    taken: dict[int, set[object]] = {}
    for values in rows:
        taken.setdefault(values["account_id"], set()).add(values.get("email_key", ""))
    for values in sorted(rows, key=lambda row: "email_key" in row):
        others = taken[values["account_id"]]
        existing = present.find(values["account_id"], values["name"], values.get("email"), others)
        if existing is None:
            known.add(session, contacts, dict.fromkeys(_FLAGS, False) | values)
            session.tally.add(Fate.IMPORTED)
        else:
            others.add(existing["id"])
            fields = kept.get(existing["id"], frozenset())
            session.tally.add(known.change(session, contacts, existing, values, fields))


def _values(row: Mapping[str, Any], book: Book, given: set[str]) -> dict[str, Any]:
    values = {"account_id": book.id, "am_id": book.am_id, "name": row["name"]}
    values |= {field: row[field] for field in ("phone", "job") if row[field]}
    if row["email"]:
        values |= {"email": row["email"], "email_key": row["email"].casefold()}
    return values | {flag: row[flag] for flag in _FLAGS if flag in given}
