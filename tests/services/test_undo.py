"""Taking back, bringing back, and several changes as one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from amtui.data.models import accounts, operations, requests, timeline
from amtui.domain.changes import (
    AddAccount,
    AddComment,
    AssignAccount,
    Bulk,
    CancelReview,
    EditRequest,
    PlanReview,
    Redo,
    SaveSetting,
    SetAccount,
    SetOwner,
    SetStatus,
    Undo,
)
from amtui.domain.errors import Conflict, Invalid, NotFound, Refused
from amtui.domain.request_changes import SnoozeRequest
from amtui.domain.vocabulary import AccountStatus, RequestStatus, ReviewKind
from amtui.services.backend import Backend
from tests.services.world import ANA, BEN, CALL_FLOW, CLEO, LOGIN, MONDAY_NINE, NORTHWIND, OUTAGE, World

S = RequestStatus


def start(request_id: int = LOGIN, version: int = 1) -> SetStatus:
    return SetStatus(request_id=request_id, expected_version=version, to=S.IN_PROGRESS)


def count(world: World, table: str) -> int:
    with world.engine.connect() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


def without(row: dict[str, object], *names: str) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in names}


def test_undo_brings_back_every_column_and_says_what(world: World, ana: Backend) -> None:
    ana.apply(start())
    before = world.request()
    world.clock.passes(hours=1)
    ana.apply(SetStatus(request_id=LOGIN, expected_version=2, to=S.WAITING_CLIENT))
    world.clock.passes(hours=1)
    receipt = ana.apply(Undo())
    assert receipt.words == "Back: R-1001 status in progress"
    assert (receipt.entity_id, receipt.version) == (LOGIN, 4)
    assert without(world.request(), "version", "updated_at") == without(before, "version", "updated_at")
    assert world.entries()[-1] == ("status", "waiting_client", "in_progress", "undone")


def test_what_is_empty_again_is_said_in_words(world: World, ana: Backend) -> None:
    until = MONDAY_NINE + timedelta(days=2)
    ana.apply(SnoozeRequest(request_id=LOGIN, expected_version=1, until=until, for_client=True))
    assert ana.apply(Undo()).words == "Back: R-1001 not snoozed"
    plan = PlanReview(account_id=NORTHWIND, kind=ReviewKind.CHECK_IN, starts_at=until)
    review = ana.apply(plan).entity_id
    assert review is not None
    ana.apply(CancelReview(review_id=review, expected_version=1, reason="The client is ill"))
    assert ana.apply(Undo()).words == "Back: Check-in of Northwind status planned, without a reason"


def test_undo_goes_further_back_each_time_and_redo_forward_again(world: World, ana: Backend) -> None:
    for version, subject in enumerate(("One", "Two", "Three"), start=1):
        ana.apply(EditRequest(request_id=LOGIN, expected_version=version, subject=subject))
    seen = []
    for change in (Undo(), Undo(), Undo(), Redo(), Redo(), Undo(), Redo(), Redo()):
        ana.apply(change)
        seen.append(world.request()["subject"])
    assert seen == ["Two", "One", "Cannot log in", "One", "Two", "One", "Two", "Three"]
    with pytest.raises(Refused, match="nothing of yours to redo"):
        ana.apply(Redo())


def test_nothing_to_undo_is_said(ana: Backend) -> None:
    with pytest.raises(Refused, match="There is nothing of yours to undo"):
        ana.apply(Undo())


def test_a_new_change_ends_the_way_forward(ana: Backend) -> None:
    ana.apply(start())
    ana.apply(Undo())
    ana.apply(AddComment(request_id=CALL_FLOW, text="Called them"))
    with pytest.raises(Refused, match="you have changed something else since"):
        ana.apply(Redo())


def test_undo_is_of_ones_own_changes_only(world: World, ana: Backend) -> None:
    world.as_("max").apply(start())
    with pytest.raises(Refused, match="nothing of yours"):
        ana.apply(Undo())


def test_what_somebody_has_built_on_stays(world: World, ana: Backend) -> None:
    ana.apply(start())
    world.as_("max").apply(EditRequest(request_id=LOGIN, expected_version=2, subject="Locked out"))
    with pytest.raises(Conflict, match="Somebody has built on it: Max changed R-1001") as caught:
        ana.apply(Undo())
    assert caught.value.who == "Max"
    assert world.request()["status"] is S.IN_PROGRESS


def test_what_has_come_to_belong_to_a_row_keeps_it(ana: Backend, world: World) -> None:
    boss = world.as_("ada")
    made = boss.apply(AddAccount(name="Kestrel", am_id=ANA))
    assert made.entity_id is not None
    ana.apply(PlanReview(account_id=made.entity_id, kind=ReviewKind.QBR, starts_at=MONDAY_NINE, minutes=45))
    with pytest.raises(Conflict, match="something belongs to Kestrel by now"):
        boss.apply(Undo())


def test_undo_of_one_row_passes_over_later_changes_of_others(world: World, ana: Backend) -> None:
    ana.apply(start(LOGIN))
    ana.apply(start(CALL_FLOW))
    receipt = ana.apply(Undo(entity="requests", entity_id=LOGIN))
    assert receipt.words == "Back: R-1001 status new"
    assert world.request(CALL_FLOW)["status"] is S.IN_PROGRESS


def test_a_comment_taken_back_is_withdrawn_not_deleted(world: World, ana: Backend) -> None:
    ana.apply(AddComment(request_id=LOGIN, text="We are on it", shared=True))
    receipt = ana.apply(Undo())
    assert "without the comment on R-1001" in receipt.words
    assert world.entries() == []
    assert count(world, "timeline") == 1
    assert world.request()["first_response_at"] is None
    assert world.request()["next_due_at"] == world.request()["respond_by"]
    ana.apply(Redo())
    assert [entry[3] for entry in world.entries()] == ["We are on it"]
    assert world.request()["first_response_at"] == world.clock.at


def test_operations_remember_what_took_back_what(world: World, ana: Backend) -> None:
    done, undone, redone = start(), Undo(), Redo()
    for change in (done, undone, redone):
        ana.apply(change)
    with world.engine.connect() as connection:
        kept = connection.execute(select(operations).order_by(operations.c.id)).all()
    assert [(row.kind, row.undoes, row.undone_by) for row in kept] == [
        ("do", None, undone.op_id),
        ("undo", done.op_id, redone.op_id),
        ("redo", undone.op_id, None),
    ]


def test_undo_twice_by_a_retry_takes_back_once(world: World, ana: Backend) -> None:
    ana.apply(start(LOGIN))
    ana.apply(start(CALL_FLOW))
    change = Undo()
    assert ana.apply(change) == ana.apply(change)
    assert world.request(LOGIN)["status"] is S.IN_PROGRESS


def test_a_new_account_comes_and_goes_with_its_domains(world: World) -> None:
    ada = world.as_("ada")
    receipt = ada.apply(AddAccount(name="Fabrikam", am_id=BEN, domains=("fabrikam.example",)))
    added = world.row(accounts, receipt.entity_id or 0)
    assert "without Fabrikam" in ada.apply(Undo()).words
    assert (count(world, "accounts"), count(world, "account_domains")) == (3, 0)
    ada.apply(Redo())
    assert world.row(accounts, receipt.entity_id or 0) == added
    assert count(world, "account_domains") == 1


def test_undo_of_an_assignment_brings_requests_and_owners_back(world: World) -> None:
    boss = world.as_("max")
    before = world.request()
    boss.apply(AssignAccount(account_id=NORTHWIND, expected_version=1, am_id=BEN))
    assert (world.request()["am_id"], world.request()["owner_id"]) == (BEN, BEN)
    boss.apply(Undo())
    assert without(world.request(), "version", "updated_at") == without(before, "version", "updated_at")


def test_undo_finds_no_request_of_an_account_that_was_given_away(world: World, ana: Backend) -> None:
    ana.apply(SetOwner(request_id=LOGIN, expected_version=1, owner_id=BEN))
    world.as_("ada").apply(AssignAccount(account_id=NORTHWIND, expected_version=1, am_id=CLEO))
    with pytest.raises(NotFound):
        ana.apply(Undo())


def test_undo_of_a_deactivation_activates_the_sub_accounts_too(world: World) -> None:
    ada = world.as_("ada")
    ada.apply(SetAccount(account_id=2, expected_version=1, fields=(("parent", "Northwind"),)))
    off = SetAccount(
        account_id=NORTHWIND, expected_version=1, fields=(("status", "inactive"),), reason="Left us"
    )
    assert "with 1 sub-account" in ada.apply(off).words
    assert world.row(accounts, 2)["status_reason"] == "with Northwind: Left us"
    ada.apply(Undo())
    assert {world.row(accounts, n)["status"] for n in (NORTHWIND, 2)} == {AccountStatus.ACTIVE}
    assert world.row(accounts, 2)["status_reason"] is None


def test_settings_come_back(world: World) -> None:
    ada = world.as_("ada")
    for value in ("yes", "no"):
        ada.apply(SaveSetting(key="am_may_create_requests", value=value))
    seen = []
    for change in (Undo(), Undo(), Redo(), Redo()):
        ada.apply(change)
        with world.engine.connect() as connection:
            seen.append(connection.exec_driver_sql("SELECT value FROM settings").scalars().all())
    assert [str(values[0]).lower() if values else None for values in seen] == ["true", None, "true", None]


def test_a_bulk_change_is_one_group_to_undo(world: World, ana: Backend) -> None:
    receipt = ana.apply(
        Bulk(changes=tuple(replace(start(n), to=S.ROUTED) for n in (LOGIN, CALL_FLOW, OUTAGE)))
    )
    assert receipt.words == "3 requests moved to “routed”"
    words = ana.apply(Undo()).words
    assert words == "Back: R-1004 status new; R-1002 status new; R-1001 status new"
    assert {world.request(n)["status"] for n in (LOGIN, CALL_FLOW, OUTAGE)} == {S.NEW}
    ana.apply(Redo())
    assert {world.request(n)["status"] for n in (LOGIN, CALL_FLOW, OUTAGE)} == {S.ROUTED}


def test_several_changes_of_one_row_are_undone_together(world: World, ana: Backend) -> None:
    ana.apply(
        Bulk(changes=(start(), EditRequest(request_id=LOGIN, expected_version=2, subject="Locked out")))
    )
    ana.apply(Undo())
    assert (world.request()["status"], world.request()["subject"]) == (S.NEW, "Cannot log in")


def test_of_a_bulk_change_all_is_done_or_nothing(world: World, ana: Backend) -> None:
    impossible = SetStatus(request_id=CALL_FLOW, expected_version=1, to=S.RESOLVED)
    with pytest.raises(Refused, match=r"^R-1002: A request that is “new” cannot move") as caught:
        ana.apply(Bulk(changes=(start(LOGIN), impossible)))
    assert caught.value.next.endswith("None of the changes was made.")
    assert world.request()["status"] is S.NEW
    assert count(world, "audit") == 0


def test_a_bulk_conflict_keeps_who_and_what(world: World, ana: Backend) -> None:
    world.as_("max").apply(start(CALL_FLOW))
    with pytest.raises(Conflict, match=r"^R-1002: Max changed it first") as caught:
        ana.apply(Bulk(changes=(start(LOGIN), start(CALL_FLOW))))
    assert caught.value.who == "Max"
    assert world.request()["status"] is S.NEW


def test_bulk_smuggles_nothing_past_the_permissions(ana: Backend) -> None:
    assign = AssignAccount(account_id=NORTHWIND, expected_version=1, am_id=ANA)
    with pytest.raises(Refused, match="only admin or manager may do this"):
        ana.apply(Bulk(changes=(assign,)))
    with pytest.raises(Refused, match="stand alone"):
        ana.apply(Bulk(changes=(Undo(),)))
    with pytest.raises(Invalid):
        ana.apply(Bulk(changes=()))


def test_the_timeline_only_grows(world: World, ana: Backend) -> None:
    for change in (start(), Undo(), Redo(), Undo()):
        ana.apply(change)
    with world.engine.connect() as connection:
        rows = connection.execute(select(timeline.c.note).where(timeline.c.request_id == LOGIN)).scalars()
        assert list(rows) == [None, "undone", "done again", "undone"]
    assert world.row(requests, LOGIN)["status"] is S.NEW
