"""How long Insights takes over 90 days: one account, and the book that a demo opens with."""

import statistics
from time import perf_counter

from amtui.data.queries.insights import begun, finished, insight
from amtui.domain.clock import FrozenClock
from amtui.domain.insight_records import Insight
from amtui.domain.vocabulary import KpiKey
from amtui.services.backend import Backend
from amtui.services.wiring import open_backend
from tests.bench import databases, table
from tests.support.moment import NOW

KPIS = (KpiKey.MISSED_CALL_RATE, KpiKey.FIRST_RESPONSE, KpiKey.SERVICE_LEVEL, KpiKey.SYNC_SUCCESS)
DAYS = 90
ACCOUNT = 1
"""The account with the most calls of a demo."""


def report(calls: int, rounds: int) -> str:
    """Return the table of times, in a demo database with so many calls: first figure and trend, then all."""
    head = ["first ms", "all ms", "n"]
    of_whom = [f"{whose}: {what}" for whose in ("one account", "book") for what in head]
    rows = [[f"{calls:,} calls, {DAYS} days", *of_whom]]
    backend = open_backend(f"sqlite:///{databases.calls(calls)}", clock=FrozenClock(NOW))
    try:
        for kpi in KPIS:
            row = [str(kpi)]
            for account_id in (ACCOUNT, None):
                found, first, took = _timed(backend, account_id, kpi, rounds)
                row += [f"{first * 1000:.0f}", f"{took * 1000:.0f}", f"{found.n:,}"]
            rows.append(row)
    finally:
        backend.close()
    return table.render(rows)


def _timed(
    backend: Backend, account_id: int | None, kpi: KpiKey, rounds: int
) -> tuple[Insight, float, float]:
    """Return the answer, and the median seconds after which its days were there, and all of it."""
    firsts, took = [], []
    found = backend.read(insight, account_id=account_id, kpi=kpi, days=DAYS)
    for _ in range(rounds):
        at = perf_counter()
        start = backend.read(begun, account_id=account_id, kpi=kpi, days=DAYS)
        firsts.append(perf_counter() - at)
        backend.read(finished, start=start)
        took.append(perf_counter() - at)
    return found, statistics.median(firsts), statistics.median(took)
