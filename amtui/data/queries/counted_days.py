"""Days of the KPIs of calls that have no stored roll-up, or whose exclusions are switched off."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from amtui.data.models import accounts, calls
from amtui.data.queries.calendars import all_calendars
from amtui.data.queries.day_rollups import Days, Span, add_stored
from amtui.data.queries.places import Place, chosen
from amtui.data.reading import Reading
from amtui.domain.business_time import add
from amtui.domain.frozen import dataclass
from amtui.domain.kpi import exclusions
from amtui.domain.kpi.callbacks import Callbacks
from amtui.domain.kpi.definitions import definition
from amtui.domain.kpi.describing import CallShare
from amtui.domain.kpi.rollup import DayRollup
from amtui.domain.kpi.settings import KpiSettings
from amtui.domain.vocabulary import CallDirection, CallOutcome, KpiKey

C = calls.c
CALLBACK_DAYS = timedelta(days=30)
"""Callbacks are looked for so long after the window; no business hours agreed are longer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which calls are to be counted.

    Attributes:
        accounts: whose.
        span: of which days.
        settings: how.
        switched_off: bits of the reasons that shall not exclude.
    """

    accounts: Collection[int] | None
    span: Span
    settings: KpiSettings
    switched_off: int = 0

    def where(self, reading: Reading) -> ColumnElement[bool]:
        """Return the condition on accounts and days."""
        return and_(chosen(reading, self.accounts), C.day.between(self.span.earliest, self.span.last))

    @property
    def counts(self) -> ColumnElement[bool]:
        """The condition that nothing excludes a call."""
        return C.excluded.bitwise_and(exclusions.ALL & ~self.switched_off) == exclusions.OFFERED


def add_waits(days: Days, reading: Reading, asked: Asked) -> None:
    """Take the first response in where calls are counted that the roll-ups leave out: only those are read."""
    kept, span = Days(), replace(asked.span, first=asked.span.earliest)
    add_stored(kept, reading, asked.accounts, (KpiKey.FIRST_RESPONSE,), span)
    waits = {
        (account_id, day.day): Counter(day.histogram)
        for (account_id, _), own in kept.by_kpi.items()
        for day in own
    }
    for account_id, day, wait, n in reading.connection.execute(_left_out_waits(reading, asked)):
        waits.setdefault((account_id, day), Counter())[wait] += n
    for (account_id, day), histogram in waits.items():
        days.add(account_id, KpiKey.FIRST_RESPONSE, DayRollup(day, histogram.total(), histogram=histogram))


def _left_out_waits(reading: Reading, asked: Asked) -> Select[Any]:
    """Return how often each wait came on the calls that count now, and are in no roll-up."""
    return (
        select(C.account_id, C.day, C.wait_seconds, func.count())
        .select_from(accounts)
        .join(calls, C.account_id == accounts.c.id)
        .where(asked.where(reading), asked.counts, C.excluded != exclusions.OFFERED)
        .where(C.outcome == CallOutcome.ANSWERED, C.wait_seconds.is_not(None))
        .group_by(C.account_id, C.day, C.wait_seconds)
    )


def add_share(days: Days, reading: Reading, asked: Asked, kpi: KpiKey, found: Collection[Place]) -> None:
    """Take a rate of calls in, with what is excluded by its reasons."""
    share = definition(kpi).calls or CallShare(frozenset())
    matches = case((C.outcome.in_(share.outcomes), 1), else_=0)
    statement = (
        select(C.account_id, C.day, C.excluded, func.count(), func.sum(matches))
        .select_from(accounts)
        .join(calls, C.account_id == accounts.c.id)
        .where(asked.where(reading))
        .group_by(C.account_id, C.day, C.excluded)
    )
    back = _called_back(reading, asked, share, found) if share.less_called_back else {}
    masks: dict[tuple[int, date], dict[int, tuple[int, int]]] = {}
    for account_id, day, mask, n, matching in reading.connection.execute(statement):
        less = back.get((account_id, day, mask), 0)
        masks.setdefault((account_id, day), {})[mask] = (n, int(matching) - less)
    for (account_id, day), by_mask in masks.items():
        offered, counted = by_mask.pop(exclusions.OFFERED, (0, 0))
        days.add(account_id, kpi, DayRollup(day, offered, counted, offered, by_mask))


def _called_back(
    reading: Reading, asked: Asked, share: CallShare, found: Collection[Place]
) -> Mapping[tuple[int, date, int], int]:
    """Count the calls of a share whose callers were called back in time, by account, day and reasons."""
    counted: dict[tuple[int, date, int], int] = {}
    missed = _with_caller(reading, asked, C.outcome.in_(share.outcomes))
    for row in called_back(reading, asked, {place.id: place for place in found}, missed):
        key = (row.account_id, row.day, row.excluded)
        counted[key] = counted.get(key, 0) + 1
    return counted


def called_back(
    reading: Reading, asked: Asked, found: Mapping[int, Place], rows: Iterable[Any]
) -> Iterator[Any]:
    """Yield those of some calls whose callers were called back in time."""
    outbound = _outbound(reading, asked)
    hours, length = all_calendars(reading), timedelta(hours=asked.settings.callback_hours)
    for row in rows if outbound else ():
        place, callbacks = found.get(row.account_id), outbound.get(row.account_id)
        if place is None or callbacks is None or row.caller is None:
            continue
        until = add(hours.of(place.calendar_id, place.zone), row.started_at, length)
        if callbacks.reached(row.caller, row.started_at, until):
            yield row


def _outbound(reading: Reading, asked: Asked) -> Mapping[int, Callbacks]:
    """Return the answered outbound calls of each account."""
    span = asked.span
    later = Asked(
        asked.accounts, Span(span.first, span.last + CALLBACK_DAYS, span.goals_from), asked.settings
    )
    answered = and_(C.direction == CallDirection.OUTBOUND, C.outcome == CallOutcome.ANSWERED)
    by_account: dict[int, list[tuple[str, Any]]] = {}
    for row in _with_caller(reading, later, answered):
        by_account.setdefault(row.account_id, []).append((row.caller, row.started_at))
    return {account_id: Callbacks(made) for account_id, made in by_account.items()}


def _with_caller(reading: Reading, asked: Asked, condition: ColumnElement[bool]) -> Iterable[Any]:
    return reading.connection.execute(
        select(C.account_id, C.day, C.excluded, C.started_at, C.caller)
        .select_from(accounts)
        .join(calls, C.account_id == accounts.c.id)
        .where(asked.where(reading), condition, C.caller.is_not(None))
    )
