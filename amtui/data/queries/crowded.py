"""Which accounts have so many calls that their hours and segments are kept, and what is kept of them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from amtui.data.models import accounts, kpi_days, kpi_hours
from amtui.data.queries.goals import goals_in_force
from amtui.data.queries.insight_targets import aims_of
from amtui.data.queries.kept_hours import Kept, asked_of, near, to_document
from amtui.data.queries.kpi_settings import kpi_settings
from amtui.data.queries.places import complete_days, places
from amtui.data.queries.slices import counted
from amtui.data.queries.slices_kept import moved_on
from amtui.data.queries.slices_wanted import Wanted
from amtui.data.reading import Reading
from amtui.domain.kpi.definitions import definition
from amtui.domain.vocabulary import KpiKey

MANY = 2_000
"""From so many calls in 90 days on: fewer are counted as quickly as what is kept is read."""
LENGTHS = (30, 90)
KPIS = (KpiKey.MISSED_CALL_RATE, KpiKey.FIRST_RESPONSE, KpiKey.SERVICE_LEVEL)
D, H = kpi_days.c, kpi_hours.c


@dataclass(frozen=True, slots=True)
class Hours:
    """What is to be kept of one account and KPI over some days."""

    asked: str
    last: date
    slices: dict[str, list[list[Any]]]


def crowded_accounts(reading: Reading) -> tuple[int, ...]:
    """Return the active accounts with many calls of which nothing is kept up to their last complete day."""
    kept = (
        select(H.account_id, func.max(H.last).label("last"))
        .where(reading.visible(kpi_hours))
        .group_by(H.account_id)
    )
    youngest = {row.account_id: row.last for row in reading.rows(kept)}
    busy = (
        select(D.account_id)
        .select_from(accounts)
        .join(kpi_days, D.account_id == accounts.c.id)
        .where(reading.visible(accounts), D.kpi == KpiKey.MISSED_CALL_RATE)
        .where(D.day >= reading.today - timedelta(days=max(LENGTHS)))
        .group_by(D.account_id)
        .having(func.sum(D.n) >= MANY)
    )
    ids = set(reading.connection.scalars(busy))
    return tuple(
        place.id
        for place in (places(reading, ids) if ids else ())
        if youngest.get(place.id) != complete_days(place.today)[1]
    )


def hours_wanted(reading: Reading, *, account_id: int) -> tuple[Wanted, ...]:
    """Return what Insights asks of an account when it is opened, for each KPI of calls and usual length."""
    found = places(reading, (account_id,))
    goals, settings = goals_in_force(reading, (account_id,)), kpi_settings(reading)
    wanted = []
    for kpi in KPIS if found else ():
        goal, known = goals.get((account_id, kpi)), definition(kpi)
        statistic = goal.statistic if goal else known.default_statistic
        late = aims_of(found, goals, known, statistic).late_after((account_id,))
        wanted += [
            Wanted(known, statistic, *complete_days(found[0].today, days), late, settings) for days in LENGTHS
        ]
    return tuple(wanted)


def count_hours(reading: Reading, *, account_id: int, wanted: Wanted, kept: Kept | None = None) -> Hours:
    """Count the calls of an account as `wanted` says, from what was kept of an earlier window on."""
    found = places(reading, (account_id,))
    is_near = kept is not None and abs(wanted.last - kept.last) <= near(wanted)
    answer = moved_on(reading, found, wanted, kept) if kept and is_near else counted(reading, found, wanted)
    return Hours(asked_of(account_id, wanted), wanted.last, to_document(answer))
