"""One request with what happened to it."""

from datetime import timedelta

import pytest

from amtui.data.models import request_watchers, timeline
from amtui.data.queries.requests import request_detail
from amtui.domain.errors import NotFound
from amtui.domain.vocabulary import SlaState
from tests.data.queries.story import NOW, Story

HOUR = timedelta(hours=1)


@pytest.fixture
def request_id(story: Story) -> int:
    """A late request of a contact who may not decide, with two entries and one that was withdrawn."""
    ana = story.user("ana")
    account = story.account("Northwind", ana)
    caller = story.contact(account, "Cleo")
    request_id = story.request(
        account,
        ref="R-1001",
        contact_id=caller,
        owner_id=ana,
        description="why",
        evidence="log 7",
        respond_by=NOW - HOUR,
    )
    entry = {"request_id": request_id, "am_id": ana, "actor_name": "Ana", "field": "comment", "shared": False}
    story.add(timeline, at=NOW - HOUR, note="second", **entry)
    story.add(timeline, at=NOW - 2 * HOUR, note="first", **entry)
    story.add(timeline, at=NOW, note="taken back", withdrawn=True, **entry)
    story.add(request_watchers, request_id=request_id, user_id=ana, am_id=ana)
    return request_id


def test_everything_about_a_request(story: Story, request_id: int) -> None:
    with story.reading(1) as reading:
        by_id = request_detail(reading, request_id=request_id)
        assert request_detail(reading, ref="r-1001 ") == by_id
    assert by_id.row.ref == "R-1001"
    assert by_id.row.sla_state is SlaState.BREACHED
    assert (by_id.row.contact, by_id.row.owner, by_id.created_by) == ("Cleo", "Ana", "Ana")
    assert (by_id.description, by_id.evidence) == ("why", "log 7")
    assert by_id.contact_approved is False
    assert by_id.watchers == ("Ana",)
    assert [entry.note for entry in by_id.timeline] == ["first", "second"]


def test_a_contact_who_may_decide_is_approved(story: Story) -> None:
    account = story.account("Northwind", story.user("ana"))
    boss = story.contact(account, "Bo", is_admin=True)
    asked, unasked = story.request(account, contact_id=boss), story.request(account)
    with story.reading(1) as reading:
        assert request_detail(reading, request_id=asked).contact_approved is True
        assert request_detail(reading, request_id=unasked).contact_approved is None


def test_a_request_of_another_book_is_not_there(story: Story, request_id: int) -> None:
    with story.reading(2) as reading, pytest.raises(NotFound, match="there is no request R-1001"):
        request_detail(reading, ref="R-1001")
    with story.reading(2) as reading, pytest.raises(NotFound, match=f"there is no request {request_id}"):
        request_detail(reading, request_id=request_id)
