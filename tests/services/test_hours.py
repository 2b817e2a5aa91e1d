"""Hours and segments that are kept are those that would be counted, and go when the calls change."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, select

from amtui.data.models import calls, kpi_hours
from amtui.data.queries import crowded
from amtui.data.queries.insights import insight
from amtui.domain.changes import SetGoal
from amtui.domain.insight_records import Insight
from amtui.domain.vocabulary import CallDirection, CallOutcome, KpiKey
from amtui.services import hours
from amtui.services.hours import keep_hours
from amtui.services.rollups import CALL_KPIS, rebuild_account, refresh_days
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


def ring_today(world: World, back: int) -> None:
    """Enter calls of today, or of a day before, as an import does."""
    at = world.clock.now() - timedelta(days=back)
    row = {
        "account_id": NORTHWIND, "am_id": ANA, "source": f"{back} of {at.date()}", "started_at": at,
        "day": at.date(), "direction": CallDirection.INBOUND, "excluded": 0, "wait_seconds": 33,
        "outcome": CallOutcome.NO_ANSWER, "queue": "Nights",
    }  # fmt: skip
    with world.writing() as connection:
        connection.execute(insert(calls), [row | {"external_id": f"{n}"} for n in range(3)])
        refresh_days(connection, NORTHWIND, [at.date()], CALL_KPIS)


def plain(found: Insight) -> Any:
    """Return where a figure comes from in an order of its own."""
    return found.heat, found.sentence, [
        (each.dimension, each.segments, sorted(map(repr, each.slices))) for each in found.breakdowns
    ]  # fmt: skip


def plainly(world: World, kpi: KpiKey) -> Any:
    """Return where a figure comes from as nothing that is kept says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("amtui.data.queries.slices_kept.kept_hours", lambda *_: {})
        return plain(told(world, kpi))


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


@pytest.mark.parametrize("kpi", KPIS)
def test_what_is_kept_is_moved_on_to_later_days(busy: World, kpi: KpiKey) -> None:
    """Calls that go unsaid from the middle of the window are not missed: they are not read again."""
    keep_hours(busy.as_("ana"))
    busy.clock.passes(days=1)
    ring_today(busy, back=1)
    assert kept(busy) == len(KPIS) * len(crowded.LENGTHS)
    counted_anew = plainly(busy, kpi)
    busy.clock.passes(days=-2)
    before = plainly(busy, kpi)
    busy.clock.passes(days=2)
    assert plain(told(busy, kpi)) == counted_anew
    middle = busy.clock.now().date() - timedelta(days=15)
    with busy.writing() as connection:
        connection.execute(delete(calls).where(calls.c.day == middle))
    assert plain(told(busy, kpi)) == counted_anew
    assert keep_hours(busy.as_("ana")) == 1
    assert plain(told(busy, kpi)) == counted_anew
    assert not reads_calls(busy, kpi)
    busy.clock.passes(days=-2)
    assert plain(told(busy, kpi)) == before, "and back"
    busy.clock.passes(days=22)
    assert plain(told(busy, kpi)) == plainly(busy, kpi), "too far to be moved on"


def test_calls_of_days_that_are_kept_take_it_away_and_later_ones_do_not(busy: World) -> None:
    keep_hours(busy.as_("ana"))
    whole = kept(busy)
    ring_today(busy, back=0)
    assert kept(busy) == whole
    ring_today(busy, back=1)
    assert kept(busy) == 0


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
