"""Sync events into the database."""

from collections.abc import Sequence

from amtui.data.engine import is_sqlite
from amtui.data.formats import Recognised
from amtui.data.formats.collector import collector_paused
from amtui.data.models import sync_events
from amtui.services.imports.blocks import Block
from amtui.services.imports.books import Book
from amtui.services.imports.bulk import Bulk
from amtui.services.imports.events import Columns, Events
from amtui.services.imports.lane import Lane
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
    with Lane(beside=not is_sqlite(session.connection)) as lane, collector_paused():
        events = Events(session, bulk, lane, COLUMNS.index("day"))

        def rows(book: Book, columns: Columns, lines: Sequence[int]) -> Block:
            return _block(session, book, columns, lines)

        for batch in session.batches(recognised):
            events.take(batch, rows)
    bulk.close()
    for account_id, days in events.touched.items():
        refresh_days(session.connection, account_id, days, SYNC_KPIS)


def _block(session: Session, book: Book, columns: Columns, lines: Sequence[int]) -> Block:
    import numpy as np

    days = local_ordinals(np.array(columns["at"], dtype=np.int64), book.zone).tolist()
    same = len(lines)
    return Block(
        (
            [book.id] * same, [book.am_id] * same, [session.source] * same, columns["external_id"],
            columns["integration"], columns["record_id"], columns["at"], days, columns["outcome"],
            columns["error"], [session.import_id] * same,
        ),
        lines,
    )  # fmt: skip
