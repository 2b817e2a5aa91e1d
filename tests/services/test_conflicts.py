"""Two people and one row, and a connection that is lost at the wrong moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select, update

from amtui.data.models import accounts, audit, operations, requests
from amtui.domain.changes import AddComment, Bulk, Change, EditRequest, Receipt, SetAccount, SetStatus
from amtui.domain.clash_answers import Side, answered
from amtui.domain.errors import Conflict, FieldClash
from amtui.domain.vocabulary import RequestStatus
from amtui.services.backend import Backend
from tests.services.world import CALL_FLOW, LOGIN, NORTHWIND, World


def test_a_stale_form_hears_who_was_first_when_and_what(world: World, ana: Backend) -> None:
    world.as_("max").apply(EditRequest(request_id=LOGIN, expected_version=1, subject="Locked out"))
    first = world.clock.at
    world.clock.passes(minutes=5)
    with pytest.raises(Conflict, match="Max changed it first at 2026-11-23 09:00: subject") as caught:
        ana.apply(EditRequest(request_id=LOGIN, expected_version=1, subject="No access"))
    error = caught.value
    assert (error.who, error.when, error.version) == ("Max", first, 2)
    assert error.clashes == (FieldClash("subject", "No access", "Locked out"),)
    assert error.exit_code == 4
    assert world.request()["subject"] == "Locked out"


def test_only_what_both_changed_is_a_conflict(world: World, ana: Backend) -> None:
    before = world.request()["description"]
    world.as_("max").apply(
        EditRequest(request_id=LOGIN, expected_version=1, subject="Locked out", description="Theirs")
    )
    mine = EditRequest(request_id=LOGIN, expected_version=1, subject="No access", description=before)
    with pytest.raises(Conflict, match=r"Max changed it first at 2026-11-23 09:00: subject$") as caught:
        ana.apply(mine)
    error = caught.value
    assert error.clashes == (FieldClash("subject", "No access", "Locked out"),)
    assert (error.left, error.apart) == ((FieldClash("description", before, "Theirs"),), False)


def test_what_only_one_changed_stands_beside_what_the_other_did(world: World, ana: Backend) -> None:
    boss = world.as_("max")
    boss.apply(EditRequest(request_id=LOGIN, expected_version=1, description="Theirs"))
    boss.apply(AddComment(request_id=LOGIN, text="I talked to them"))
    mine = EditRequest(request_id=LOGIN, expected_version=1, subject="No access")
    with pytest.raises(Conflict, match=r"other fields$") as caught:
        ana.apply(mine)
    assert (caught.value.clashes, caught.value.kept, caught.value.apart) == ((), ("subject",), True)
    again = answered(mine, caught.value, {})
    assert again is not None
    ana.apply(again)
    assert (world.request()["subject"], world.request()["description"]) == ("No access", "Theirs")


def test_what_was_changed_and_changed_back_is_no_conflict(world: World, ana: Backend) -> None:
    boss, was = world.as_("max"), world.request()["subject"]
    boss.apply(EditRequest(request_id=LOGIN, expected_version=1, subject="Locked out"))
    boss.apply(EditRequest(request_id=LOGIN, expected_version=2, subject=was))
    with pytest.raises(Conflict) as caught:
        ana.apply(EditRequest(request_id=LOGIN, expected_version=1, subject="No access"))
    assert caught.value.apart


def test_a_version_that_was_not_recorded_may_have_changed_anything(world: World, ana: Backend) -> None:
    with world.engine.begin() as connection:
        connection.execute(
            update(requests).where(requests.c.id == LOGIN).values(version=2, subject="By an import")
        )
    with pytest.raises(Conflict, match=r"an import changed it first.*: subject") as caught:
        ana.apply(EditRequest(request_id=LOGIN, expected_version=1, subject="No access"))
    assert not caught.value.apart


def test_fields_of_an_account_are_told_apart_too(world: World, ana: Backend) -> None:
    def set_to(backend: Backend, version: int, *fields: tuple[str, str]) -> None:
        backend.apply(SetAccount(account_id=NORTHWIND, expected_version=version, fields=fields))

    set_to(world.as_("max"), 1, ("plan", "premium"), ("calendar", ""))
    for fields, apart in (
        ((("tier", "gold"), ("calendar", "")), True),
        ((("domains", "northwind.example"),), False),
        ((("plan", "basic"), ("tier", "gold")), False),
    ):
        with pytest.raises(Conflict) as caught:
            set_to(ana, 1, *fields)
        assert caught.value.apart is apart


def test_of_several_the_refused_one_is_answered(world: World, ana: Backend) -> None:
    world.as_("max").apply(SetStatus(request_id=CALL_FLOW, expected_version=1, to=RequestStatus.ROUTED))
    both = Bulk(
        changes=tuple(
            SetStatus(request_id=number, expected_version=1, to=RequestStatus.IN_PROGRESS)
            for number in (LOGIN, CALL_FLOW)
        )
    )
    with pytest.raises(Conflict) as caught:
        ana.apply(both)
    theirs = answered(both, caught.value, {"status": Side.THEIRS})
    mine = answered(both, caught.value, {"status": Side.MINE})
    assert isinstance(theirs, Bulk)
    assert [getattr(one, "request_id", 0) for one in theirs.changes] == [LOGIN]
    assert mine is not None
    ana.apply(mine)
    assert (world.request()["status"], world.request(CALL_FLOW)["status"]) == (
        RequestStatus.IN_PROGRESS, RequestStatus.IN_PROGRESS,
    )  # fmt: skip


def test_a_stale_form_hears_of_the_conflict_before_any_rule(world: World, ana: Backend) -> None:
    world.as_("max").apply(
        SetStatus(request_id=LOGIN, expected_version=1, to=RequestStatus.DECLINED, reason="Not ours")
    )
    with pytest.raises(Conflict, match="Max changed it first"):
        ana.apply(SetStatus(request_id=LOGIN, expected_version=1, to=RequestStatus.IN_PROGRESS))


def test_a_comment_of_somebody_else_makes_a_form_stale(world: World, ana: Backend) -> None:
    world.as_("max").apply(AddComment(request_id=LOGIN, text="I talked to them"))
    with pytest.raises(Conflict, match="Max changed it first"):
        ana.apply(SetStatus(request_id=LOGIN, expected_version=1, to=RequestStatus.IN_PROGRESS))


def test_accounts_conflict_too(world: World, ana: Backend) -> None:
    world.as_("max").apply(
        SetAccount(account_id=NORTHWIND, expected_version=1, fields=(("plan", "premium"),))
    )
    with pytest.raises(Conflict, match="Max changed it first at 2026-11-23 09:00: plan"):
        ana.apply(SetAccount(account_id=NORTHWIND, expected_version=1, fields=(("plan", "basic"),)))
    assert world.row(accounts, NORTHWIND)["plan"] == "premium"


def test_a_retry_with_the_same_operation_id_is_done_once(world: World, ana: Backend) -> None:
    change = AddComment(request_id=LOGIN, text="We are on it", shared=True)
    first, again = ana.apply(change), ana.apply(change)
    assert first == again
    assert len(world.entries()) == 1
    assert world.request()["version"] == 2
    with world.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(operations)).scalar_one() == 1


def test_every_change_leaves_its_audit_row(world: World, ana: Backend) -> None:
    change = EditRequest(request_id=LOGIN, expected_version=1, subject="Locked out")
    receipt = ana.apply(change)
    row = world.row(audit, receipt.audit_id or 0)
    assert (row["entity"], row["entity_id"], row["action"], row["version_after"]) == (
        "requests", LOGIN, "update", 2,
    )  # fmt: skip
    assert (row["actor_id"], row["am_id"], row["account_id"]) == (3, 3, NORTHWIND)
    assert (row["before"], row["after"]) == ({"subject": "Cannot log in"}, {"subject": "Locked out"})
    assert (row["at"], row["group"]) == (world.clock.at, change.op_id)


def test_of_two_threads_on_one_row_exactly_one_wins(world: World) -> None:
    people = [world.as_("ana"), world.as_("max")]
    for round_number in range(5):
        version = world.request()["version"]
        barrier = Barrier(len(people))

        def race(
            backend: Backend, version: int = version, barrier: Barrier = barrier, number: int = round_number
        ) -> Receipt | Conflict:
            subject = f"{number} by {backend.identity.name}"
            change: Change = EditRequest(request_id=LOGIN, expected_version=version, subject=subject)
            barrier.wait()
            try:
                return backend.apply(change)
            except Conflict as error:
                return error

        with ThreadPoolExecutor(len(people)) as pool:
            outcomes = list(pool.map(race, people))
        winners = [n for n, outcome in enumerate(outcomes) if isinstance(outcome, Receipt)]
        (loser,) = [outcome for outcome in outcomes if isinstance(outcome, Conflict)]
        assert len(winners) == 1
        winner = people[winners[0]].identity.name
        assert (loser.who, world.request()["version"]) == (winner, version + 1)
        assert world.request()["subject"] == f"{round_number} by {winner}"


def test_no_update_is_lost_among_comments_at_once(world: World) -> None:
    people = [world.as_("ana"), world.as_("max")]

    def talk(backend: Backend) -> None:
        for number in range(8):
            while True:
                try:
                    backend.apply(AddComment(request_id=LOGIN, text=f"{backend.identity.name} {number}"))
                    break
                except Conflict:
                    continue

    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(talk, people))
    assert len(world.entries()) == 16
    assert world.request()["version"] == 17
