"""Stories of requests that are handed on: escalations, followed ones, evidence."""

from datetime import date, timedelta

import pytest

from amtui.data.queries.request_attention import attention
from amtui.data.queries.request_pack import request_pack
from amtui.data.queries.requests import request_page
from amtui.domain.changes import AddComment, SetStatus, Undo
from amtui.domain.errors import Invalid, Refused
from amtui.domain.filters import parse
from amtui.domain.request_changes import AddEvidence, EndEscalation, EscalateRequest, FollowRequest
from amtui.domain.vocabulary import RequestStatus
from amtui.services.backend import Backend
from tests.services.world import LOGIN, MONDAY_NINE, OUTAGE, World

S = RequestStatus
HOUR = timedelta(hours=1)
ASKED = EscalateRequest(
    request_id=LOGIN,
    expected_version=1,
    team="Engineering",
    asked_for=date(2026, 11, 27),
    note="They lose orders",
    evidence=("call-1", "call-2", "call-1"),
)


def test_an_escalation_tells_team_day_evidence_and_when_to_report(world: World, ana: Backend) -> None:
    assert ana.apply(ASKED).words == "R-1001 escalated to Engineering, asked for by 2026-11-27"
    found = ana.read(attention, request_id=LOGIN).escalation
    assert found is not None
    assert (found.team, found.asked_for) == ("Engineering", date(2026, 11, 27))
    assert found.next_update_at == MONDAY_NINE + 4 * HOUR
    assert world.request()["evidence"] == "call-1\ncall-2"
    told = {entry[0]: entry[2:] for entry in world.entries()}
    assert told["escalated_to"] == ("Engineering", "They lose orders")
    assert told["asked_for_on"] == ("2026-11-27", "They lose orders")


def test_telling_the_client_sets_the_clock_anew_in_business_time(world: World, ana: Backend) -> None:
    ana.apply(ASKED)
    world.clock.passes(hours=5)
    assert [row.ref for row in ana.read(request_page, filter=parse("is:update_due")).rows] == ["R-1001"]
    ana.apply(AddComment(request_id=LOGIN, text="Asked again"))
    assert world.request()["next_update_at"] == MONDAY_NINE + 4 * HOUR
    ana.apply(AddComment(request_id=LOGIN, text="They are on it", shared=True))
    assert world.request()["next_update_at"] == MONDAY_NINE + 25 * HOUR
    assert ana.read(request_page, filter=parse("is:update_due")).rows == ()


def test_a_resolved_request_needs_no_more_reports(world: World, ana: Backend) -> None:
    ana.apply(ASKED)
    ana.apply(SetStatus(request_id=LOGIN, expected_version=2, to=S.IN_PROGRESS))
    ana.apply(SetStatus(request_id=LOGIN, expected_version=3, to=S.RESOLVED))
    assert world.request()["next_update_at"] is None
    ana.apply(SetStatus(request_id=LOGIN, expected_version=4, to=S.IN_PROGRESS, reason="Broke again"))
    assert world.request()["next_update_at"] == MONDAY_NINE + 4 * HOUR


def test_an_escalation_ends_and_can_be_brought_back(world: World, ana: Backend) -> None:
    ana.apply(ASKED)
    ana.apply(EndEscalation(request_id=LOGIN, expected_version=2, note="Fixed in 4.2"))
    assert ana.read(attention, request_id=LOGIN).escalation is None
    ana.apply(Undo())
    assert world.request()["escalated_to"] == "Engineering"
    with pytest.raises(Refused, match="is not escalated"):
        ana.apply(EndEscalation(request_id=OUTAGE, expected_version=1))


def test_an_escalation_that_makes_no_sense_is_refused_field_by_field(ana: Backend) -> None:
    wrong = EscalateRequest(
        request_id=LOGIN,
        expected_version=1,
        team="Engineering",
        asked_for=date(2026, 11, 22),
        update_every_minutes=0,
    )
    with pytest.raises(Invalid) as caught:
        ana.apply(wrong)
    assert set(caught.value.fields) == {"asked_for", "update_every_minutes"}


def test_who_follows_outside_is_told_and_a_p1_keeps_its_ticket(world: World, ana: Backend) -> None:
    change = FollowRequest(request_id=LOGIN, expected_version=1, external_owner="Sam", external_ticket="T-1")
    assert ana.apply(change).words == "R-1001 is followed with Sam as T-1"
    ana.apply(FollowRequest(request_id=LOGIN, expected_version=2, external_owner=""))
    row = world.request()
    assert (row["external_owner"], row["external_ticket"]) == (None, "T-1")
    with pytest.raises(Refused, match="Support ticket"):
        ana.apply(FollowRequest(request_id=OUTAGE, expected_version=1, external_ticket=" "))


def test_evidence_is_added_once_and_never_overwritten(world: World, ana: Backend) -> None:
    words = ana.apply(AddEvidence(request_id=LOGIN, log_ids=("call-1", " call  2 "))).words
    assert words == "2 log ids added to R-1001"
    world.as_("max").apply(AddEvidence(request_id=LOGIN, log_ids=("call-1", "call-3")))
    assert world.request()["evidence"] == "call-1\ncall 2\ncall-3"
    with pytest.raises(Invalid, match="at least one"):
        ana.apply(AddEvidence(request_id=LOGIN, log_ids=(" ",)))


def test_the_evidence_pack_holds_all_that_another_team_needs(ana: Backend) -> None:
    ana.apply(ASKED)
    ana.apply(AddComment(request_id=LOGIN, text="a *bold* claim\n# not a heading", shared=True))
    text = ana.read(request_pack, request_id=LOGIN)
    for wanted in (
        "# R-1001: Cannot log in",
        "- Account: Northwind",
        "- On behalf of: Kim",
        "- To: Engineering, since 2026-11-23 09:00 CET",
        "- call-2",
        "## Figures of the account",
        "comment (shared with the client)",
        r"  > a \*bold\* claim",
        r"  > \# not a heading",
    ):
        assert wanted in text.splitlines() or f"{wanted}" in text
