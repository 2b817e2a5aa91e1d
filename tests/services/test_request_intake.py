"""Stories of requests that are logged, and of such that were logged in the wrong place."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from amtui.data.models import accounts, contacts
from amtui.data.queries.requests import request_detail
from amtui.domain.changes import SaveSetting, SetPriority, SetRoute, Undo
from amtui.domain.errors import Conflict, NotFound, Refused
from amtui.domain.request_changes import CreateRequest, MoveRequest, Reclassify, SetContact, UndoEntry
from amtui.domain.vocabulary import Level, Priority, RequestType, Route
from amtui.services.backend import Backend
from tests.services.world import ANA, CONTOSO, LOGIN, MONDAY_NINE, NORTHWIND, ORPHAN, World

KIM = 1


def wanted(**more: object) -> CreateRequest:
    plain: dict[str, object] = {"account_id": NORTHWIND, "type": RequestType.TRAINING, "subject": "Teach us"}
    return CreateRequest(**plain | more)  # type: ignore[arg-type]


@pytest.fixture
def allowed(world: World) -> None:
    """Account managers may log requests."""
    world.as_("ada").apply(SaveSetting(key="am_may_create_requests", value="yes"))


def test_without_the_setting_an_account_manager_is_refused_below_every_screen(ana: Backend) -> None:
    with pytest.raises(Refused, match="am_may_create_requests is off"):
        ana.apply(wanted())


def test_a_lead_needs_no_setting(world: World) -> None:
    assert world.as_("max").apply(wanted()).audit_id is not None


@pytest.mark.usefixtures("allowed")
def test_both_people_are_recorded_and_the_clocks_run(ana: Backend) -> None:
    receipt = ana.apply(wanted(contact_id=KIM, impact=Level.HIGH, urgency=Level.MEDIUM))
    assert "logged for Kim at Northwind, P2" in receipt.words
    assert "neither an administrator nor an approved" in receipt.words
    detail = ana.read(request_detail, request_id=receipt.entity_id)
    row = detail.row
    assert (row.contact, detail.created_by, row.owner) == ("Kim", "Ana", "Ana")
    assert (row.priority, row.route, row.version) == (Priority.P2, Route.AM, 1)
    assert row.respond_by == MONDAY_NINE + timedelta(hours=1)
    assert row.due_at == MONDAY_NINE + timedelta(hours=4)
    assert [(entry.field, entry.after, entry.who) for entry in detail.timeline] == [("created", "Kim", "Ana")]


@pytest.mark.usefixtures("allowed")
def test_a_p1_is_not_logged_without_its_support_ticket(ana: Backend) -> None:
    down = {"type": RequestType.INCIDENT, "impact": Level.HIGH, "urgency": Level.HIGH}
    with pytest.raises(Refused, match="needs the reference of a Support ticket"):
        ana.apply(wanted(**down))
    receipt = ana.apply(wanted(**down, external_ticket="SUP-9"))
    row = ana.read(request_detail, request_id=receipt.entity_id).row
    assert (row.priority, row.route, row.external_ticket) == (Priority.P1, Route.SUPPORT, "SUP-9")


@pytest.mark.usefixtures("allowed")
def test_a_priority_of_ones_own_needs_a_reason(ana: Backend) -> None:
    with pytest.raises(Refused, match="Impact and urgency give P3; overriding it by P2 needs a reason"):
        ana.apply(wanted(priority=Priority.P2))
    receipt = ana.apply(wanted(priority=Priority.P2, reason="The board asks"))
    detail = ana.read(request_detail, request_id=receipt.entity_id)
    assert (detail.row.priority, detail.timeline[0].note) == (Priority.P2, "The board asks")


@pytest.mark.usefixtures("allowed")
def test_only_a_contact_of_the_account_and_only_an_account_of_the_book(ana: Backend) -> None:
    with pytest.raises(NotFound, match="Northwind has no contact 99"):
        ana.apply(wanted(contact_id=99))
    with pytest.raises(NotFound):
        ana.apply(wanted(account_id=CONTOSO))


def test_an_inactive_account_takes_no_request(world: World) -> None:
    with world.writing() as connection:
        connection.execute(accounts.update().values(status="inactive").where(accounts.c.id == NORTHWIND))
    with pytest.raises(Refused, match="Northwind is inactive"):
        world.as_("ada").apply(wanted())


@pytest.mark.usefixtures("allowed")
def test_a_reference_is_never_given_twice(world: World, ana: Backend) -> None:
    first = ana.apply(wanted())
    ana.apply(Undo())
    second = ana.apply(wanted())
    assert first.entity_id != second.entity_id
    assert world.request(second.entity_id or 0)["ref"] == f"R-{1000 + (second.entity_id or 0)}"


@pytest.fixture
def tokyo(world: World) -> int:
    """Another account of Ana's, whose day is over when Berlin's begins."""
    row = {**world.row(accounts, NORTHWIND), "id": 9, "name": "Sakura", "name_key": "sakura"}
    with world.writing() as connection:
        connection.execute(insert(accounts), row | {"zone": "Asia/Tokyo"})
        person = {"name": "Yui", "is_admin": True, "is_approved": True, "is_champion": False}
        stamps = {"created_at": MONDAY_NINE, "updated_at": MONDAY_NINE}
        connection.execute(insert(contacts), {"id": 9, "account_id": 9, "am_id": ANA, **person, **stamps})
    return 9


def test_a_moved_request_counts_in_the_hours_of_its_account_and_tells_both(
    world: World, ana: Backend, tokyo: int
) -> None:
    seen: dict[str, Any] = {"request_id": LOGIN, "expected_version": 1, "account_id": tokyo}
    with pytest.raises(Refused, match="needs a reason"):
        ana.apply(MoveRequest(**seen, reason=" "))
    before = world.request()
    receipt = ana.apply(MoveRequest(**seen, reason="Wrong Kim", contact_id=9))
    after = world.request()
    assert receipt.words == "R-1001 moved to Sakura"
    assert (after["account_id"], after["contact_id"]) == (tokyo, 9)
    assert after["respond_by"] - before["respond_by"] == timedelta(hours=-8) + timedelta(hours=24)
    assert world.entries() == [
        ("account", "Northwind", "Sakura", "Wrong Kim"),
        ("contact", "Kim", "Yui", "Wrong Kim"),
    ]
    ana.apply(Undo())
    back = world.request()
    assert {**back, "version": 1, "updated_at": None} == {**before, "version": 1, "updated_at": None}


def test_a_request_moves_to_another_book_with_its_timeline_and_back(world: World) -> None:
    ada = world.as_("ada")
    seen: dict[str, Any] = {"request_id": LOGIN, "expected_version": 1}
    receipt = ada.apply(MoveRequest(**seen, account_id=CONTOSO, reason="Theirs"))
    assert world.request()["owner_id"] == world.request()["am_id"] == world.row(accounts, CONTOSO)["am_id"]
    with pytest.raises(NotFound):
        world.as_("ana").read(request_detail, request_id=LOGIN)
    assert len(world.as_("cleo").read(request_detail, request_id=LOGIN).timeline) == 3
    ada.apply(UndoEntry(audit_id=receipt.audit_id or 0))
    assert world.request()["am_id"] == world.request()["owner_id"] == ANA


def test_a_request_at_an_account_without_manager_is_owned_by_nobody(world: World) -> None:
    ada = world.as_("ada")
    ada.apply(MoveRequest(request_id=LOGIN, expected_version=1, account_id=ORPHAN, reason="Theirs"))
    assert world.request()["owner_id"] is None


def test_who_asks_can_be_put_right(world: World, ana: Backend) -> None:
    ana.apply(SetContact(request_id=LOGIN, expected_version=1, contact_id=None))
    ana.apply(SetContact(request_id=LOGIN, expected_version=2, contact_id=KIM))
    assert world.entries() == [("contact", "Kim", None, None), ("contact", None, "Kim", None)]
    with pytest.raises(Conflict):
        ana.apply(SetContact(request_id=LOGIN, expected_version=2, contact_id=None))


def test_what_a_request_is_can_be_put_right_and_what_was_worked_out_follows(
    world: World, ana: Backend
) -> None:
    before = world.request()
    ana.apply(Reclassify(request_id=LOGIN, expected_version=1, impact=Level.HIGH, urgency=Level.MEDIUM))
    row = world.request()
    assert (row["priority"], row["version"]) == (Priority.P2, 2)
    assert row["due_at"] < before["due_at"]
    assert {entry[0] for entry in world.entries()} >= {"impact", "priority"}
    with pytest.raises(Refused, match="needs the reference of a Support ticket"):
        ana.apply(Reclassify(request_id=LOGIN, expected_version=2, urgency=Level.HIGH))
    with pytest.raises(Conflict):
        ana.apply(Reclassify(request_id=LOGIN, expected_version=1, type=RequestType.TRAINING))
    ana.apply(Undo())
    kept = {name: before[name] for name in ("priority", "impact", "urgency", "due_at", "respond_by", "route")}
    assert {name: world.request()[name] for name in kept} == kept


def test_a_priority_and_a_route_that_somebody_chose_stay(world: World, ana: Backend) -> None:
    seen: dict[str, Any] = {"request_id": LOGIN}
    ana.apply(SetPriority(**seen, expected_version=1, to=Priority.P4, reason="No hurry"))
    ana.apply(SetRoute(**seen, expected_version=2, to=Route.BILLING))
    ana.apply(Reclassify(**seen, expected_version=3, type=RequestType.TRAINING, impact=Level.HIGH))
    row = world.request()
    assert (row["type"], row["priority"], row["route"]) == (RequestType.TRAINING, Priority.P4, Route.BILLING)
