"""Two people and one row, and a connection that is lost at the wrong moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from amtui.data.models import accounts, audit, operations
from amtui.domain.changes import AddComment, Change, EditRequest, Receipt, SetAccount, SetStatus
from amtui.domain.errors import Conflict, FieldClash
from amtui.domain.vocabulary import RequestStatus
from amtui.services.backend import Backend
from tests.services.world import LOGIN, NORTHWIND, World


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
