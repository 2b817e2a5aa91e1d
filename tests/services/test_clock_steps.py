"""The machine's clock jumps back or ahead: order and versions hold, and no age or length is negative."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from amtui.data.models import credentials
from amtui.data.queries.audit_log import audit_rows
from amtui.data.queries.kpis import kpi_figures
from amtui.data.queries.request_attention import typing_on
from amtui.data.queries.request_detail import request_detail
from amtui.data.queries.today import today
from amtui.domain.access_changes import SetPassword
from amtui.domain.changes import AddComment, EditRequest, SetStatus, Undo
from amtui.domain.clock import FrozenClock
from amtui.domain.errors import Conflict, Refused
from amtui.domain.office_records import AuditWish
from amtui.domain.request_changes import CreateRequest, SayTyping
from amtui.domain.vocabulary import KpiKey, RequestStatus, RequestType
from amtui.services.backend import Backend
from amtui.services.login import FREE_TRIES, LONGEST_WAIT, admit
from tests.services.world import ANA, LOGIN, MONDAY_NINE, NORTHWIND, World

BACK, AHEAD = timedelta(days=-400), timedelta(days=400)
S = RequestStatus


def stepped(world: World, by: timedelta) -> None:
    """Set the clock of the machine, as a time server does after a long sleep."""
    world.clock.at = FrozenClock(world.clock.at + by).now()


def test_undo_takes_back_what_was_done_last_whatever_the_clock_said(world: World, ana: Backend) -> None:
    ana.apply(EditRequest(request_id=LOGIN, expected_version=1, subject="First"))
    stepped(world, BACK)
    ana.apply(EditRequest(request_id=LOGIN, expected_version=2, subject="Second"))
    assert [row.entity_id for row in ana.read(audit_rows, wish=AuditWish(limit=2))] == [LOGIN, LOGIN]
    ids = [row.id for row in ana.read(audit_rows, wish=AuditWish())]
    assert ids == sorted(ids, reverse=True)
    ana.apply(Undo())
    assert world.request()["subject"] == "First"
    ana.apply(Undo())
    assert world.request()["subject"] == "Cannot log in"


def test_a_stale_form_is_told_apart_by_its_version_and_not_by_the_time(world: World, ana: Backend) -> None:
    stepped(world, BACK)
    world.as_("max").apply(EditRequest(request_id=LOGIN, expected_version=1, subject="Theirs"))
    stepped(world, AHEAD)
    with pytest.raises(Conflict):
        ana.apply(EditRequest(request_id=LOGIN, expected_version=1, subject="Mine"))
    assert world.request()["subject"] == "Theirs"


@pytest.mark.parametrize("step", [BACK, AHEAD])
def test_no_length_is_negative_when_the_clock_steps_while_a_request_waits(
    world: World, step: timedelta
) -> None:
    ada = world.as_("ada")
    made = ada.apply(CreateRequest(account_id=NORTHWIND, type=RequestType.TRAINING, subject="Teach us"))
    assert made.entity_id is not None
    own = made.entity_id
    ada.apply(SetStatus(request_id=own, expected_version=1, to=S.IN_PROGRESS))
    ada.apply(SetStatus(request_id=own, expected_version=2, to=S.WAITING_CLIENT))
    stepped(world, step)
    ada.apply(AddComment(request_id=own, text="Any news?", shared=True))
    version = world.request(own)["version"]
    ada.apply(SetStatus(request_id=own, expected_version=version, to=S.IN_PROGRESS))
    assert world.request(own)["on_hold_seconds"] >= 0
    detail = ada.read(request_detail, request_id=own)
    assert len(detail.timeline) >= 3
    for moment in (world.clock.at, MONDAY_NINE, MONDAY_NINE + timedelta(days=3)):
        world.clock.at = moment
        figures = ada.read(kpi_figures, kpis=[KpiKey.REQUEST_FIRST_REPLY])
        assert [one.value for one in figures if one.value is not None and one.value < 0] == []
        said = " ".join(why for row in ada.read(today) for why in row.why)
        assert " -" not in said.replace(" - ", " ")


def test_somebody_who_wrote_before_the_clock_stepped_back_is_not_writing_for_hours(
    world: World, ana: Backend
) -> None:
    world.as_("max").apply(SayTyping(request_id=LOGIN))
    assert ana.read(typing_on, request_id=LOGIN) == ("Max",)
    stepped(world, timedelta(hours=-3))
    assert ana.read(typing_on, request_id=LOGIN) == ()


@pytest.mark.usefixtures("cheap_hashes")
def test_a_wait_that_a_wrong_clock_made_long_is_cut_to_what_the_mistakes_are_worth(world: World) -> None:
    secret = "a horse in the cellar"
    world.as_("ada").apply(SetPassword(user_id=ANA, password=secret))
    stepped(world, timedelta(days=400))
    for _ in range(FREE_TRIES):
        with pytest.raises(Refused):
            admit(world.engine, world.clock, "ana", "guess")
    stepped(world, timedelta(days=-400))
    with pytest.raises(Refused, match="try again in 1 minute"):
        admit(world.engine, world.clock, "ana", secret)
    with world.engine.connect() as connection:
        until = connection.execute(select(credentials.c.locked_until)).scalar_one()
    assert until <= world.clock.now() + LONGEST_WAIT
    world.clock.passes(minutes=1, seconds=1)
    assert admit(world.engine, world.clock, "ana", secret).login == "ana"
