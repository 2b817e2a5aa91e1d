"""Calls into the database."""

from collections.abc import Sequence
from itertools import repeat

from amtui.data.formats import Recognised
from amtui.data.formats.collector import collector_paused
from amtui.data.models import calls
from amtui.services.account_calendar import opening_hours_of
from amtui.services.call_classes import exclusion_masks
from amtui.services.imports.books import Book
from amtui.services.imports.bulk import Bulk, Row
from amtui.services.imports.events import Columns, Events
from amtui.services.imports.legs import Legs
from amtui.services.imports.session import Session
from amtui.services.local_days import local_ordinals
from amtui.services.rollups import CALL_KPIS, refresh_days

COLUMNS = (
    "account_id", "am_id", "source", "external_id", "started_at", "day", "direction", "outcome", "excluded",
    "wait_seconds", "talk_seconds", "queue", "agent", "number", "campaign", "caller", "import_id",
)  # fmt: skip


def import_calls(session: Session, recognised: Recognised) -> None:
    """Take in a file of calls and count the days that it touches anew."""
    bulk = Bulk(session.connection, calls, COLUMNS, "started_at")
    events = Events(session, bulk, COLUMNS.index("day"))
    legs = Legs(session.connection, session.source)

    def rows(book: Book, columns: Columns, lines: Sequence[int]) -> list[Row]:
        legs.note(book.id, columns)
        return _rows(session, book, columns, lines)

    for batch in session.batches(recognised):
        with collector_paused():
            events.take(batch, rows)
    for account_id, days in legs.settle().items():
        events.touched.setdefault(account_id, set()).update(days)
    bulk.close()
    for account_id, days in events.touched.items():
        refresh_days(session.connection, account_id, days, CALL_KPIS)


def _rows(session: Session, book: Book, columns: Columns, lines: Sequence[int]) -> list[Row]:
    import numpy as np

    started = np.array(columns["started_at"], dtype=np.int64)
    days = local_ordinals(started, book.zone).tolist()
    calendar = opening_hours_of(session.connection, book.id, session.now)
    directions, outcomes, waits = columns["direction"], columns["outcome"], columns["wait_seconds"]
    masks = exclusion_masks(started, directions, outcomes, waits, calendar).tolist()
    texts = (columns[name] for name in ("queue", "agent", "number", "campaign", "caller"))
    return list(
        zip(
            repeat(book.id), repeat(book.am_id), repeat(session.source), columns["external_id"],
            columns["started_at"], days, directions, outcomes, masks, waits, columns["talk_seconds"], *texts,
            repeat(session.import_id), lines,
        )
    )  # fmt: skip
