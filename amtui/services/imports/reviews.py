"""Reviews into the database, from tables and from calendars."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, select

from amtui.data.formats import Batch, Recognised
from amtui.data.models import reviews, users
from amtui.data.types import from_micros
from amtui.domain.change import Topic
from amtui.domain.vocabulary import ReviewKind, ReviewStatus
from amtui.domain.wording import title
from amtui.services.imports import known
from amtui.services.imports.accounts import lined
from amtui.services.imports.books import Book, why_unknown
from amtui.services.imports.report import Fate
from amtui.services.imports.session import Session
from amtui.services.imports.way_back import WayBack

LONGEST_MINUTES = 14_400
TOO_LONG = "it lasts longer than ten days, which no review does"
WORKED_ON = "{n} {review was|reviews were} changed here since and stayed as {it is|they are}."
ELSEWHERE = "{n} {review is|reviews are} at another time in this file, which is not newer, and stayed."
MISSING = "{n} {review is|reviews are} not in this file any more and {was|were} cancelled."
MISSING_REASON = "No longer in the calendar that it came from"
OLDER = "{n} {review is|reviews are} older in this file than what is here and stayed."
Own = tuple[int, str, str]
"""What makes a review the same: its account, its id, and which of its series it is."""


def import_reviews(session: Session, recognised: Recognised) -> None:
    """Take in a table of reviews."""
    importer = Reviews(session)
    for batch in session.batches(recognised):
        importer.take(batch)
    importer.close()


class Reviews:
    """Takes in reviews row by row; those of a series are told apart by the moment first meant."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._changed = known.changed_here(session.connection, reviews)
        self._seen = known.Seen(session)
        self._owners: dict[str, int] = {}
        self._existing: dict[Own, RowMapping] = {}
        self._met: set[tuple[int, str]] = set()
        self._cancelled = 0
        known_people = session.connection.execute(select(users.c.id, users.c.name, users.c.email))
        self._managers = {one.id: (one.name, one.email) for one in known_people.all()}
        self._way_back = WayBack(session, Topic.REVIEWS)

    def close(self) -> None:
        """Make one change of it all, to be taken back as one."""
        tally = self._session.tally
        self._way_back.close(tally.imported + tally.updated + self._cancelled)

    def take(self, batch: Batch) -> None:
        """Take in the good rows of a batch."""
        ids = [uid for uid in dict.fromkeys(batch.columns.get("uid", ())) if uid]
        rows = known.looked_up(self._session.connection, reviews, reviews.c.uid, ids)
        self._existing = {(row["account_id"], row["uid"], row["recurrence_id"] or ""): row for row in rows}
        self._owners = {uid: account_id for account_id, uid, _ in self._existing}
        for line, row in lined(batch):
            self._take_row(line, row)

    def cancel_missing(self, batch: Batch, before: datetime) -> None:
        """Cancel what lies ahead of an event that was taken whole and no longer takes place then.

        A series that was moved elsewhere has other occurrences; one that was left out there has one less.

        Args:
            batch: what was taken.
            before: until when the file was read; an endless series has more behind that.
        """
        here: dict[str, set[str]] = {}
        newest: dict[str, int] = {}
        columns = (batch.columns[name] for name in ("uid", "recurrence_id", "sequence", "whole"))
        for uid, which, sequence, whole in zip(*columns, strict=True):
            if whole:
                here.setdefault(uid, set()).add(which)
                newest[uid] = max(newest.get(uid, 0), sequence)
        for (account_id, uid, which), row in self._existing.items():
            missing = uid in here and (account_id, uid) in self._met and which not in here[uid]
            if missing and row["starts_at"] < before:
                self._cancel(row, newest[uid])

    def _cancel(self, row: RowMapping, sequence: int) -> None:
        """Cancel an imported occurrence that its file no longer has, unless it is over or newer than that."""
        ahead = row["status"] is ReviewStatus.PLANNED and row["starts_at"] > self._session.now
        if row["recurrence_id"] is None or not ahead or row["sequence"] > sequence:
            return
        if row["id"] in self._changed:
            self._session.notes.add(WORKED_ON)
            return
        self._cancelled += 1
        self._session.notes.add(MISSING)
        gone = {"status": ReviewStatus.CANCELLED, "reason": MISSING_REASON, "sequence": sequence}
        self._change(row, gone)

    def _take_row(self, line: int, row: Mapping[str, Any]) -> None:
        book = self._book(row)
        if not isinstance(book, Book):
            self._session.reject(line, book or why_unknown(row["account"]))
        elif row["minutes"] > LONGEST_MINUTES:
            self._session.reject(line, TOO_LONG)
        else:
            self._met.add((book.id, row["uid"]))
            key = (book.id, row["uid"], row.get("recurrence_id", ""))
            if not self._seen.is_second(key, row, line, "id"):
                values = _values(book, row) | self._invites(book, row)
                self._session.tally.add(self._store(values, self._existing.get(key)))

    def _invites(self, book: Book, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return who invites, where a file can say it; the account manager is nobody in particular."""
        if "organiser" not in row:
            return {}
        name, address = row["organiser"]
        own_name, own_address = self._managers.get(book.am_id, ("", None))
        if address:
            foreign = address.casefold() != (own_address or "").casefold()
        else:
            foreign = bool(name) and name != own_name
        named = (name or address, address or None) if foreign else (None, None)
        return dict(zip(("organiser", "organiser_address"), named, strict=True))

    def _book(self, row: Mapping[str, Any]) -> Book | str | None:
        """Return whose a row is: of whom it names, else of the appointment of its id that is here."""
        book = row.get("book") or self._session.books.find(row["account"])
        if isinstance(book, Book) or row["uid"] not in self._owners:
            return book
        return self._session.books.of_id(self._owners[row["uid"]]) or book

    def _store(self, values: dict[str, Any], existing: RowMapping | None) -> Fate:
        if existing is None:
            self._way_back.added(reviews, known.add_row(self._session, reviews, values))
            return Fate.IMPORTED
        if values["sequence"] < existing["sequence"]:
            self._session.notes.add(OLDER)
            return Fate.UNCHANGED
        if existing["recurrence_id"] is None or existing["id"] in self._changed:
            return self._store_newer(values, existing)
        return self._change(existing, values)

    def _change(self, existing: RowMapping, values: Mapping[str, Any]) -> Fate:
        self._way_back.changed(reviews, existing, values)
        return known.change(self._session, reviews, existing, values)

    def _store_newer(self, values: dict[str, Any], existing: RowMapping) -> Fate:
        """Take over when and whether one of our own takes place, if the file is newer."""
        is_newer = values["sequence"] > existing["sequence"]
        if not is_newer or existing["status"] is not ReviewStatus.PLANNED:
            if existing["id"] in self._changed:
                self._session.notes.add(WORKED_ON)
            elif any(values[name] != existing[name] for name in ("starts_at", "minutes")):
                self._session.notes.add(ELSEWHERE)
            return Fate.UNCHANGED
        moved = {name: values[name] for name in ("starts_at", "minutes", "status", "sequence")}
        return self._change(existing, moved)


def _values(book: Book, row: Mapping[str, Any]) -> dict[str, Any]:
    kind = ReviewKind(row["kind"])
    return {
        "account_id": book.id, "am_id": book.am_id, "kind": kind, "starts_at": from_micros(row["starts_at"]),
        "minutes": row["minutes"], "status": ReviewStatus(row["status"]),
        "title": row.get("title") or title(kind), "agenda": row["agenda"] or "",
        "attendees": list(row["attendees"]), "outcome": row["outcome"], "uid": row["uid"],
        "recurrence_id": row.get("recurrence_id", ""), "sequence": row.get("sequence", 0), "reason": None,
    }  # fmt: skip
