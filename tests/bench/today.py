"""How long the day's list and the calendar's month take over all accounts of a large database."""

import gc
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from amtui.data.engine import open_engine, parse_url
from amtui.data.queries.calendar_items import calendar_items
from amtui.data.queries.requests import request_page
from amtui.data.queries.today import today_board
from amtui.data.queries.today_kept import Kept
from amtui.domain.changes import SetStatus
from amtui.domain.clock import FrozenClock
from amtui.domain.filters import parse
from amtui.domain.paging import Slice
from amtui.domain.people import Identity
from amtui.domain.vocabulary import RequestStatus, Role
from amtui.services.backend import Backend
from amtui.services.latest import keep_figures
from amtui.widgets.month_days import month_weeks
from tests.bench import databases

Answer = TypeVar("Answer")
TIMES = 9
A_WHILE = timedelta(seconds=20)
HEAD = ["", "rows", "first ms", "all anew ms", "after a change ms", "items of a month", "month ms"]


def rows(path: Path | None = None) -> list[list[str]]:
    """Return the table, head first; whoever looks may see every account.

    Args:
        path: a database made before; what is measured is a copy of it.
    """
    with tempfile.TemporaryDirectory(prefix="amtui-bench-") as folder:
        copy = Path(folder) / "day.db"
        shutil.copy(path or databases.day(), copy)
        engine = open_engine(parse_url(str(copy)))
        backend = Backend(
            engine,
            Identity(1, "bench", "Bench", Role.ADMIN, None),
            FrozenClock(datetime.fromisoformat(databases.NOW)),
        )
        keep_figures(backend)
        kept = Kept()
        with _as_a_start():
            first, n = _timed(lambda: len(backend.read(today_board, kept=kept).rows))
        again = [_timed(lambda: backend.read(today_board))[0] for _ in range(TIMES)]
        after = [_after_a_change(backend, kept) for _ in range(TIMES)]
        month = [_timed(lambda: _month(backend)) for _ in range(TIMES)]
        backend.close()
        gc.unfreeze()
    figures = (first, statistics.median(again), statistics.median(after))
    of_month = [f"{month[0][1]:,}", _ms(statistics.median(seconds for seconds, _ in month))]
    return [HEAD, [databases.DAY_WORDS, f"{n:,}", *map(_ms, figures), *of_month]]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f}"


@contextmanager
def _as_a_start() -> Iterator[None]:
    """Look for garbage when a session does: not before its first list is there, whose parts then stay."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _after_a_change(backend: Backend, kept: Kept) -> float:
    """Time what a screen asks for once it has heard of a change, some seconds later."""
    (row,) = backend.read(request_page, filter=parse("status:new -p:1"), slice=Slice(limit=1)).rows
    to = RequestStatus.IN_PROGRESS
    backend.apply(SetStatus(request_id=row.id, expected_version=row.version, to=to))
    backend.clock = FrozenClock(backend.clock.now() + A_WHILE)
    return _timed(lambda: backend.read(today_board, kept=kept))[0]


def _month(backend: Backend) -> int:
    """Read what stands on the days of the month that the calendar opens with; return how much it is."""
    weeks = month_weeks(backend.clock.now().date())
    return len(backend.read(calendar_items, first=weeks[0][0], last=weeks[-1][-1]))


def _timed(work: Callable[[], Answer]) -> tuple[float, Answer]:
    begun = perf_counter()
    found = work()
    return perf_counter() - begun, found
