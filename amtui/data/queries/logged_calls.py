"""The log ids of test calls and test records, looked up in what was imported."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import or_, select

from amtui.data.models import calls, sync_events
from amtui.data.reading import Reading
from amtui.domain.improvement_records import LoggedCall

LogId = tuple[int, str]
"""An account and a log id."""
Found = Iterable[tuple[LogId, datetime, date]]
MOST_NAMED = 500


def logged_calls(reading: Reading, wanted: Collection[LogId]) -> dict[LogId, LoggedCall]:
    """Return those of the log ids that the visible calls and synchronisation attempts hold.

    A log id is a call's or an attempt's own id, or that of a synchronised record, whose latest
    attempt is taken.
    """
    found: dict[LogId, LoggedCall] = {}
    ordered = sorted(wanted)
    for start in range(0, len(ordered), MOST_NAMED):
        some = ordered[start : start + MOST_NAMED]
        for key, at, day in (*_attempts(reading, some), *_calls(reading, some)):
            found[key] = LoggedCall(key[1], at, day)
    return {key: found[key] for key in wanted if key in found}


def _calls(reading: Reading, wanted: Collection[LogId]) -> Found:
    c = calls.c
    statement = select(c.account_id, c.external_id, c.started_at, c.day).where(
        c.account_id.in_({account for account, _ in wanted}),
        c.external_id.in_({log_id for _, log_id in wanted}),
        reading.visible(calls),
    )
    for row in reading.rows(statement.order_by(c.started_at)):
        yield (row.account_id, row.external_id), row.started_at, row.day


def _attempts(reading: Reading, wanted: Collection[LogId]) -> Found:
    e = sync_events.c
    ids = {log_id for _, log_id in wanted}
    statement = select(e.account_id, e.external_id, e.record_id, e.attempted_at, e.day).where(
        e.account_id.in_({account for account, _ in wanted}),
        or_(e.external_id.in_(ids), e.record_id.in_(ids)),
        reading.visible(sync_events),
    )
    for row in reading.rows(statement.order_by(e.attempted_at)):
        for log_id in {row.external_id, row.record_id} & ids:
            yield (row.account_id, log_id), row.attempted_at, row.day
