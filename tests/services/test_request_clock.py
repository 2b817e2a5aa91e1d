"""Stories of holds: the resolution clock stands still while the ball is with the client."""

from datetime import UTC, datetime, timedelta

import pytest

from amtui.domain.changes import AddComment, SetPriority, SetStatus
from amtui.domain.sla import DEFAULT_POLICY, Hold, targets
from amtui.domain.vocabulary import Priority, RequestStatus
from amtui.services.account_calendar import calendar_of
from amtui.services.backend import Backend
from tests.services.world import LOGIN, MONDAY_NINE, NORTHWIND, World

S = RequestStatus


@pytest.fixture
def in_progress(world: World, ana: Backend) -> Backend:
    move(ana, world, S.IN_PROGRESS)
    ana.apply(AddComment(request_id=LOGIN, text="We are on it", shared=True))
    return ana


def move(backend: Backend, world: World, to: S, reason: str | None = None) -> None:
    version = world.request()["version"]
    backend.apply(SetStatus(request_id=LOGIN, expected_version=version, to=to, reason=reason))


def test_a_hold_moves_the_due_time_by_the_business_time_it_lasted(world: World, in_progress: Backend) -> None:
    before = world.request()
    assert before["due_at"] == datetime(2026, 11, 25, 16, 0, tzinfo=UTC)
    world.clock.at = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)  # 15:00 in Berlin
    move(in_progress, world, S.WAITING_CLIENT)
    held = world.request()
    assert (held["hold_since"], held["due_at"]) == (world.clock.at, before["due_at"])
    assert held["next_due_at"] > before["next_due_at"]
    world.clock.at = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # 10:00 the next day: three business hours
    move(in_progress, world, S.IN_PROGRESS)
    after = world.request()
    assert after["hold_since"] is None
    assert after["on_hold_seconds"] == 3 * 3600
    assert after["due_at"] == after["next_due_at"] == datetime(2026, 11, 26, 11, 0, tzinfo=UTC)
    assert after["respond_by"] == before["respond_by"]


def test_holds_add_up_as_the_rules_of_service_levels_say(world: World, in_progress: Backend) -> None:
    holds = []
    for day in (23, 24, 25):
        world.clock.at = start = datetime(2026, 11, day, 13, 30, tzinfo=UTC)
        move(in_progress, world, S.WAITING_CLIENT)
        world.clock.passes(hours=20)
        move(in_progress, world, S.IN_PROGRESS)
        holds.append(Hold(start, world.clock.at))
    with world.engine.connect() as connection:
        calendar = calendar_of(connection, NORTHWIND, world.clock.at)
    expected = targets(DEFAULT_POLICY, calendar, Priority.P3, MONDAY_NINE, holds)
    row = world.request()
    assert (row["due_at"], row["due_risk_at"]) == (expected.due_at, expected.due_at_risk_at)


def test_another_priority_keeps_the_time_on_hold(world: World, in_progress: Backend) -> None:
    move(in_progress, world, S.WAITING_CLIENT)
    world.clock.passes(hours=2)
    move(in_progress, world, S.IN_PROGRESS)
    version = world.request()["version"]
    in_progress.apply(
        SetPriority(request_id=LOGIN, expected_version=version, to=Priority.P2, reason="The board asks")
    )
    assert world.request()["due_at"] == MONDAY_NINE + timedelta(hours=4 + 2)


def test_an_unanswered_request_on_hold_is_still_due_for_its_answer(world: World, ana: Backend) -> None:
    move(ana, world, S.IN_PROGRESS)
    move(ana, world, S.WAITING_CLIENT)
    row = world.request()
    assert row["next_due_at"] == row["respond_by"]


def test_cancelling_ends_the_hold(world: World, in_progress: Backend) -> None:
    move(in_progress, world, S.WAITING_CLIENT)
    world.clock.passes(hours=1)
    move(in_progress, world, S.CANCELLED, "No longer wanted")
    row = world.request()
    assert (row["hold_since"], row["on_hold_seconds"], row["is_open"]) == (None, 3600, False)
    assert row["closed_at"] == world.clock.at


def test_the_time_between_resolved_and_reopened_is_nobodys(world: World, in_progress: Backend) -> None:
    due = world.request()["due_at"]
    move(in_progress, world, S.RESOLVED)
    world.clock.passes(hours=2)
    move(in_progress, world, S.IN_PROGRESS, "It broke again")
    row = world.request()
    assert row["on_hold_seconds"] == 2 * 3600
    assert row["due_at"] == due + timedelta(hours=18)  # two business hours, over a night
