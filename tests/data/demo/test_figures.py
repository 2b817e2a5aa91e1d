"""The roll-ups and goals are worked out again here from the raw rows alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, RowMapping, func, select

from amtui.data.models import (
    accounts,
    calendar_holidays,
    calendar_hours,
    calls,
    imports,
    kpi_days,
    kpi_goals,
    requests,
    satisfaction_answers,
    sync_events,
)
from amtui.domain.business_time import Calendar, is_open
from amtui.domain.kpi import exclusions
from amtui.domain.kpi.goals import is_provisional
from amtui.domain.kpi.rollup import DayRollup, pool
from amtui.domain.kpi.stored import gaps_from_json, histogram_from_json, masks_from_json
from amtui.domain.vocabulary import AccountStatus, CallOutcome, KpiKey, SyncOutcome
from amtui.services import rollups

OF_CALLS = (KpiKey.MISSED_CALL_RATE, KpiKey.FIRST_RESPONSE)
Key = tuple[int, date]
NOTHING: Mapping[str, Any] = {
    "n": 0,
    "numerator": None,
    "denominator": None,
    "excluded": None,
    "histogram": None,
}
"""A day of which there is no row."""


@pytest.fixture
def zones(demo: Connection) -> dict[int, str]:
    return {row.id: row.zone for row in demo.execute(select(accounts.c.id, accounts.c.zone))}


def by_day(rows: Iterable[RowMapping]) -> Mapping[Key, list[RowMapping]]:
    found: dict[Key, list[RowMapping]] = defaultdict(list)
    for row in rows:
        found[row["account_id"], row["day"]].append(row)
    return found


def stored(connection: Connection, *kpis: KpiKey) -> dict[tuple[KpiKey, int, date], RowMapping]:
    query = select(kpi_days).where(kpi_days.c.kpi.in_(kpis))
    return {(row["kpi"], row["account_id"], row["day"]): row for row in connection.execute(query).mappings()}


def calendars_of(connection: Connection) -> dict[int, Calendar | None]:
    """Return the recorded opening hours of each account, in its own zone."""
    hours: dict[int, dict[int, list[tuple[Any, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in connection.execute(select(calendar_hours)):
        hours[row.calendar_id][row.weekday].append((row.opens, row.closes))
    free: dict[int, dict[date, str]] = defaultdict(dict)
    for row in connection.execute(select(calendar_holidays)):
        free[row.calendar_id][row.day] = row.name
    query = select(accounts.c.id, accounts.c.zone, accounts.c.calendar_id)
    return {
        row.id: None
        if row.calendar_id is None
        else Calendar.weekly(row.zone, hours[row.calendar_id], free[row.calendar_id])
        for row in connection.execute(query)
    }


def test_every_call_has_the_day_and_the_reasons_that_the_rules_give(
    demo: Connection, zones: dict[int, str]
) -> None:
    recorded = calendars_of(demo)
    places = {account: ZoneInfo(name) for account, name in zones.items()}
    for row in demo.execute(select(calls)):
        calendar = recorded[row.account_id]
        open_then = None if calendar is None else is_open(calendar, row.started_at)
        wanted = exclusions.classify(
            row.direction, row.outcome, row.wait_seconds, is_open=open_then, is_leg=row.is_leg
        )
        assert row.excluded == wanted, row
        assert row.day == row.started_at.astimezone(places[row.account_id]).date(), row


def test_the_days_of_calls_are_those_of_the_rows(demo: Connection) -> None:
    rows = by_day(demo.execute(select(calls)).mappings().all())
    kept = stored(demo, *OF_CALLS)
    assert {key[1:] for key in kept} == rows.keys()
    for key, found in rows.items():
        missed_day, response_day = (dict(kept.get((kpi, *key), NOTHING)) for kpi in OF_CALLS)
        offered = [row for row in found if not row["excluded"]]
        missed = [row for row in offered if row["outcome"] is not CallOutcome.ANSWERED]
        assert (missed_day["n"], missed_day["numerator"]) == (len(offered), len(missed))
        assert missed_day["denominator"] == len(offered)
        assert (response_day["numerator"], response_day["denominator"]) == (None, None)
        assert masks_from_json(missed_day["excluded"] or {}) == masks(found)
        waits = [row["wait_seconds"] for row in offered if row["outcome"] is CallOutcome.ANSWERED]
        assert histogram_from_json(response_day["histogram"] or {}) == {w: waits.count(w) for w in set(waits)}
        assert response_day["n"] == len(waits)


def test_the_program_itself_counts_the_same_days(demo: Connection) -> None:
    assert rollups.differences(demo) == []


def masks(rows: list[RowMapping]) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    for mask in {row["excluded"] for row in rows} - {0}:
        of_it = [row["outcome"] is not CallOutcome.ANSWERED for row in rows if row["excluded"] == mask]
        found[mask] = (len(of_it), sum(of_it))
    return found


@pytest.mark.parametrize(("kpi", "end"), [(KpiKey.SYNC_SUCCESS, -1), (KpiKey.FIRST_ATTEMPT_SYNC, 0)])
@pytest.mark.parametrize("back", [1, 7, 30, 33, 120])
def test_any_window_of_sync_days_counts_each_record_once(
    demo: Connection, kpi: KpiKey, end: int, back: int
) -> None:
    kept: dict[int, list[DayRollup]] = defaultdict(list)
    for row in stored(demo, kpi).values():
        gaps = gaps_from_json(row["histogram"] or {})
        kept[row["account_id"]].append(DayRollup(row["day"], row["n"], gaps=gaps))
    attempts: dict[int, list[RowMapping]] = defaultdict(list)
    for event in demo.execute(select(sync_events).order_by(sync_events.c.attempted_at)).mappings():
        if event["outcome"] in {SyncOutcome.SUCCEEDED, SyncOutcome.FAILED}:
            attempts[event["account_id"]].append(event)
    assert kept.keys() == attempts.keys()
    for account, events in attempts.items():
        last = max(event["day"] for event in events) - timedelta(days=3)
        first = last - timedelta(days=back - 1)
        records: dict[str, list[SyncOutcome]] = defaultdict(list)
        for event in events:
            if first <= event["day"] <= last:
                records[event["record_id"]].append(event["outcome"])
        good = sum(outcomes[end] is SyncOutcome.SUCCEEDED for outcomes in records.values())
        pooled = pool(kpi, kept[account], first=first, last=last)
        assert (pooled.n, pooled.numerator) == (len(records), good)


def test_sync_days_say_how_many_attempts_they_left_out(demo: Connection) -> None:
    bits = {SyncOutcome.HALTED: exclusions.HALTED, SyncOutcome.PENDING: exclusions.PENDING}
    kept = stored(demo, KpiKey.SYNC_SUCCESS)
    left_out = 0
    for (account, day), events in by_day(demo.execute(select(sync_events)).mappings().all()).items():
        wanted: dict[int, tuple[int, int]] = {}
        for outcome, bit in bits.items():
            if n := sum(event["outcome"] is outcome for event in events):
                wanted[bit] = (n, 0)
        assert masks_from_json(kept[KpiKey.SYNC_SUCCESS, account, day]["excluded"] or {}) == wanted
        left_out += len(wanted)
    assert left_out > 10


def test_baselines_are_measured_in_the_calls_before(demo: Connection) -> None:
    goals = demo.execute(select(kpi_goals).where(kpi_goals.c.kpi == KpiKey.MISSED_CALL_RATE)).all()
    assert len(goals) > 150
    for goal in goals:
        query = select(calls.c.day, calls.c.outcome).where(
            calls.c.account_id == goal.account_id,
            calls.c.excluded == 0,
            calls.c.day.between(goal.baseline_first, goal.baseline_last),
        )
        found = demo.execute(query).all()
        missed = sum(row.outcome is not CallOutcome.ANSWERED for row in found)
        assert goal.baseline_n == len(found)
        assert goal.baseline == (missed / len(found) if found else None)
        assert (goal.baseline_last - goal.baseline_first).days == 29
        assert goal.baseline_days == len({row.day for row in found})
        assert goal.provisional is is_provisional(goal.baseline_days, goal.baseline_n)


def test_accounts_have_two_or_three_goals(demo: Connection) -> None:
    in_force: dict[int, int] = defaultdict(int)
    for account in demo.scalars(select(kpi_goals.c.account_id).where(kpi_goals.c.superseded_on.is_(None))):
        in_force[account] += 1
    assert set(in_force.values()) == {2, 3}


def test_every_measured_row_names_the_import_it_came_with(demo: Connection) -> None:
    for table in (calls, sync_events):
        sources = set(demo.scalars(select(table.c.import_id).distinct()))
        assert len(sources) == 1
        source = demo.execute(select(imports).where(imports.c.id == sources.pop())).one()
        assert source.imported == source.read == len(demo.execute(select(table.c.id)).all())


def test_about_half_of_the_clients_answered_and_complaints_came_before(demo: Connection) -> None:
    a, s, r = accounts.c, satisfaction_answers.c, requests.c
    asked = demo.scalar(select(func.count(s.account_id.distinct()))) or 0
    active = demo.scalar(select(func.count()).where(a.status == AccountStatus.ACTIVE)) or 0
    assert 0.35 < asked / active < 0.65
    linked = select(s.csat, s.at, r.created_at, s.account_id == r.account_id).join_from(
        satisfaction_answers, requests, s.request_id == r.id
    )
    rows = demo.execute(linked).all()
    assert rows
    assert all(csat <= 2 and created < at and same for csat, at, created, same in rows)
