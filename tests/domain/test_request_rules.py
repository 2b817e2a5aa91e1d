"""What may become of a request."""

import pytest

from amtui.domain.errors import Refused
from amtui.domain.request_rules import (
    MOVES,
    OPEN,
    PAUSED,
    STOPPED,
    TERMINAL,
    allowed_moves,
    check_move,
    check_p1,
    check_priority,
    contact_warning,
    default_route,
    needs_reason,
    priority_of,
)
from amtui.domain.scope_answers import DECLINED, decline_answer, scope_answer
from amtui.domain.vocabulary import Level, Priority, RequestStatus, RequestType, Route

S = RequestStatus
WAYS = {
    S.NEW: {S.IN_PROGRESS, S.ROUTED, S.DECLINED, S.CANCELLED},
    S.IN_PROGRESS: {
        S.WAITING_CLIENT,
        S.WAITING_INTERNAL,
        S.VALIDATING,
        S.ROUTED,
        S.RESOLVED,
        S.CANCELLED,
    },
    S.WAITING_CLIENT: {S.IN_PROGRESS, S.CANCELLED},
    S.WAITING_INTERNAL: {S.IN_PROGRESS, S.CANCELLED},
    S.ROUTED: {S.IN_PROGRESS, S.RESOLVED, S.CANCELLED},
    S.VALIDATING: {S.IN_PROGRESS, S.RESOLVED, S.CANCELLED},
    S.RESOLVED: {S.CLOSED, S.IN_PROGRESS},
}


@pytest.mark.parametrize("before", S)
@pytest.mark.parametrize("after", S)
def test_every_pair_of_statuses_is_a_move_or_is_refused(before: S, after: S) -> None:
    if after in WAYS.get(before, set()):
        check_move(before, after, "the client asked for it")
    else:
        with pytest.raises(Refused):
            check_move(before, after, "the client asked for it")


@pytest.mark.parametrize(
    ("before", "after"),
    [(S.NEW, S.DECLINED), (S.IN_PROGRESS, S.CANCELLED), (S.RESOLVED, S.IN_PROGRESS)],
)
@pytest.mark.parametrize("reason", [None, "", "  \t"])
def test_declining_cancelling_and_reopening_need_a_reason(before: S, after: S, reason: str | None) -> None:
    assert needs_reason(before, after)
    with pytest.raises(Refused, match="needs a reason"):
        check_move(before, after, reason)


def test_other_moves_need_none() -> None:
    check_move(S.NEW, S.IN_PROGRESS)
    check_move(S.RESOLVED, S.CLOSED)
    check_move(S.VALIDATING, S.IN_PROGRESS)


@pytest.mark.parametrize("before", [S.NEW, S.ROUTED])
def test_a_p1_is_not_taken_up(before: S) -> None:
    assert S.IN_PROGRESS not in allowed_moves(before, Priority.P1)
    assert S.IN_PROGRESS in allowed_moves(before, Priority.P2)
    with pytest.raises(Refused, match="Support's to work on"):
        check_move(before, S.IN_PROGRESS, None, Priority.P1)


def test_a_p1_that_comes_back_from_elsewhere_is_as_it_was() -> None:
    for before in (S.WAITING_CLIENT, S.WAITING_INTERNAL, S.VALIDATING, S.RESOLVED):
        check_move(before, S.IN_PROGRESS, "down again", Priority.P1)


def test_a_refusal_names_the_moves_there_are() -> None:
    with pytest.raises(Refused) as refused:
        check_move(S.ROUTED, S.WAITING_CLIENT)
    assert refused.value.message == (
        "A request that is “routed” cannot move to “waiting for client”; "
        "it may move to “in progress”, “resolved” or “cancelled”."
    )


def test_a_refusal_at_the_end_says_what_can_be_done() -> None:
    with pytest.raises(Refused, match="no move leaves that status") as refused:
        check_move(S.CLOSED, S.IN_PROGRESS, "not solved after all")
    assert "Undo" in refused.value.next
    with pytest.raises(Refused, match="already “closed”"):
        check_move(S.CLOSED, S.CLOSED)


def test_statuses_fall_into_open_and_stopped() -> None:
    assert set(S) == OPEN | STOPPED
    assert not OPEN & STOPPED
    assert {S.RESOLVED} == STOPPED - TERMINAL
    assert {S.WAITING_CLIENT} == PAUSED
    assert {status for status in S if not allowed_moves(status)} == TERMINAL
    assert all(S.CANCELLED in MOVES[status] for status in OPEN)


@pytest.mark.parametrize(
    ("impact", "row"),
    [(Level.HIGH, "P1 P2 P3"), (Level.MEDIUM, "P2 P3 P4"), (Level.LOW, "P3 P4 P4")],
)
def test_the_priority_matrix(impact: Level, row: str) -> None:
    assert [priority_of(impact, urgency) for urgency in Level] == row.split()


def test_a_p1_is_for_support_and_carries_their_ticket() -> None:
    with pytest.raises(Refused, match="Support ticket"):
        check_p1(Priority.P1, " ")
    check_p1(Priority.P1, "SUP-77")
    check_p1(Priority.P2, None)
    assert default_route(RequestType.IVR_CHANGE, Priority.P1) is Route.SUPPORT


def test_overriding_a_priority_needs_a_reason_and_a_p1_its_ticket() -> None:
    with pytest.raises(Refused, match="P3 by P2 needs a reason"):
        check_priority(Priority.P3, Priority.P2, None, None)
    with pytest.raises(Refused, match="Support ticket"):
        check_priority(Priority.P3, Priority.P1, "all phones are dead", None)
    check_priority(Priority.P3, Priority.P1, "all phones are dead", "SUP-77")
    check_priority(Priority.P3, Priority.P3, None, None)


@pytest.mark.parametrize("kind", RequestType)
def test_each_type_has_its_route(kind: RequestType) -> None:
    elsewhere = {
        "crm_mapping": Route.AM_CRM_ADMIN,
        "incident": Route.SUPPORT,
        "billing": Route.BILLING,
        "access": Route.CLIENT_APPROVAL,
        "custom_development": Route.ENGINEERING,
        "complaint": Route.AM_MANAGER,
    }
    assert default_route(kind) is elsewhere.get(kind, Route.AM)


def test_what_is_out_of_scope_has_an_answer_ready() -> None:
    assert "approval process" in decline_answer(RequestType.ACCESS)
    assert "feature request" in (scope_answer(RequestType.CUSTOM_DEVELOPMENT) or "")
    assert scope_answer(RequestType.IVR_CHANGE) is None
    assert decline_answer(RequestType.TRAINING) == DECLINED


@pytest.mark.parametrize(("admin", "approved", "warned"), [(0, 0, True), (1, 0, False), (0, 1, False)])
def test_only_a_contact_without_authority_gives_a_warning(admin: int, approved: int, *, warned: bool) -> None:
    assert bool(contact_warning(is_admin=bool(admin), is_approved=bool(approved))) is warned
