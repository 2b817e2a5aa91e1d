"""Calls into the database."""

from collections.abc import Sequence

from amtui.data.engine import is_sqlite
from amtui.data.formats import Recognised
from amtui.data.formats.collector import collector_paused
from amtui.data.models import calls
from amtui.domain.business_time import Calendar
from amtui.services.account_calendar import opening_hours_of
from amtui.services.call_classes import exclusion_masks
from amtui.services.imports.blocks import Block
from amtui.services.imports.books import Book
from amtui.services.imports.bulk import Bulk
from amtui.services.imports.events import Columns, Events
from amtui.services.imports.lane import Lane
from amtui.services.imports.legs import Legs
from amtui.services.imports.session import Session
from amtui.services.local_days import local_ordinals
from amtui.services.rollups import CALL_KPIS, refresh_days

_TEXTS = ("queue", "agent", "number", "campaign", "caller", "linked_id")
COLUMNS = (
    "account_id", "am_id", "source", "external_id", "started_at", "day", "direction", "outcome", "excluded",
    "wait_seconds", "talk_seconds", *_TEXTS, "import_id",
)  # fmt: skip


def import_calls(session: Session, recognised: Recognised) -> None:
    """Take in a file of calls and count the days that it touches anew."""
    bulk = Bulk(session.connection, calls, COLUMNS, "started_at")
    legs = Legs(session.connection, session.source)
    hours: dict[int, Calendar | None] = {}
    with Lane(beside=not is_sqlite(session.connection)) as lane, collector_paused():

        def rows(book: Book, columns: Columns, lines: Sequence[int]) -> Block:
            if book.id not in hours:
                lane.wait()
                hours[book.id] = opening_hours_of(session.connection, book.id, session.now)
            return _block(session, book, hours[book.id], columns, lines)

        changed = lambda book, columns: legs.note(book.id, columns)  # noqa: E731
        events = Events(session, bulk, lane, COLUMNS.index("day"), changed)
        for batch in session.batches(recognised):
            events.take(batch, rows)
    for account_id, days in legs.settle().items():
        events.touched.setdefault(account_id, set()).update(days)
    for account_id, days in events.touched.items():
        refresh_days(session.connection, account_id, days, CALL_KPIS)
    bulk.close()


def _block(
    session: Session, book: Book, hours: Calendar | None, columns: Columns, lines: Sequence[int]
) -> Block:
    import numpy as np

    started = np.array(columns["started_at"], dtype=np.int64)
    days = local_ordinals(started, book.zone).tolist()
    directions, outcomes, waits = columns["direction"], columns["outcome"], columns["wait_seconds"]
    masks = exclusion_masks(started, directions, outcomes, waits, hours).tolist()
    same = len(lines)
    return Block(
        (
            [book.id] * same, [book.am_id] * same, [session.source] * same, columns["external_id"],
            columns["started_at"], days, directions, outcomes, masks, waits, columns["talk_seconds"],
            *(columns[name] for name in _TEXTS), [session.import_id] * same,
        ),
        lines,
    )  # fmt: skip
