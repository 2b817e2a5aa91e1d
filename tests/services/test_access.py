"""Passwords and keys: who is let in, who is not, and what is kept of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from amtui.data.models import audit, credentials, operations, user_keys, users
from amtui.domain.access_changes import AddKey, RemoveKey, SetPassword
from amtui.domain.changes import AddComment, Undo
from amtui.domain.errors import Invalid, NotFound, Refused
from amtui.services import passwords
from amtui.services.login import FREE_TRIES, NO, admit, wait_after
from tests.services.test_permissions import KEY
from tests.services.world import ANA, BEN, LOGIN, World

SECRET, OTHER = "a horse in the cellar", "two mice on the roof"


pytestmark = pytest.mark.usefixtures("cheap_hashes")


@pytest.fixture
def office(world: World) -> World:
    """Ana has a password that an administrator chose."""
    world.as_("ada").apply(SetPassword(user_id=ANA, password=SECRET))
    return world


def refused(world: World, login: str, password: str) -> str:
    with pytest.raises(Refused) as caught:
        admit(world.engine, world.clock, login, password)
    return caught.value.message


def test_the_right_password_lets_in_and_is_to_be_changed_when_somebody_else_chose_it(office: World) -> None:
    admitted = admit(office.engine, office.clock, "ana", SECRET)
    assert (admitted.user_id, admitted.must_change) == (ANA, True)
    office.as_("ana").apply(SetPassword(user_id=ANA, password=OTHER, current=SECRET))
    assert not admit(office.engine, office.clock, "ana", OTHER).must_change
    assert refused(office, "ana", SECRET) == NO


def test_an_unknown_login_and_a_wrong_password_look_the_same(office: World) -> None:
    with office.writing() as connection:
        connection.execute(update(users).where(users.c.id == BEN).values(active=False))
    office.as_("ada").apply(SetPassword(user_id=BEN, password=SECRET))
    wrong = (("ana", "guess"), ("nobody", SECRET), ("cleo", SECRET), ("ben", SECRET), ("-", SECRET), ("", ""))
    assert {refused(office, login, password) for login, password in wrong} == {NO}


@pytest.mark.parametrize("typed", ["a\udcff", "a\x00", "\ud800"])
def test_what_is_no_text_is_wrong_like_any_other(office: World, typed: str) -> None:
    for login, password in ((typed, SECRET), ("ana", typed), ("nobody", typed)):
        with pytest.raises(Refused, match="the login or the password is wrong"):
            admit(office.engine, office.clock, login, password)


def test_after_some_mistakes_even_the_right_password_has_to_wait(office: World) -> None:
    for _ in range(FREE_TRIES):
        assert refused(office, "ana", "guess") == NO
    assert "try again in 1 minute" in refused(office, "ana", SECRET)
    office.clock.passes(minutes=1, seconds=1)
    assert refused(office, "ana", "guess") == NO
    assert "try again in 2 minutes" in refused(office, "ana", SECRET)
    office.clock.passes(minutes=2, seconds=1)
    assert admit(office.engine, office.clock, "ana", SECRET).login == "ana"
    assert refused(office, "ana", "guess") == NO
    assert admit(office.engine, office.clock, "ana", SECRET).login == "ana", "mistakes are counted anew"


def test_the_wait_doubles_up_to_an_hour() -> None:
    waits = [wait_after(FREE_TRIES + more) // timedelta(minutes=1) for more in (0, 1, 2, 3, 5, 6, 400)]
    assert waits == [1, 2, 4, 8, 32, 60, 60]


@pytest.mark.parametrize("easy", ["short", "aaaaaaaaaaaaaaa", "anaanaanaana", "x" * 2_000])
def test_easy_passwords_are_refused_without_being_repeated(office: World, easy: str) -> None:
    with pytest.raises(Invalid) as caught:
        office.as_("ada").apply(SetPassword(user_id=ANA, password=easy))
    assert easy not in caught.value.message


def test_nobody_sets_the_password_of_another_or_ones_own_without_the_old_one(office: World) -> None:
    for login in ("max", "ana"):
        with pytest.raises(Refused, match="only admin may do this"):
            office.as_(login).apply(SetPassword(user_id=BEN, password=OTHER))
    for wrong in (None, "guess"):
        with pytest.raises(Refused, match="the password until now is not right"):
            office.as_("ana").apply(SetPassword(user_id=ANA, password=OTHER, current=wrong))
    with pytest.raises(Invalid, match="is the one until now"):
        office.as_("ana").apply(SetPassword(user_id=ANA, password=SECRET, current=SECRET))


def test_no_password_is_kept_shown_or_recorded(office: World) -> None:
    change = SetPassword(user_id=ANA, password=OTHER, current=SECRET)
    office.as_("ana").apply(change)
    assert OTHER not in repr(change)
    assert SECRET not in repr(change)
    with office.engine.connect() as connection:
        kept = connection.execute(select(credentials.c.hash)).scalar_one()
        rows = [*connection.execute(select(audit)), *connection.execute(select(operations))]
    told = "".join(map(str, rows))
    assert kept.startswith("$argon2id$")
    for secret in (SECRET, OTHER, kept):
        assert secret not in told
    assert "password" in told


def test_what_was_set_or_revoked_is_not_undone(office: World) -> None:
    ada = office.as_("ada")
    ada.apply(AddComment(request_id=LOGIN, text="Before"))
    ada.apply(AddKey(user_id=ANA, line=KEY[0]))
    ada.apply(RemoveKey(user_id=ANA, fingerprint=KEY[1]))
    with pytest.raises(Refused, match=r"no longer logs in with .* cannot be taken back"):
        ada.apply(Undo())
    assert "comment" in ada.apply(Undo(past=True)).words
    with office.engine.connect() as connection:
        assert connection.execute(select(user_keys)).first() is None


def test_a_retry_after_a_lost_answer_is_answered_as_before(office: World) -> None:
    ada, ana = office.as_("ada"), office.as_("ana")
    for who, change in (
        (ana, SetPassword(user_id=ANA, password=OTHER, current=SECRET)),
        (ada, AddKey(user_id=ANA, line=KEY[0])),
        (ada, RemoveKey(user_id=ANA, fingerprint=KEY[1])),
    ):
        assert who.apply(change) == who.apply(change)
        with office.engine.connect() as connection:
            entries = connection.execute(select(audit.c.action).where(audit.c.group == change.op_id)).all()
        assert len(entries) == 1
        with pytest.raises(Refused, match="nothing of yours to undo"):
            who.apply(Undo(group=change.op_id))


def test_a_key_belongs_to_one_user(office: World) -> None:
    ada = office.as_("ada")
    assert KEY[1] in ada.apply(AddKey(user_id=ANA, line=KEY[0])).words
    with pytest.raises(Refused, match="this key belongs to a user already"):
        ada.apply(AddKey(user_id=BEN, line=KEY[0]))
    with pytest.raises(NotFound, match="Ben has no key"):
        ada.apply(RemoveKey(user_id=BEN, fingerprint=KEY[1]))
    with pytest.raises(NotFound, match="there is no user 0"):
        ada.apply(AddKey(user_id=0, line=KEY[0]))


def test_a_password_change_keeps_its_hash_of_the_right_cost(
    office: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from argon2 import PasswordHasher

    monkeypatch.setattr(passwords, "_hasher", lambda: PasswordHasher(2, 16, 1))
    admit(office.engine, office.clock, "ana", SECRET)
    with office.engine.connect() as connection:
        assert "m=16,t=2" in connection.execute(select(credentials.c.hash)).scalar_one()
