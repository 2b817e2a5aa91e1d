"""All that happened with an account, told in one order."""

from datetime import timedelta

from amtui.data import models
from amtui.data.queries.account_story import account_story
from amtui.domain.happenings import Happening
from amtui.domain.history_records import HistoryEntry
from amtui.domain.vocabulary import ReviewStatus
from tests.data.queries.story import NOW, Story


def test_contacts_requests_reviews_and_changes_are_one_story(story: Story) -> None:
    ana, ben = story.user("ana"), story.user("ben")
    account, other = story.account("Northwind", ana), story.account("Contoso", ben)
    ago = [NOW - timedelta(days=days) for days in range(9)]
    story.touch(account, ago[1], summary="Wants a second number", contact_id=story.contact(account, "Mia"))
    story.request(account, subject="No sound", created_at=ago[4], resolved_at=ago[2], ref="R-7")
    story.review(account, ago[3], status=ReviewStatus.HELD, outcome="Agreed on a plan")
    story.review(account, ago[3])  # planned and not yet told how it went
    story.touch(other, ago[1])
    change = {"at": ago[0], "actor_id": ana, "am_id": ana, "account_id": account, "group": "g"}
    story.add(
        models.audit, entity="accounts", entity_id=account, action="update", after={"plan": "gold"}, **change
    )
    story.add(models.audit, entity="requests", entity_id=1, action="insert", after={"ref": "R-7"}, **change)
    with story.reading(ana) as reading:
        told = account_story(reading, account_id=account)
        assert account_story(reading, account_id=account, limit=2) == told[:2]
    changed, *happened = told
    assert isinstance(changed, HistoryEntry)
    assert (changed.entity, changed.after) == ("accounts", "plan: gold")
    assert [(one.at, one.what, one.note) for one in happened if isinstance(one, Happening)] == [
        (ago[1], "We called · Mia", "Wants a second number"),
        (ago[2], "R-7 resolved", "No sound"),
        (ago[3], "Check-in held", "Agreed on a plan"),
        (ago[4], "R-7 P4 asked", "No sound"),
    ]
    with story.reading(ben) as reading:
        assert account_story(reading, account_id=account) == ()
