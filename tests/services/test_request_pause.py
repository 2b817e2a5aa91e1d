"""Stories of requests that are put aside, by the clock or until the client moves."""

from datetime import timedelta

import pytest

from amtui.data.queries.requests import request_page
from amtui.domain.changes import AddComment, SetStatus, Undo
from amtui.domain.errors import Invalid, Refused
from amtui.domain.filters import parse
from amtui.domain.request_changes import ClientReplied, SnoozeRequest, WakeRequest
from amtui.domain.vocabulary import RequestStatus
from amtui.services.backend import Backend
from tests.services.world import LOGIN, MONDAY_NINE, World

TOMORROW = MONDAY_NINE + timedelta(days=1)
S = RequestStatus


def refs(backend: Backend, text: str) -> list[str]:
    return [row.ref for row in backend.read(request_page, filter=parse(text)).rows]


def test_a_snoozed_request_comes_back_by_itself_until_somebody_works_on_it(
    world: World, ana: Backend
) -> None:
    receipt = ana.apply(SnoozeRequest(request_id=LOGIN, expected_version=1, until=TOMORROW))
    assert receipt.words == "R-1001 snoozed until 2026-11-24 09:00 (Europe/Berlin)"
    assert refs(ana, "is:snoozed") == ["R-1001"]
    assert "R-1001" not in refs(ana, "is:mine -is:snoozed")
    world.clock.passes(days=1, minutes=1)
    assert refs(ana, "is:snoozed") == []
    assert refs(ana, "is:back") == ["R-1001"]
    ana.apply(AddComment(request_id=LOGIN, text="On it"))
    assert refs(ana, "is:back") == []


def test_the_clocks_of_a_snoozed_request_run_on(world: World, ana: Backend) -> None:
    before = world.request()
    ana.apply(SnoozeRequest(request_id=LOGIN, expected_version=1, until=TOMORROW))
    after = world.request()
    assert [after[name] for name in ("respond_by", "due_at", "next_due_at")] == [
        before[name] for name in ("respond_by", "due_at", "next_due_at")
    ]


@pytest.mark.parametrize("until", [None, TOMORROW])
def test_what_the_client_says_wakes_what_waits_for_them(world: World, ana: Backend, until: object) -> None:
    ana.apply(SetStatus(request_id=LOGIN, expected_version=1, to=S.IN_PROGRESS))
    ana.apply(SetStatus(request_id=LOGIN, expected_version=2, to=S.WAITING_CLIENT))
    ana.apply(SnoozeRequest(request_id=LOGIN, expected_version=3, until=until, for_client=True))  # type: ignore[arg-type]
    world.clock.passes(hours=2)
    assert refs(ana, "is:snoozed") == ["R-1001"]
    receipt = ana.apply(ClientReplied(request_id=LOGIN, text="Here is the file"))
    assert receipt.words == "Reply of Kim added to R-1001; it is in progress again"
    row = world.request()
    assert (row["status"], row["on_hold_seconds"], row["first_response_at"]) == (S.IN_PROGRESS, 7200, None)
    assert refs(ana, "is:back") == ["R-1001"]
    assert [entry[0] for entry in world.entries()[-2:]] == ["comment", "status"]


def test_moving_a_request_on_wakes_it_too(world: World, ana: Backend) -> None:
    ana.apply(SetStatus(request_id=LOGIN, expected_version=1, to=S.IN_PROGRESS))
    ana.apply(SetStatus(request_id=LOGIN, expected_version=2, to=S.WAITING_CLIENT))
    ana.apply(SnoozeRequest(request_id=LOGIN, expected_version=3, for_client=True))
    ana.apply(SetStatus(request_id=LOGIN, expected_version=4, to=S.IN_PROGRESS))
    assert world.request()["snoozed_for_client"] is False


def test_a_request_can_be_taken_up_early_and_a_snooze_undone(world: World, ana: Backend) -> None:
    ana.apply(SnoozeRequest(request_id=LOGIN, expected_version=1, until=TOMORROW, for_client=True))
    ana.apply(WakeRequest(request_id=LOGIN, expected_version=2))
    assert refs(ana, "is:snoozed") == []
    ana.apply(Undo())
    assert refs(ana, "is:snoozed") == ["R-1001"]
    row = world.request()
    assert (row["snoozed_until"], row["snoozed_for_client"]) == (TOMORROW, True)


@pytest.mark.parametrize("until", [None, MONDAY_NINE, TOMORROW.replace(tzinfo=None)])
def test_until_when_has_to_be_said_and_lie_ahead(ana: Backend, until: object) -> None:
    with pytest.raises(Invalid, match="until"):
        ana.apply(SnoozeRequest(request_id=LOGIN, expected_version=1, until=until))  # type: ignore[arg-type]


def test_what_has_ended_needs_no_snoozing(ana: Backend) -> None:
    ana.apply(SetStatus(request_id=LOGIN, expected_version=1, to=S.DECLINED, reason="Not ours"))
    with pytest.raises(Refused, match="needs no snoozing"):
        ana.apply(SnoozeRequest(request_id=LOGIN, expected_version=2, until=TOMORROW))
