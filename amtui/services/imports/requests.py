"""Requests into the database, with their clocks and their timeline."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping

from amtui.data.formats import Batch, Recognised
from amtui.data.models import requests
from amtui.services.imports import known
from amtui.services.imports.accounts import lined
from amtui.services.imports.books import Book, why_unknown
from amtui.services.imports.logs import completed
from amtui.services.imports.report import Fate
from amtui.services.imports.request_values import RequestValues
from amtui.services.imports.session import Session
from amtui.services.imports.timelines import add_entries

FIRST_NUMBER = 1000
WORKED_ON = "{n} {request was|requests were} worked on here since and stayed as {it is|they are}."


def import_requests(session: Session, recognised: Recognised) -> None:
    """Take in a file of requests; one that somebody has worked on here only gets new timeline entries."""
    importer = Requests(session)
    for batch in session.batches(recognised):
        importer.take(batch)


class Requests:
    """Takes in requests row by row."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._values = RequestValues(session)
        self._worked_on = known.changed_here(session.connection, requests)
        self._seen = known.Seen(session)

    def take(self, batch: Batch) -> None:
        """Take in the good rows of a batch."""
        ids = batch.columns.get("external_id", ())
        rows = known.looked_up(self._session.connection, requests, requests.c.external_id, ids)
        own = [row for row in rows if row["source"] == self._session.source]
        existing = {(row["account_id"], row["external_id"]): row for row in own}
        for line, row in lined(batch):
            book = self._session.books.find(row["account"])
            if book is None:
                self._session.reject(line, why_unknown(row["account"]))
                continue
            key = (book.id, row["external_id"])
            if not self._seen.is_second(key, row, line, "id"):
                self._session.tally.add(self._take_row(book, row, existing.get(key)))

    def _take_row(self, book: Book, row: Mapping[str, Any], existing: RowMapping | None) -> Fate:
        stays: Mapping[str, Any] = {}
        if existing is not None and row.get("moves"):
            row, stays = completed(self._session.connection, existing, row)
        values = {**self._values.of(book, row), **stays}
        if existing is None:
            request_id, fate = self._enter(values), Fate.IMPORTED
        else:
            request_id = existing["id"]
            fate = self._bring_up_to_date(existing, values)
        added = add_entries(self._session, request_id, book.am_id, row)
        return Fate.UPDATED if added and fate is Fate.UNCHANGED else fate

    def _enter(self, values: Mapping[str, Any]) -> int:
        own = known.next_id(self._session.connection, requests)
        named = {"id": own, "ref": f"R-{FIRST_NUMBER + own}", "created_by_id": self._session.identity.user_id}
        return known.add(self._session, requests, {**values, **named})

    def _bring_up_to_date(self, existing: RowMapping, values: Mapping[str, Any]) -> Fate:
        if existing["id"] not in self._worked_on:
            return known.change(self._session, requests, existing, values)
        self._session.notes.add(WORKED_ON)
        return Fate.UNCHANGED
