"""Open requests follow service levels and opening hours that change, and come back with an undo."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from amtui.data.models import audit, requests
from amtui.data.queries.office import calendar_rows
from amtui.data.types import from_micros, to_micros
from amtui.domain.admin_changes import SaveCalendar, SetServiceLevel
from amtui.domain.business_time import Calendar, add
from amtui.domain.change import Topic
from amtui.domain.changes import SetAccount, SetStatus, Undo
from amtui.domain.errors import Refused
from amtui.domain.vocabulary import Priority, RequestStatus
from amtui.services.business_columns import add_all
from tests.services.world import CALL_FLOW, ELSEWHERE, LOGIN, MONDAY_NINE, NORTHWIND, World
from tests.support.catalogue import dumped

HOUR = timedelta(hours=1)
P3_IN_TWO = SetServiceLevel(plan="*", priority=Priority.P3, respond="1h", resolve="2h")
LUNCH = Calendar.weekly(
    "Europe/Berlin",
    {day: [(9 * 60, 12 * 60), (13 * 60, 18 * 60)] for day in range(6)},
    {datetime(2026, 12, 25, tzinfo=UTC).date(): "Christmas"},
)
MOMENTS = st.integers(0, 365 * 86_400).map(lambda seconds: MONDAY_NINE - timedelta(seconds=seconds))


def due(world: World, request_id: int = LOGIN) -> datetime:
    found: datetime = world.request(request_id)["due_at"]
    return found


def set_columns(world: World, request_id: int, **values: Any) -> None:
    with world.writing() as connection:
        connection.execute(update(requests).where(requests.c.id == request_id).values(**values))


@given(st.lists(st.tuples(MOMENTS, st.integers(0, 80 * 3600)), min_size=1, max_size=12))
def test_columns_are_counted_as_single_moments_are(asked: list[tuple[datetime, int]]) -> None:
    starts = np.array([to_micros(at) for at, _ in asked], dtype=np.int64)
    amounts = np.array([seconds * 1_000_000 for _, seconds in asked], dtype=np.int64)
    found = [from_micros(int(micros)) for micros in add_all(LUNCH, starts, amounts)]
    assert found == [add(LUNCH, at, timedelta(seconds=seconds)) for at, seconds in asked]


def test_another_level_moves_open_requests_only_and_comes_back_with_an_undo(world: World) -> None:
    ada, ana = world.as_("ada"), world.as_("ana")
    ana.apply(SetStatus(request_id=LOGIN, expected_version=1, to=RequestStatus.IN_PROGRESS))
    before = {request_id: world.request(request_id) for request_id in (LOGIN, CALL_FLOW, ELSEWHERE)}
    set_columns(world, ELSEWHERE, due_at=MONDAY_NINE + 5 * HOUR)  # promised otherwise
    set_columns(world, CALL_FLOW, status=RequestStatus.CLOSED, is_open=False, closed_at=MONDAY_NINE)
    world.clock.passes(hours=3)

    foreseen = ada.rehearse(P3_IN_TWO)
    assert foreseen.words.endswith("; 2 open requests get another due time, 2 become breached")
    assert due(world) == before[LOGIN]["due_at"]
    receipt = ada.apply(P3_IN_TWO)
    assert (receipt.words, receipt.topics) == (foreseen.words, frozenset({Topic.SETTINGS, Topic.REQUESTS}))
    moved = world.request()
    assert (moved["due_at"], moved["next_due_at"]) == (MONDAY_NINE + 2 * HOUR, MONDAY_NINE + HOUR)
    assert due(world, CALL_FLOW) == before[CALL_FLOW]["due_at"]
    assert due(world, ELSEWHERE) == MONDAY_NINE + 5 * HOUR
    with world.engine.connect() as connection:
        told = select(func.count()).where(audit.c.group == receipt.group, audit.c.entity == "requests")
        assert connection.execute(told).scalar_one() == 2

    # What others did before can still be taken back, and is due by the terms of now.
    ana.apply(Undo())
    assert (world.request()["status"], due(world)) == (RequestStatus.NEW, MONDAY_NINE + 2 * HOUR)
    back = ada.apply(Undo())
    assert back.words.endswith("2 open requests get another due time, 2 no longer are")
    assert due(world) == before[LOGIN]["due_at"]
    assert world.request()["respond_risk_at"] == before[LOGIN]["respond_risk_at"]


@pytest.mark.parametrize("stop", [Refused("stopped"), KeyboardInterrupt()])
def test_a_long_recount_tells_how_far_it_is_and_leaves_nothing_where_it_is_stopped(
    world: World, monkeypatch: pytest.MonkeyPatch, stop: BaseException
) -> None:
    monkeypatch.setattr("amtui.services.handlers.recount.BLOCK", 1)
    ada, steps = world.as_("ada"), list[tuple[int, int, str]]()
    ada.told = lambda *step: steps.append(step)
    ada.rehearse(P3_IN_TWO)
    assert steps == [*((done, 3, "open requests") for done in range(3)), (0, 0, "")]

    def told(done: int, _total: int, _what: str) -> None:
        if done == 2:
            raise stop

    before, ada.told = dumped(world.engine), told
    with pytest.raises(type(stop)):
        ada.apply(P3_IN_TWO)
    assert dumped(world.engine) == before
    ada.told = None
    assert "3 open requests" in ada.apply(P3_IN_TWO).words


def test_a_first_response_that_was_given_stays_as_it_was_judged(world: World) -> None:
    set_columns(world, LOGIN, first_response_at=MONDAY_NINE + HOUR / 2)
    answered = world.request()["respond_by"]
    world.as_("ada").apply(P3_IN_TWO)
    assert (world.request()["respond_by"], due(world)) == (answered, MONDAY_NINE + 2 * HOUR)


@pytest.mark.parametrize("field", [("holidays", "2026-11-24 Feast"), ("hours", "Mon-Fri 09:00-13:00")])
def test_a_calendar_moves_open_requests_and_is_undone_with_its_hours(
    world: World, field: tuple[str, str]
) -> None:
    ada, before = world.as_("ada"), due(world)
    (row,) = [each for each in ada.read(calendar_rows) if each.id == 1]
    receipt = ada.apply(SaveCalendar(calendar_id=1, expected_version=row.version, fields=(field,)))
    assert receipt.words.endswith("; 3 open requests get another due time")
    assert due(world) > before
    assert ada.apply(Undo()).words.startswith(f"Back: the calendar {row.name}")
    (back,) = [each for each in ada.read(calendar_rows) if each.id == 1]
    assert (back.hours, back.holidays, due(world)) == (row.hours, row.holidays, before)


def test_an_account_in_another_plan_or_zone_takes_its_requests_along(world: World) -> None:
    ada, ana, before = world.as_("ada"), world.as_("ana"), due(world)
    ada.apply(SetServiceLevel(plan="Gold", priority=Priority.P3, respond="1h", resolve="2h"))
    assert due(world) == before
    ana.apply(SetAccount(account_id=NORTHWIND, expected_version=1, fields=(("plan", "Gold"),)))
    assert (due(world), due(world, ELSEWHERE)) == (MONDAY_NINE + 2 * HOUR, before)
    ana.apply(Undo())
    assert due(world) == before
