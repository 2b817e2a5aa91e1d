"""The daily roll-ups of calls and sync events: kept right after imports, compared and rebuilt on demand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, delete, insert, select

from amtui.data.models import accounts, kpi_days
from amtui.data.queries.latest import forget
from amtui.data.queries.sync_days import sync_days
from amtui.domain.kpi.rollup import DayRollup
from amtui.domain.vocabulary import KpiKey
from amtui.services.rollup_calls import call_days
from amtui.services.rollup_rows import is_empty, row_of, stored_days

CALL_KPIS = (KpiKey.MISSED_CALL_RATE, KpiKey.FIRST_RESPONSE, KpiKey.SERVICE_LEVEL)
SYNC_KPIS = (KpiKey.SYNC_SUCCESS, KpiKey.FIRST_ATTEMPT_SYNC)
KPIS = (*CALL_KPIS, *SYNC_KPIS)
"""The KPIs whose days are kept; the others are worked out from these or from requests."""
_GAP_DAYS = 30
_SPAN_DAYS = 60
"""So many days are counted at once: what that takes does not grow with the years that a file covers."""
_WHOLE = ((date.min, date.max),)

Span = tuple[date, date]
Key = tuple[KpiKey, date]


@dataclass(frozen=True, slots=True)
class Difference:
    """A day whose roll-up is not what its calls or sync events give; None is a missing one."""

    account_id: int
    kpi: KpiKey
    day: date
    stored: DayRollup | None
    counted: DayRollup | None


def refresh_days(
    connection: Connection, account_id: int, days: Iterable[date], kpis: Sequence[KpiKey] = KPIS
) -> None:
    """Count some days of an account anew after its calls or sync events have changed.

    Sync events are counted over the whole account: a new attempt also changes the days of the
    attempts before and after it.

    Args:
        connection: inside a write transaction.
        account_id: the account.
        days: its local days on which anything changed.
        kpis: which roll-ups to refresh.
    """
    spans = _spans(days)
    if spans and any(kpi in CALL_KPIS for kpi in kpis):
        _replace(connection, account_id, CALL_KPIS, spans)
    if spans and any(kpi in SYNC_KPIS for kpi in kpis):
        _replace(connection, account_id, SYNC_KPIS, _WHOLE)


def rebuild_account(connection: Connection, account_id: int) -> None:
    """Count all days of an account anew."""
    _replace(connection, account_id, KPIS, _WHOLE)


def rebuild_all(connection: Connection) -> None:
    """Rebuild every account."""
    for account_id in _account_ids(connection):
        rebuild_account(connection, account_id)


def recompute(connection: Connection, account_id: int) -> dict[Key, DayRollup]:
    """Return what the roll-ups of an account ought to be, by KPI and day; nothing is written."""
    return _counted(connection, account_id, KPIS, *_WHOLE)


def differences(connection: Connection, account_ids: Sequence[int] | None = None) -> list[Difference]:
    """Return the days whose stored roll-up differs from what is there to be counted.

    Args:
        connection: sees the accounts.
        account_ids: which to look at; None is all.
    """
    ids = _account_ids(connection) if account_ids is None else account_ids
    return [found for account_id in ids for found in _differing(connection, account_id)]


def _differing(connection: Connection, account_id: int) -> Iterable[Difference]:
    stored = stored_days(connection, account_id, KPIS)
    counted = recompute(connection, account_id)
    for key in sorted(stored.keys() | counted.keys()):
        before, after = stored.get(key), counted.get(key)
        if before != after:
            yield Difference(account_id, *key, before, after)


def _counted(
    connection: Connection, account_id: int, kpis: Sequence[KpiKey], span: Span
) -> dict[Key, DayRollup]:
    found: dict[Key, DayRollup] = {}
    if CALL_KPIS[0] in kpis:
        found |= call_days(connection, account_id, *span)
    if SYNC_KPIS[0] in kpis:
        found |= sync_days(connection, account_id)
    return {key: day for key, day in found.items() if not is_empty(day)}


def _replace(connection: Connection, account_id: int, kpis: Sequence[KpiKey], spans: Sequence[Span]) -> None:
    am_id = connection.execute(select(accounts.c.am_id).where(accounts.c.id == account_id)).scalar_one()
    table = kpi_days
    of_kpis = (table.c.account_id == account_id, table.c.kpi.in_(kpis))
    for span in spans:
        connection.execute(delete(table).where(*of_kpis, table.c.day.between(*span)))
        counted = _counted(connection, account_id, kpis, span)
        if counted:
            rows = [row_of(account_id, am_id, kpi, day) for (kpi, _), day in sorted(counted.items())]
            connection.execute(insert(table), rows)
    # Last of all: from here on the account's row is locked, so nobody keeps anything made of the days before.
    changed = min(first for first, _ in spans) if set(kpis) & set(CALL_KPIS) else date.max
    forget(connection, account_id, since=changed)


def _spans(days: Iterable[date]) -> tuple[Span, ...]:
    """Return few stretches, none of them long, that hold all days; counting a day too many is harmless."""
    spans: list[Span] = []
    gap, most = timedelta(days=_GAP_DAYS), timedelta(days=_SPAN_DAYS)
    for day in sorted(set(days)):
        if spans and day - spans[-1][1] <= gap and day - spans[-1][0] < most:
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return tuple(spans)


def _account_ids(connection: Connection) -> Sequence[int]:
    return connection.scalars(select(accounts.c.id).order_by(accounts.c.id)).all()
