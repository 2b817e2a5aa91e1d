"""Answers to surveys into the database: known by account, source and id."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import RowMapping, insert, select

from amtui.data.formats import Recognised
from amtui.data.models import requests, satisfaction_answers
from amtui.data.types import from_micros
from amtui.services.imports import known
from amtui.services.imports.accounts import lined
from amtui.services.imports.books import Book, by_domain, of_people, why_unknown
from amtui.services.imports.people import Contacts
from amtui.services.imports.report import Fate
from amtui.services.imports.session import Session

NO_CONTACT = "{n} {answer names a person|answers name people} that the account does not have; left out."
NO_REQUEST = "{n} {answer names a request|answers name requests} that the account does not have; left out."
S = satisfaction_answers.c


def import_satisfaction(session: Session, recognised: Recognised) -> None:
    """Take in a file of answers; what the file has no column for stays."""
    importer = _Answers(session, recognised)
    for batch in session.batches(recognised):
        for line, row in lined(batch):
            importer.take(line, row)
        importer.enter()


class _Answers:
    """Takes in answers row by row; new ones are entered many at a time."""

    def __init__(self, session: Session, recognised: Recognised) -> None:
        self._session = session
        self._given = {use.spec.name for use in recognised.uses} | set(recognised.mapping.defaults)
        self._domains = by_domain(session.connection, session.books)
        self._contacts = Contacts(session.connection)
        self._requests = _Requests(session)
        self._seen = known.Seen(session)
        self._kept = known.changed_here(session.connection, satisfaction_answers)
        self._known: dict[int, dict[str, RowMapping]] = {}
        self._new: list[dict[str, Any]] = []

    def take(self, line: int, row: Mapping[str, Any]) -> None:
        """Bring an answer up to date, or remember it as a new one; reject what belongs nowhere."""
        book = self._book(row)
        if isinstance(book, str):
            self._session.reject(line, book)
        elif from_micros(row["at"]) > self._session.now:
            self._session.reject(line, "the moment of the answer is still to come")
        else:
            values = self._values(book, row)
            if not self._seen.is_second((book.id, values["external_id"]), values, line, "account and id"):
                self._store(book, values)

    def enter(self) -> None:
        """Enter the new ones."""
        if self._new:
            self._session.connection.execute(insert(satisfaction_answers), self._new)
            self._session.tally.add(Fate.IMPORTED, len(self._new))
            self._new = []

    def _book(self, row: Mapping[str, Any]) -> Book | str:
        """Return the account of a row, without one that of the address, or why there is none."""
        if (book := self._session.books.find(row["account"])) is not None:
            return book
        if row["account"] is None and row["contact_email"]:
            found = of_people([row["contact_email"]], self._domains)
            if isinstance(found, Book):
                return found
        return why_unknown(row["account"])

    def _values(self, book: Book, row: Mapping[str, Any]) -> dict[str, Any]:
        values = {
            "account_id": book.id,
            "am_id": book.am_id,
            "source": self._session.source,
            "external_id": row["external_id"],
            "at": from_micros(row["at"]),
        }
        values |= {name: row[name] for name in ("csat", "nps", "comment") if name in self._given}
        if self._given & {"contact", "contact_email"}:
            values["contact_id"] = self._contact(book, row)
        if "request" in self._given:
            values["request_id"] = self._requests.find(book, row["request"])
        return values

    def _contact(self, book: Book, row: Mapping[str, Any]) -> int | None:
        if not row["contact"] and not row["contact_email"]:
            return None
        found = self._contacts.find(book.id, row["contact"], row["contact_email"])
        if found is None:
            self._session.notes.add(NO_CONTACT)
        return None if found is None else int(found["id"])

    def _store(self, book: Book, values: dict[str, Any]) -> None:
        if book.id not in self._known:
            own = (S.account_id == book.id, S.source == self._session.source)
            rows = self._session.connection.execute(select(satisfaction_answers).where(*own)).mappings()
            self._known[book.id] = {row["external_id"]: row for row in rows}
        before = self._known[book.id].get(values["external_id"])
        if before is None:
            self._new.append({"import_id": self._session.import_id, "version": 1, **values})
        else:
            kept = self._kept.get(before["id"], frozenset())
            self._session.tally.add(known.change(self._session, satisfaction_answers, before, values, kept))


class _Requests:
    """The requests of accounts by all that a file may call them, read once for each account that asks."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._ids: dict[int, dict[str, int]] = {}

    def find(self, book: Book, text: str | None) -> int | None:
        """Return the request of an account by its reference, its id elsewhere or its ticket."""
        if not text:
            return None
        if book.id not in self._ids:
            self._ids[book.id] = dict(self._names(book))
        found = self._ids[book.id].get(text.strip().casefold())
        if found is None:
            self._session.notes.add(NO_REQUEST)
        return found

    def _names(self, book: Book) -> Iterable[tuple[str, int]]:
        r = requests.c
        wanted = select(r.id, r.external_ticket, r.external_id, r.ref).where(r.account_id == book.id)
        rows = self._session.connection.execute(wanted).all()
        for column in (1, 2, 3):
            yield from ((row[column].casefold(), row.id) for row in rows if row[column])
