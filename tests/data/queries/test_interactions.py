"""Contacts with clients, one by one and added up."""

from datetime import timedelta

import pytest

from amtui.data import models
from amtui.data.queries.account_facts import account_facts
from amtui.data.queries.interactions import account_touches, contact_touches, interaction, interactions
from amtui.domain.contact_balance import ReactiveRatio
from amtui.domain.errors import NotFound
from amtui.domain.vocabulary import InteractionDirection, ReviewStatus
from tests.data.queries.story import LONG_AGO, NOW, Story

DAY = timedelta(days=1)
THEM = InteractionDirection.CLIENT


def person(story: Story, account: int, name: str) -> int:
    flags = {"is_admin": False, "is_approved": False, "is_champion": False}
    return story.of(models.contacts, account, name=name, created_at=LONG_AGO, updated_at=LONG_AGO, **flags)


def test_each_person_has_a_last_touch_and_a_balance(story: Story) -> None:
    ana = story.user("ana")
    northwind = story.account("Northwind", ana)
    kim, lee = person(story, northwind, "Kim"), person(story, northwind, "Lee")
    story.touch(northwind, NOW - 40 * DAY, contact_id=kim, user_id=ana)
    story.touch(northwind, NOW - 3 * DAY, contact_id=kim, direction=THEM)
    story.touch(northwind, NOW - 2 * DAY, contact_id=kim, completed=False)
    latest = story.touch(northwind, NOW - DAY, direction=THEM, summary="Invoice")
    with story.reading(ana) as reading:
        people = contact_touches(reading, account_id=northwind)
        (whole,) = account_touches(reading)
        rows = interactions(reading, account_id=northwind)
        with_kim = interactions(reading, contact_id=kim, limit=2)
    assert [(one.contact, one.last_at, one.balance) for one in people] == [
        ("Kim", NOW - 3 * DAY, ReactiveRatio(1, 2)),
        ("Lee", None, ReactiveRatio(0, 0)),
    ]
    assert (whole.last_at, whole.balance) == (NOW - DAY, ReactiveRatio(2, 3))
    assert [(row.id, row.summary, row.contact) for row in rows[:1]] == [(latest, "Invoice", None)]
    assert [row.at for row in with_kim] == [NOW - 2 * DAY, NOW - 3 * DAY]
    assert rows[-1].who == "Ana"
    assert lee != kim


def test_a_review_that_was_held_is_a_touch_wherever_the_last_one_is_told(story: Story) -> None:
    ana = story.user("ana")
    northwind = story.account("Northwind", ana)
    story.touch(northwind, NOW - 9 * DAY, user_id=ana)
    story.review(northwind, NOW - 4 * DAY, status=ReviewStatus.HELD)
    with story.reading(ana) as reading:
        (whole,) = account_touches(reading)
        (facts,) = account_facts(reading)
    assert whole.last_at == facts.touched_at == NOW - 4 * DAY


def test_contacts_of_other_books_are_not_seen(story: Story) -> None:
    northwind, ben = story.account("Northwind", story.user("ana")), story.user("ben")
    made = story.touch(northwind, NOW - DAY)
    with story.reading(ben) as reading:
        assert (interactions(reading), account_touches(reading)) == ((), ())
        with pytest.raises(NotFound):
            interaction(reading, interaction_id=made)
