"""What a filter of requests finds, on both engines."""

from datetime import timedelta

import pytest

from amtui.data.queries.request_filter import FIELDS, MARKS
from amtui.data.queries.request_order import SORTS
from amtui.data.queries.requests import request_page
from amtui.domain.filters import REQUESTS, parse
from amtui.domain.paging import Order
from amtui.domain.vocabulary import Priority, RequestStatus, RequestType, Route, SlaState
from tests.data.queries.story import NOW, Story

HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def story(told_story: Story) -> Story:
    """Read by every test, changed by none."""
    return told_story


@pytest.fixture(scope="module")
def people(story: Story) -> dict[str, int]:
    """Two books; every request is named by its subject."""
    ana, ben = story.user("ana", name="Ana Ruiz"), story.user("ben", name="Ben Óg")
    north, zoe = story.account("Northwind", ana), story.account("Northwind 100%", ana)
    other, nobody = story.account("ZOË & Co_x", ben), story.account("Orphan", 0)
    caller = story.contact(north, "Élodie Martin")
    story.request(north, subject="late", respond_by=NOW - HOUR, due_at=NOW + HOUR, next_due_at=NOW - HOUR)
    story.request(
        north,
        subject="paused",
        status=RequestStatus.WAITING_CLIENT,
        priority=Priority.P1,
        first_response_at=NOW - HOUR,
        hold_since=NOW - HOUR,
        contact_id=caller,
        external_ticket="SUP-77",
        due_at=NOW + 60 * HOUR,
        created_at=NOW - 3 * HOUR,
    )
    story.request(
        zoe,
        subject="risky",
        type=RequestType.BILLING,
        route=Route.BILLING,
        status=RequestStatus.ROUTED,
        first_response_at=NOW - HOUR,
        due_at=NOW + HOUR,
        due_risk_at=NOW - HOUR,
        next_due_at=NOW + HOUR,
        owner_id=ben,
        priority=Priority.P2,
    )
    story.request(other, subject="asleep ÄRGER", snoozed_until=NOW + HOUR, owner_id=ana)
    story.request(nobody, subject="unowned", created_by_id=ana)
    story.request(north, subject="done", status=RequestStatus.RESOLVED, resolved_at=NOW - 30 * HOUR)
    story.request(north, subject="gone", status=RequestStatus.CLOSED, resolved_at=NOW - 900 * HOUR)
    return {"ana": ana, "ben": ben}


OPEN = {"late", "paused", "risky", "asleep ÄRGER", "unowned"}
CASES = [
    ("", OPEN),
    ("status:open", OPEN),
    ("-status:open", {"done", "gone"}),
    ("status:ended", {"gone"}),
    ("status:resolved,new", {"done", "late", "asleep ÄRGER", "unowned"}),
    ("is:open", OPEN),
    ("-is:open", {"done", "gone"}),
    ("is:open is:breached", {"late"}),
    ("is:breached", {"late"}),
    ("is:overdue", {"late"}),
    ("is:paused", {"paused"}),
    ("is:at_risk", {"risky"}),
    ("is:at_risk,breached", {"late", "risky"}),
    ("-is:at_risk,breached", OPEN - {"late", "risky"}),
    ("is:followed", {"risky"}),
    ("is:snoozed", {"asleep ÄRGER"}),
    ("-is:snoozed", OPEN - {"asleep ÄRGER"}),
    ("is:unanswered", {"late", "asleep ÄRGER", "unowned"}),
    ("is:unassigned", {"unowned"}),
    ("is:mine", {"late", "paused", "risky", "asleep ÄRGER"}),
    ("p:1,2", {"paused", "risky"}),
    ("p:<=2", {"paused", "risky"}),
    ("-p:4", {"paused", "risky"}),
    ("type:billing", {"risky"}),
    ("route:billing", {"risky"}),
    ("account:northwind", {"late", "paused"}),
    ("account:north", {"late", "paused", "risky"}),
    ("account:100%", {"risky"}),
    ("account:%", {"risky"}),
    ("account:_x", {"asleep ÄRGER"}),
    ("account:zoë", {"asleep ÄRGER"}),
    ("account:northwind,orphan", {"late", "paused", "unowned"}),
    ("am:ana", {"late", "paused", "risky"}),
    ("am:ruiz", {"late", "paused", "risky"}),
    ("am:none", {"unowned"}),
    ("-am:ana", {"asleep ÄRGER", "unowned"}),
    ("owner:ben", {"risky"}),
    ("owner:óg", {"risky"}),
    ("owner:none", {"late", "paused", "unowned"}),
    ("-owner:ben", OPEN - {"risky"}),
    ("contact:élodie", {"paused"}),
    ("-contact:élodie", OPEN - {"paused"}),
    ("ticket:sup-77", {"paused"}),
    ("due:<2d", {"late", "risky"}),
    ("due:none", {"asleep ÄRGER", "unowned"}),
    ("-due:<2d", {"paused", "asleep ÄRGER", "unowned"}),
    ("respond:overdue", {"late"}),
    ("created:<1d", {"paused"}),
    ("resolved:<1w", {"done"}),
    ("PAUSE", {"paused"}),
    ("-paused", OPEN - {"paused"}),
    ("ärger", {"asleep ÄRGER"}),
    ("orphan", {"unowned"}),
    ('"100%"', {"risky"}),
    ("l_te", set[str]()),
    ("northwind late", {"late"}),
    ("is:open is:unassigned am:ana", set[str]()),
    ("status:new -status:open", set[str]()),
]


@pytest.mark.parametrize(("text", "subjects"), CASES)
def test_a_filter_finds(story: Story, people: dict[str, int], text: str, subjects: set[str]) -> None:
    with story.reading(everything=True, user=people["ana"]) as reading:
        found = request_page(reading, filter=parse(text)).rows
    assert {row.subject for row in found} == subjects


def test_every_field_and_column_of_the_language_is_known() -> None:
    by_name = {field.name: field for field in REQUESTS.fields}
    assert {*by_name} == {*FIELDS}
    assert {*by_name["is"].choices} == {*MARKS, *SlaState}
    assert {*REQUESTS.sorts} == {*SORTS}


def test_a_reference_is_found_whatever_its_status(story: Story, people: dict[str, int]) -> None:
    with story.reading(people["ana"]) as reading:
        assert [row.subject for row in request_page(reading, filter=parse("ref:r-7")).rows] == ["gone"]


def test_the_order_in_a_filter_counts_where_none_is_asked_for(story: Story, people: dict[str, int]) -> None:
    with story.reading(people["ana"]) as reading:
        by_subject = request_page(reading, filter=parse("sort:-subject")).rows
        by_priority = request_page(reading, filter=parse("sort:-subject"), order=Order("priority")).rows
    assert [row.subject for row in by_subject] == ["risky", "paused", "late"]
    assert [row.subject for row in by_priority] == ["paused", "risky", "late"]
