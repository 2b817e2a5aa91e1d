"""Every action, as every role, and in read-only mode: what the keys allow the services allow, and no more."""

from itertools import product

import pytest

from amtui.actions.base import Context, administrator, lead, own_editor, writable
from amtui.actions.registry import ALL_ACTIONS
from amtui.domain import changes, request_changes
from amtui.domain.change import Change
from amtui.domain.people import Identity
from amtui.domain.vocabulary import Role
from amtui.services import permissions

CHANGES: dict[str, tuple[type[Change], ...]] = {
    "request.status": (changes.SetStatus, changes.Bulk),
    "request.priority": (changes.SetPriority, changes.Bulk),
    "request.assign": (changes.SetOwner, changes.SetRoute, changes.Bulk),
    "request.comment": (changes.AddComment, changes.Bulk),
    "request.edit": (changes.EditRequest, request_changes.UndoEntry),
    "request.edit_outside": (changes.EditRequest,),
    "request.repeat": (changes.SetStatus, changes.SetOwner, changes.AddComment),
    "request.snooze": (request_changes.SnoozeRequest,),
    "request.wake": (request_changes.WakeRequest,),
    "request.day_later": (request_changes.SnoozeRequest,),
    "request.day_earlier": (request_changes.SnoozeRequest,),
    "request.week_later": (request_changes.SnoozeRequest,),
    "request.week_earlier": (request_changes.SnoozeRequest,),
    "request.move": (request_changes.MoveRequest,),
    "request.escalate": (request_changes.EscalateRequest,),
    "request.new": (request_changes.CreateRequest,),
}
SESSIONS = list(product(Role, (False, True)))


def context(role: Role, screen: str, *, read_only: bool) -> Context:
    identity = Identity(1, "ada", "Ada", role, None)
    return Context(screen, object(), 1, identity, read_only, editor=True)


def test_every_action_that_changes_requests_is_held_against_its_changes() -> None:
    changing = {one.id for one in ALL_ACTIONS if one.id.startswith("request.") and writable in one.requires}
    assert changing == set(CHANGES)


@pytest.mark.parametrize(("role", "read_only"), SESSIONS)
def test_keys_and_services_allow_the_same(role: Role, *, read_only: bool) -> None:
    for action in ALL_ACTIONS:
        here = context(role, action.screens[0], read_only=read_only)
        for kind in CHANGES.get(action.id, ()):
            assert here.identity is not None
            refused = permissions.why_not(here.identity, kind, read_only=read_only)
            assert (action.why_not(here) is None) is (refused is None), (action.id, kind)


@pytest.mark.parametrize(("role", "read_only"), SESSIONS)
def test_an_action_is_refused_for_its_own_reason_only(role: Role, *, read_only: bool) -> None:
    for action in ALL_ACTIONS:
        reason = action.why_not(context(role, action.screens[0], read_only=read_only))
        if writable in action.requires and read_only:
            assert reason == "This session is read-only.", action.id
        elif lead in action.requires and role is Role.AM:
            assert reason == "Only an administrator or a manager may do this.", action.id
        elif administrator in action.requires and role is not Role.ADMIN:
            assert reason is not None
            assert reason.startswith("Administration is for administrators"), action.id
        elif own_editor in action.requires:
            assert reason is None
