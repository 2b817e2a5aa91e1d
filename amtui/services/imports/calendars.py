"""Calendars into the database, every occurrence of every event."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from amtui.data.formats import Batch
from amtui.data.formats.ics import window_of
from amtui.data.formats.ics_reviews import read_reviews
from amtui.data.types import from_micros, to_micros
from amtui.domain.local_time import instant
from amtui.services.imports.books import Book, by_domain, of_people
from amtui.services.imports.reviews import Reviews
from amtui.services.imports.session import Session


def import_calendar(session: Session, path: Path) -> None:
    """Take in a calendar file: every occurrence from its first day on, endless series up to a year ahead.

    Whole days and times without a zone are in the zone of the account, else in the importer's.
    """
    importer = Reviews(session)
    session.check_stop()
    first, last = window_of(path, session.now)
    batch, warnings = read_reviews(path, first, last, session.books.zone_of(None))
    session.warnings += warnings
    complete = _complete(session, batch)
    importer.take(complete)
    importer.cancel_missing(complete, datetime.combine(last, time(), UTC))
    importer.close()
    session.rejects.place(complete.lines, _places(batch, complete))
    session.take_rejects(batch, cells=True)
    session.tell(1.0)
    session.check_stop()


def _complete(session: Session, batch: Batch) -> Batch:
    """Add whose each appointment is, its title, and which of its series it is."""
    columns: dict[str, Any] = dict(batch.columns)
    ids, uids, agendas = columns["external_id"], columns["uid"], columns["agenda"]
    columns["recurrence_id"] = [
        own.removeprefix(f"{uid}/") if recurs and uid else ""
        for own, uid, recurs in zip(ids, uids, columns.pop("recurs"), strict=True)
    ]
    del columns["line"]
    columns["uid"] = [uid or own for own, uid in zip(ids, uids, strict=True)]
    columns["title"] = [text.partition("\n")[0] for text in agendas]
    columns["agenda"] = [text.partition("\n")[2] for text in agendas]
    if session.books.fallback is None:
        domains = by_domain(session.connection, session.books)
        columns["book"] = [
            of_people(people, domains, host)
            for people, (_, host) in zip(columns["emails"], columns["organiser"], strict=True)
        ]
        _to_their_zones(columns, session.books.zone_of(None))
    return replace(batch, columns=columns)


def _to_their_zones(columns: dict[str, Any], read_in: ZoneInfo) -> None:
    """Put what has no zone of its own into that of the account that it turned out to be of."""
    for row, (book, floating) in enumerate(zip(columns["book"], columns["floating"], strict=True)):
        if floating and isinstance(book, Book):
            start = from_micros(columns["starts_at"][row]).astimezone(read_in)
            columns["starts_at"][row] = to_micros(instant(start.replace(tzinfo=None), book.zone))
            if meant := columns["recurrence_id"][row]:
                day = datetime.fromisoformat(meant).astimezone(read_in).replace(tzinfo=None)
                columns["recurrence_id"][row] = instant(day, book.zone).isoformat()


def _places(batch: Batch, complete: Batch) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Return the line of each occurrence's event, and what tells the event."""
    told = zip(complete.columns["uid"], complete.columns["title"], strict=True)
    return zip(batch.columns["line"], told, strict=True)
