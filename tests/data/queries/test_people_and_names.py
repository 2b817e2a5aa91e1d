"""People, changes and going to things by name."""

from datetime import date, timedelta

import pytest

from amtui.data import models
from amtui.data.queries.go_to import go_to
from amtui.data.queries.history import account_history, request_history
from amtui.data.queries.people import user_by_login, users
from amtui.domain.errors import NotFound
from amtui.domain.people import Leave
from amtui.domain.vocabulary import RequestStatus
from tests.data.queries.story import NOW, Story


def test_people_with_their_visible_accounts_and_leaves(story: Story) -> None:
    ben, ana = story.user("ben", email=None), story.user("ana", active=False)
    for name, am in (("One", ana), ("Two", ana), ("Three", ben)):
        story.account(name, am)
    story.add(models.leaves, user_id=ana, cover_id=ben, first=date(2026, 11, 20), last=date(2026, 11, 30))
    story.add(models.leaves, user_id=ana, cover_id=ben, first=date(2026, 1, 1), last=date(2026, 1, 2))
    with story.reading(ana) as reading:
        found = users(reading)
        assert [row.login for row in users(reading, only_active=True)] == ["ben"]
        assert user_by_login(reading, login="ana") == found[0]
        with pytest.raises(NotFound, match="there is no user “-”"):
            user_by_login(reading, login="-")
    assert [(row.login, row.email, row.accounts) for row in found] == [
        ("ana", "ana@example.com", 2),
        ("ben", "", 0),
    ]
    assert found[0].leaves == (Leave(ana, ben, date(2026, 11, 20), date(2026, 11, 30)),)


def test_history_of_an_account_and_of_a_request(story: Story) -> None:
    ana, ben = story.user("ana"), story.user("ben")
    account = story.account("Northwind", ana)
    request = story.request(account)

    def changed(entity: str, entity_id: int, **values: object) -> None:
        # Written while the account was still in another book.
        story.add(
            models.audit,
            at=NOW,
            actor_id=ben,
            am_id=ben,
            account_id=account,
            entity=entity,
            entity_id=entity_id,
            action="update",
            group="g",
            **values,
        )

    changed("requests", request, before={"status": "new"}, after={"status": "routed", "version": 2})
    changed("accounts", account, after={"plan": "gold"})
    with story.reading(ana) as reading:
        whole = account_history(reading, account_id=account)
        (one,) = request_history(reading, request_id=request)
        assert account_history(reading, account_id=account, limit=1) == whole[:1]
    assert [entry.entity for entry in whole] == ["accounts", "requests"]
    assert (one.who, one.account, one.before, one.after) == (
        "Ben",
        "Northwind",
        "status: new",
        "status: routed, version: 2",
    )
    with story.reading(ben) as reading:
        assert account_history(reading, account_id=account) == ()
        assert request_history(reading, request_id=request) == ()


def test_going_to_something_by_name(story: Story) -> None:
    ana, ben = story.user("ana", name="Ana North"), story.user("ben")
    far, near = story.account("Far North", ana), story.account("Northwind", ana)
    hidden = story.account("North Ben", ben)
    old = story.request(near, subject="To the north", ref="R-77", updated_at=NOW - timedelta(days=1))
    new = story.request(near, subject="North again", ref="R-78", updated_at=NOW)
    story.request(near, subject="North, done", ref="R-79", status=RequestStatus.CLOSED)
    story.request(hidden, subject="North of Ben", ref="R-80")
    with story.reading(ana) as reading:
        found = go_to(reading, text=" NORTH")
        by_ref = go_to(reading, text="r-79")
        by_number = go_to(reading, text="79")
        assert len(go_to(reading, text="north", limit=1)) == 3
        assert go_to(reading, text="  ") == ()
        assert go_to(reading, text="r-80") == ()
    assert [(hit.kind, hit.id) for hit in found] == [
        ("account", near),
        ("account", far),
        ("request", new),
        ("request", old),
        ("person", ana),
    ]
    assert [hit.ref for hit in by_ref] == [hit.ref for hit in by_number] == ["R-79"]
    assert by_ref[0].words == "R-79 · North, done · Northwind"
