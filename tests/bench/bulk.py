"""A change to a thousand requests of a large database, and its undo, with the audit of every row."""

import shutil
import statistics
import tempfile
import time
from datetime import datetime
from pathlib import Path

from amtui.data.engine import open_engine, parse_url
from amtui.data.queries.requests import request_page
from amtui.domain.changes import Bulk, Change, SetStatus, Undo
from amtui.domain.clock import FrozenClock
from amtui.domain.filters import parse
from amtui.domain.paging import Slice
from amtui.domain.people import Identity
from amtui.domain.vocabulary import RequestStatus, Role
from amtui.services.backend import Backend
from tests.bench import databases

ROWS, TIMES = 1_000, 5
HEAD = ["", "change s", "undo s"]


def rows(requests: int) -> list[list[str]]:
    """Return the table, head first; the median of several times on a copy of the database."""
    with tempfile.TemporaryDirectory(prefix="amtui-bench-") as folder:
        copy = Path(folder) / "bulk.db"
        shutil.copy(databases.demo(requests), copy)
        engine = open_engine(parse_url(str(copy)))
        identity = Identity(1, "bench", "Bench", Role.ADMIN, None)
        backend = Backend(engine, identity, FrozenClock(datetime.fromisoformat(databases.NOW)))
        taken = [(_timed(backend, _change(backend)), _timed(backend, Undo())) for _ in range(TIMES)]
        backend.close()
    medians = [f"{statistics.median(one):.2f}" for one in zip(*taken, strict=True)]
    return [HEAD, [f"{ROWS:,} of {requests:,}", *medians]]


def _change(backend: Backend) -> Change:
    page = backend.read(request_page, filter=parse("status:new -p:1"), slice=Slice(limit=ROWS))
    to = RequestStatus.IN_PROGRESS
    return Bulk(
        changes=tuple(SetStatus(request_id=r.id, expected_version=r.version, to=to) for r in page.rows)
    )


def _timed(backend: Backend, change: Change) -> float:
    begun = time.perf_counter()
    backend.apply(change)
    return time.perf_counter() - begun
