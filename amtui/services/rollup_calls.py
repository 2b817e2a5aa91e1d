"""Roll-ups of calls, counted by the database."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, case, func, select

from amtui.data.models import calls
from amtui.domain.kpi.exclusions import MISSED_OTHERWISE, NO_WAIT, OFFERED
from amtui.domain.kpi.rollup import DayRollup
from amtui.domain.vocabulary import CallOutcome, KpiKey

C = calls.c
SOME = -1
"""Stands for any known wait of a call that is not offered, so that the many of them are few groups."""
ANSWERED, GAVE_UP, OTHERWISE = range(3)
"""How a call ended, as numbers: words take a third longer to be grouped by."""
_FATE = case(
    (C.outcome == CallOutcome.ANSWERED, ANSWERED),
    (C.outcome == CallOutcome.ABANDONED, GAVE_UP),
    else_=OTHERWISE,
)
_WAIT = case((C.excluded == OFFERED, C.wait_seconds), (C.wait_seconds.is_not(None), SOME))


def call_days(
    connection: Connection, account_id: int, first: date, last: date
) -> dict[tuple[KpiKey, date], DayRollup]:
    """Return what is kept of the calls of each day from first to last."""
    parts = (C.day, C.excluded, _FATE.label("fate"), _WAIT.label("wait"))
    counted = select(*parts, func.count().label("n")).where(
        C.account_id == account_id, C.day.between(first, last)
    )
    days: dict[date, _Tally] = {}
    for day, excluded, fate, wait, n in connection.execute(
        counted.group_by(C.day, C.excluded, "fate", "wait")
    ):
        (days.get(day) or days.setdefault(day, _Tally())).add(excluded, fate, wait, n)
    return {(kpi, day): kept for day, tally in days.items() for kpi, kept in tally.rollups(day)}


class _Tally:
    """What is counted of the calls of one day."""

    __slots__ = ("answered", "gave_up", "left_out", "missed")

    def __init__(self) -> None:
        self.missed: dict[int, tuple[int, int]] = {}
        self.left_out: dict[int, tuple[int, int]] = {}
        self.answered: dict[int, int] = {}
        self.gave_up: dict[int, int] = {}

    def add(self, excluded: int, fate: int, wait: int | None, n: int) -> None:
        """Count `n` calls that agree in all of these."""
        calls_, missed = self.missed.get(excluded, (0, 0))
        self.missed[excluded] = (calls_ + n, missed + n * (fate != ANSWERED))
        mask = excluded + MISSED_OTHERWISE * (fate == OTHERWISE) + NO_WAIT * (wait is None)
        self.left_out[mask] = (self.left_out.get(mask, (0, 0))[0] + n, 0)
        if mask == OFFERED and wait is not None:
            (self.gave_up if fate == GAVE_UP else self.answered)[wait] = n

    def rollups(self, day: date) -> Iterator[tuple[KpiKey, DayRollup]]:
        """Yield the day of each KPI of calls."""
        offered, missed = self.missed.pop(OFFERED, (0, 0))
        yield KpiKey.MISSED_CALL_RATE, DayRollup(day, offered, missed, offered, self.missed)
        answered = sum(self.answered.values())
        yield KpiKey.FIRST_RESPONSE, DayRollup(day, answered, histogram=_in_order(self.answered))
        served, _ = self.left_out.pop(OFFERED, (0, 0))
        waits = _in_order(self.gave_up)
        yield KpiKey.SERVICE_LEVEL, DayRollup(day, served, excluded=self.left_out, histogram=waits)


def _in_order(waits: dict[int, int]) -> dict[int, int]:
    return dict(sorted(waits.items()))
