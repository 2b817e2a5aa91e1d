"""Stories of requests: statuses, reasons, priorities, routes, owners, comments."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from amtui.data.models import requests, users
from amtui.domain.changes import (
    AddComment,
    EditRequest,
    SetOwner,
    SetPriority,
    SetRoute,
    SetStatus,
    Topic,
)
from amtui.domain.errors import Invalid, NotFound, Refused
from amtui.domain.evidence import log_ids
from amtui.domain.request_changes import AddEvidence
from amtui.domain.vocabulary import Priority, RequestStatus, Route
from amtui.services.backend import Backend
from amtui.services.handlers.request_clock import NEVER
from tests.services.world import ANA, BEN, CALL_FLOW, ELSEWHERE, LOGIN, MAX, OUTAGE, World

S = RequestStatus


def move(backend: Backend, world: World, *to: S, reason: str | None = None) -> None:
    for status in to:
        version = world.request()["version"]
        backend.apply(SetStatus(request_id=LOGIN, expected_version=version, to=status, reason=reason))


def test_a_request_goes_its_way_from_new_to_closed(world: World, ana: Backend) -> None:
    move(ana, world, S.IN_PROGRESS, S.VALIDATING)
    assert world.request()["is_open"] is True
    world.clock.passes(hours=1)
    move(ana, world, S.RESOLVED)
    resolved = world.request()
    assert (resolved["is_open"], resolved["next_due_at"]) == (False, NEVER)
    assert resolved["resolved_at"] == world.clock.at
    world.clock.passes(days=1)
    move(ana, world, S.CLOSED)
    closed = world.request()
    assert closed["closed_at"] == world.clock.at
    assert closed["resolved_at"] == resolved["resolved_at"]
    assert [entry[:3] for entry in world.entries()] == [
        ("status", "new", "in_progress"),
        ("status", "in_progress", "validating"),
        ("status", "validating", "resolved"),
        ("status", "resolved", "closed"),
    ]


def test_the_receipt_says_what_was_done_and_what_to_reload(ana: Backend) -> None:
    receipt = ana.apply(SetStatus(request_id=LOGIN, expected_version=1, to=S.IN_PROGRESS))
    assert receipt.words.startswith("R-1001 moved from “new” to “in progress”")
    assert "neither an administrator nor an approved" in receipt.words
    assert (receipt.entity_id, receipt.version, receipt.topics) == (LOGIN, 2, frozenset({Topic.REQUESTS}))


def test_a_move_that_is_not_allowed_names_those_that_are(world: World, ana: Backend) -> None:
    with pytest.raises(Refused, match="cannot move to “resolved”; it may move to “in progress”"):
        ana.apply(SetStatus(request_id=LOGIN, expected_version=1, to=S.RESOLVED))
    assert world.request()["version"] == 1
    assert world.entries() == []


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_declining_needs_a_reason(ana: Backend, reason: str | None) -> None:
    with pytest.raises(Refused, match="needs a reason"):
        ana.apply(SetStatus(request_id=LOGIN, expected_version=1, to=S.DECLINED, reason=reason))


def test_the_reason_of_a_reopening_is_on_the_timeline(world: World, ana: Backend) -> None:
    move(ana, world, S.IN_PROGRESS, S.RESOLVED)
    move(ana, world, S.IN_PROGRESS, reason="It broke again")
    assert world.request()["resolved_at"] is None
    assert world.request()["is_open"] is True
    assert world.entries()[-1] == ("status", "resolved", "in_progress", "It broke again")


def test_no_move_leaves_a_terminal_status(world: World, ana: Backend) -> None:
    move(ana, world, S.DECLINED, reason="Not ours")
    with pytest.raises(Refused, match="no move leaves that status"):
        move(ana, world, S.IN_PROGRESS, reason="Please")
    with pytest.raises(Refused, match="takes no more changes"):
        ana.apply(SetOwner(request_id=LOGIN, expected_version=2, owner_id=ANA))


def test_an_overridden_priority_needs_a_reason_and_moves_the_due_times(world: World, ana: Backend) -> None:
    change = SetPriority(request_id=LOGIN, expected_version=1, to=Priority.P2)
    with pytest.raises(Refused, match="Overriding priority P3 by P2 needs a reason"):
        ana.apply(change)
    before = world.request()
    ana.apply(SetPriority(request_id=LOGIN, expected_version=1, to=Priority.P2, reason="The board asks"))
    after = world.request()
    assert after["due_at"] < before["due_at"]
    assert after["next_due_at"] == after["respond_by"] < before["respond_by"]
    assert world.entries() == [("priority", "P3", "P2", "The board asks")]


def test_a_p1_needs_the_ticket_of_support_and_is_theirs(world: World, ana: Backend) -> None:
    with pytest.raises(Refused, match="needs the reference of a Support ticket"):
        ana.apply(SetPriority(request_id=LOGIN, expected_version=1, to=Priority.P1, reason="Down"))
    ana.apply(SetRoute(request_id=LOGIN, expected_version=1, to=Route.AM, external_ticket="SUP-8"))
    ana.apply(SetPriority(request_id=LOGIN, expected_version=2, to=Priority.P1, reason="Down"))
    assert world.request()["route"] is Route.SUPPORT
    with pytest.raises(Refused, match="needs the reference"):
        ana.apply(SetRoute(request_id=LOGIN, expected_version=3, to=Route.SUPPORT, external_ticket=" "))
    with pytest.raises(Refused, match="is a P1"):
        ana.apply(SetRoute(request_id=OUTAGE, expected_version=1, to=Route.AM))


def test_a_p1_is_tracked_and_not_taken_up(world: World, ana: Backend) -> None:
    with pytest.raises(Refused, match="tracked, not taken up"):
        ana.apply(SetStatus(request_id=OUTAGE, expected_version=1, to=RequestStatus.IN_PROGRESS))
    ana.apply(SetStatus(request_id=OUTAGE, expected_version=1, to=RequestStatus.ROUTED))
    with pytest.raises(Refused, match="tracked, not taken up"):
        ana.apply(SetStatus(request_id=OUTAGE, expected_version=2, to=RequestStatus.IN_PROGRESS))
    ana.apply(SetStatus(request_id=OUTAGE, expected_version=2, to=RequestStatus.RESOLVED))
    reopened = RequestStatus.IN_PROGRESS
    ana.apply(SetStatus(request_id=OUTAGE, expected_version=3, to=reopened, reason="Down again"))
    assert world.request(OUTAGE)["status"] is RequestStatus.IN_PROGRESS


def test_the_database_itself_refuses_a_p1_without_a_ticket(world: World) -> None:
    from sqlalchemy import update

    from amtui.data.faults import translated

    with pytest.raises(Refused, match="a P1 needs the reference of a Support ticket"), translated():  # noqa: SIM117
        with world.writing() as connection:
            connection.execute(update(requests).where(requests.c.id == LOGIN).values(priority=Priority.P1))


def test_routing_keeps_what_is_not_given(world: World, ana: Backend) -> None:
    change = SetRoute(
        request_id=CALL_FLOW,
        expected_version=1,
        to=Route.SUPPORT,
        external_owner="Sam",
        external_ticket="T-1",
    )
    receipt = ana.apply(change)
    assert receipt.words == "R-1002 is with support, ticket T-1"
    ana.apply(SetRoute(request_id=CALL_FLOW, expected_version=2, to=Route.BILLING))
    row = world.request(CALL_FLOW)
    assert (row["route"], row["external_owner"], row["external_ticket"]) == (Route.BILLING, "Sam", "T-1")
    assert row["status"] is S.NEW
    assert ("external_ticket", None, "T-1", None) in world.entries(CALL_FLOW)


def test_only_active_users_own_requests(world: World, ana: Backend) -> None:
    receipt = ana.apply(SetOwner(request_id=LOGIN, expected_version=1, owner_id=BEN))
    assert receipt.words == "R-1001 is owned by Ben"
    assert world.entries() == [("owner", "Ana", "Ben", None)]
    with world.writing() as connection:
        connection.execute(users.update().where(users.c.id == MAX).values(active=False))
    with pytest.raises(Refused, match="Max is inactive"):
        ana.apply(SetOwner(request_id=LOGIN, expected_version=2, owner_id=MAX))
    for nobody in (0, 99):
        with pytest.raises(NotFound):
            ana.apply(SetOwner(request_id=LOGIN, expected_version=2, owner_id=nobody))


def test_editing_keeps_what_is_not_given_and_refuses_nothing_as_a_subject(world: World, ana: Backend) -> None:
    ana.apply(EditRequest(request_id=LOGIN, expected_version=1, description="Since noon"))
    row = world.request()
    assert (row["subject"], row["description"]) == ("Cannot log in", "Since noon")
    with pytest.raises(Invalid, match="subject: cannot be empty"):
        ana.apply(EditRequest(request_id=LOGIN, expected_version=2, subject="  "))


def test_a_change_that_changes_nothing_leaves_no_trace(world: World, ana: Backend) -> None:
    receipt = ana.apply(EditRequest(request_id=LOGIN, expected_version=1, subject="Cannot log in"))
    assert (receipt.audit_id, receipt.version) == (None, 1)
    assert receipt.words == "R-1001 is like that already"
    assert world.entries() == []


def test_the_first_comment_that_the_client_reads_is_the_first_response(world: World, ana: Backend) -> None:
    ana.apply(AddComment(request_id=LOGIN, text="Look into the log"))
    assert world.request()["first_response_at"] is None
    world.clock.passes(minutes=20)
    receipt = ana.apply(AddComment(request_id=LOGIN, text="We are on it", shared=True))
    answered = world.clock.at
    world.clock.passes(minutes=20)
    ana.apply(AddComment(request_id=LOGIN, text="Done soon", shared=True))
    row = world.request()
    assert "first response" in receipt.words
    assert row["first_response_at"] == answered
    assert row["next_due_at"] == row["due_at"]
    assert (row["version"], row["updated_at"]) == (4, world.clock.at)
    assert [entry[3] for entry in world.entries()] == ["Look into the log", "We are on it", "Done soon"]


def test_an_empty_comment_is_refused(ana: Backend) -> None:
    with pytest.raises(Invalid, match="comment: cannot be empty"):
        ana.apply(AddComment(request_id=LOGIN, text=" \n "))


def test_another_managers_request_is_not_there(ana: Backend) -> None:
    for change in (
        SetStatus(request_id=ELSEWHERE, expected_version=1, to=S.IN_PROGRESS),
        AddComment(request_id=ELSEWHERE, text="Hello"),
        SetOwner(request_id=ELSEWHERE, expected_version=1, owner_id=ANA),
    ):
        with pytest.raises(NotFound, match="there is no request 3"):
            ana.apply(change)


def test_what_is_added_at_once_is_no_conflict(world: World, ana: Backend) -> None:
    ben, both = world.as_("max"), Barrier(2)

    def add(backend: Backend, name: str) -> None:
        for number in range(8):
            both.wait(30)
            backend.apply(AddComment(request_id=LOGIN, text=f"{name} {number}"))
            backend.apply(AddEvidence(request_id=LOGIN, log_ids=(f"{name}-{number}",)))

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(add, ana, "ana"), pool.submit(add, ben, "max")]:
            done.result()
    comments = {note for _, _, _, note in world.entries() if note}
    assert comments >= {f"{name} {number}" for name in ("ana", "max") for number in range(8)}
    assert len(log_ids(world.request()["evidence"])) == 16
