"""Sync events into the database."""

from collections.abc import Sequence
from itertools import repeat

from amtui.data.formats import Recognised
from amtui.data.formats.collector import collector_paused
from amtui.data.models import sync_events
from amtui.services.imports.books import Book
from amtui.services.imports.bulk import Bulk, Row
from amtui.services.imports.events import Columns, Events
from amtui.services.imports.session import Session
from amtui.services.local_days import local_ordinals
from amtui.services.rollups import SYNC_KPIS, refresh_days

COLUMNS = (
    "account_id", "am_id", "source", "external_id", "integration", "record_id", "attempted_at", "day",
    "outcome", "error", "import_id",
)  # fmt: skip


def import_sync(session: Session, recognised: Recognised) -> None:
    """Take in a file of sync attempts and count the days that it touches anew."""
    bulk = Bulk(session.connection, sync_events, COLUMNS, "attempted_at")
    events = Events(session, bulk, COLUMNS.index("day"))

    def rows(book: Book, columns: Columns, lines: Sequence[int]) -> list[Row]:
        return _rows(session, book, columns, lines)

    for batch in session.batches(recognised):
        with collector_paused():
            events.take(batch, rows)
    bulk.close()
    for account_id, days in events.touched.items():
        refresh_days(session.connection, account_id, days, SYNC_KPIS)


def _rows(session: Session, book: Book, columns: Columns, lines: Sequence[int]) -> list[Row]:
    import numpy as np

    days = local_ordinals(np.array(columns["at"], dtype=np.int64), book.zone).tolist()
    return list(
        zip(
            repeat(book.id), repeat(book.am_id), repeat(session.source), columns["external_id"],
            columns["integration"], columns["record_id"], columns["at"], days, columns["outcome"],
            columns["error"], repeat(session.import_id), lines,
        )
    )  # fmt: skip
