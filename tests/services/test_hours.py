"""Hours and segments that are kept are those that would be counted, and go when the calls change."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from amtui.data.models import calls, kpi_hours
from amtui.data.queries import crowded
from amtui.data.queries.insights import insight
from amtui.domain.changes import SetGoal
from amtui.domain.insight_records import Insight
from amtui.domain.vocabulary import CallDirection, CallOutcome, KpiKey
from amtui.services import hours
from amtui.services.hours import keep_hours
from amtui.services.rollups import rebuild_account
from tests.data.queries.story import counted
from tests.services.world import ANA, NORTHWIND, World

DAYS = 30
COUNTED_ONCE = 400
KPIS = (KpiKey.MISSED_CALL_RATE, KpiKey.FIRST_RESPONSE, KpiKey.SERVICE_LEVEL)


def ring(world: World, missed_every: int) -> None:
    """Enter ten calls on each of 40 days, some of them missed, in two queues."""
    today = world.clock.now().date()
    rows = [
        {
            "account_id": NORTHWIND, "am_id": ANA, "source": f"every {missed_every}",
            "external_id": f"{back}-{n}", "started_at": world.clock.now() - timedelta(days=back, hours=n % 3),
            "day": today - timedelta(days=back), "direction": CallDirection.INBOUND, "excluded": 0,
            "outcome": CallOutcome.ANSWERED if n % missed_every else CallOutcome.NO_ANSWER,
            "wait_seconds": 4 * n + back, "queue": ("Sales", "Billing")[n % 2],
        }
        for back in range(1, 41)
        for n in range(10)
    ]  # fmt: skip
    with world.writing() as connection:
        connection.execute(insert(calls), rows)
        rebuild_account(connection, NORTHWIND)


@pytest.fixture
def busy(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A world in which a few hundred calls are many."""
    monkeypatch.setattr(crowded, "MANY", COUNTED_ONCE)
    ring(world, missed_every=5)
    return world


def told(world: World, kpi: KpiKey) -> Insight:
    return world.as_("ana").read(insight, account_id=NORTHWIND, kpi=kpi, days=DAYS)


def reads_calls(world: World, kpi: KpiKey, days: int = DAYS) -> bool:
    """Tell whether the breakdown of a KPI is counted from the calls."""
    ana = world.as_("ana")
    with counted(ana.engine) as statements:
        ana.read(insight, account_id=NORTHWIND, kpi=kpi, days=days)
    return any("calls.queue" in statement for statement in statements)


def kept(world: World) -> int:
    with world.writing() as connection:
        return len(connection.execute(select(kpi_hours).where(kpi_hours.c.slices.is_not(None))).all())


@pytest.mark.parametrize("kpi", KPIS)
def test_what_is_kept_is_what_would_be_counted(busy: World, kpi: KpiKey) -> None:
    before = told(busy, kpi)
    assert keep_hours(busy.as_("ana")) == 1
    assert kept(busy) == len(KPIS) * len(crowded.LENGTHS)
    assert told(busy, kpi) == before
    assert before.heat.counted
    assert not reads_calls(busy, kpi)
    assert reads_calls(busy, kpi, days=14)
    assert keep_hours(busy.as_("ana")) == 0


def test_other_calls_another_goal_or_another_day_are_counted_anew(busy: World) -> None:
    keep_hours(busy.as_("ana"))
    busy.as_("ana").apply(SetGoal(account_id=NORTHWIND, kpi=KpiKey.FIRST_RESPONSE, target=9))
    assert told(busy, KpiKey.FIRST_RESPONSE).limit == "9 s or longer"
    assert reads_calls(busy, KpiKey.FIRST_RESPONSE)
    keep_hours(busy.as_("ana"))
    assert not reads_calls(busy, KpiKey.FIRST_RESPONSE)
    ring(busy, missed_every=2)
    assert kept(busy) == 0
    assert reads_calls(busy, KpiKey.MISSED_CALL_RATE)
    keep_hours(busy.as_("ana"))
    busy.clock.passes(days=1)
    assert reads_calls(busy, KpiKey.MISSED_CALL_RATE)


def test_calls_that_change_while_they_are_counted_leave_nothing_kept(
    busy: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill, changed = hours._fill, iter([True])

    def interrupted(*given: Any) -> None:
        if next(changed, False):
            ring(busy, missed_every=2)
        fill(*given)

    monkeypatch.setattr(hours, "_fill", interrupted)
    keep_hours(busy.as_("ana"))
    assert kept(busy) == 0


def test_few_calls_and_a_read_only_session_keep_nothing(busy: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert keep_hours(busy.as_("ana", read_only=True)) == 0
    monkeypatch.setattr(crowded, "MANY", COUNTED_ONCE + 1)
    assert keep_hours(busy.as_("ana")) == 0
