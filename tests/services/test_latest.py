"""Figures kept for lists are those that would be worked out, and go when anything under them changes."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select

from amtui.data.models import accounts, calls, kpi_latest
from amtui.data.queries.kpis import usual_figures
from amtui.data.queries.latest import listed_figures, stale_accounts
from amtui.data.queries.own_kpis import kpi_names
from amtui.data.queries.places import places
from amtui.data.reading import Reading
from amtui.domain.change import Change
from amtui.domain.changes import AssignAccount, SetAccount, SetGoal, Undo
from amtui.domain.kpi_changes import WithdrawGoal
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.vocabulary import CallDirection, CallOutcome, KpiKey
from amtui.services.latest import keep_figures
from amtui.services.rollups import rebuild_account
from tests.services.world import ANA, BEN, NORTHWIND, World

TODAY = date(2026, 11, 23)


def enter_calls(world: World, missed_every: int) -> None:
    """Enter ten calls on each of 40 days, so many of them missed, with their roll-ups."""
    with world.writing() as connection:
        rows = [
            {
                "account_id": NORTHWIND, "am_id": ANA, "source": f"every {missed_every}",
                "external_id": f"{back}-{n}", "started_at": world.clock.now() - timedelta(days=back),
                "day": TODAY - timedelta(days=back), "direction": CallDirection.INBOUND, "excluded": 0,
                "outcome": CallOutcome.ANSWERED if n % missed_every else CallOutcome.NO_ANSWER,
                "wait_seconds": n + back,
            }
            for back in range(1, 41)
            for n in range(10)
        ]  # fmt: skip
        connection.execute(insert(calls), rows)
        rebuild_account(connection, NORTHWIND)


@pytest.fixture
def busy(world: World) -> World:
    """A world with calls, and a goal on them whose way is down."""
    enter_calls(world, missed_every=5)
    world.as_("ana").apply(SetGoal(account_id=NORTHWIND, kpi=KpiKey.MISSED_CALL_RATE, target=0.1))
    world.as_("ana").apply(SetGoal(account_id=NORTHWIND, kpi=KpiKey.FIRST_RESPONSE, target=3))
    return world


def afresh(reading: Reading) -> dict[int, tuple[KpiFigure, ...]]:
    return dict(usual_figures(reading, places(reading), kpi_names(reading)))


def kept(world: World) -> int:
    with world.writing() as connection:
        return len(connection.execute(select(kpi_latest)).all())


def same(world: World) -> bool:
    """Tell whether lists show what is worked out afresh."""
    ana = world.as_("ana")
    shown = {account_id: tuple(figures) for account_id, figures in ana.read(listed_figures).items()}
    return shown == ana.read(afresh)


def test_what_is_kept_is_what_would_be_worked_out(busy: World) -> None:
    ana = busy.as_("ana")
    book = len(ana.read(places))
    assert keep_figures(ana) == book == kept(busy)
    assert same(busy)
    assert ana.read(stale_accounts) == ()
    assert keep_figures(ana) == 0
    (figure,) = [each for each in ana.read(listed_figures)[NORTHWIND] if each.kpi is KpiKey.FIRST_RESPONSE]
    assert figure.projection is not None


CHANGES: dict[str, Callable[[World], object]] = {
    "a goal is agreed": lambda world: world.as_("ana").apply(
        SetGoal(account_id=NORTHWIND, kpi=KpiKey.MISSED_CALL_RATE, target=0.3)
    ),
    "a goal is withdrawn": lambda world: world.as_("ana").apply(
        WithdrawGoal(goal_id=1, expected_version=1, reason="Done")
    ),
    "a goal is undone": lambda world: world.as_("ana").apply(Undo()),
    "calls come in": lambda world: enter_calls(world, missed_every=2),
    "the zone changes": lambda world: _account(world, ("zone", "Pacific/Auckland")),
    "the name changes": lambda world: _account(world, ("name", "Northwind Freight")),
    "a day passes": lambda world: world.clock.passes(days=1),
}


def _account(world: World, *fields: tuple[str, str]) -> None:
    version = world.row(accounts, NORTHWIND)["version"]
    change: Change = SetAccount(account_id=NORTHWIND, expected_version=version, fields=fields)
    world.as_("ana").apply(change)


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_beneath_is_seen_at_once(busy: World, what: str) -> None:
    keep_figures(busy.as_("ana"))
    CHANGES[what](busy)
    assert same(busy)


def test_an_account_takes_its_figures_along_to_another_book(busy: World) -> None:
    keep_figures(busy.as_("ada"))
    version = busy.row(accounts, NORTHWIND)["version"]
    busy.as_("ada").apply(AssignAccount(account_id=NORTHWIND, expected_version=version, am_id=BEN))
    assert NORTHWIND in busy.as_("ben").read(listed_figures)
    assert NORTHWIND not in busy.as_("ana").read(listed_figures)


def test_an_account_with_a_goal_that_is_counted_anew_is_not_kept(busy: World) -> None:
    busy.as_("ana").apply(SetGoal(account_id=NORTHWIND, kpi=KpiKey.SERVICE_LEVEL, target=0.8))
    keep_figures(busy.as_("ana"))
    assert NORTHWIND not in busy.as_("ana").read(stale_accounts)
    assert same(busy)


def test_a_read_only_session_keeps_nothing(busy: World) -> None:
    assert keep_figures(busy.as_("ana", read_only=True)) == 0
    assert kept(busy) == 0
