"""Who works, and whose books they see."""

import os
import pwd
from datetime import date

import pytest
from sqlalchemy import insert, update

from amtui.data.models import leaves, meta, users
from amtui.data.queries.portfolio import portfolio
from amtui.domain.access_changes import SetPassword
from amtui.domain.admin_changes import ActivateUser, DeactivateUser
from amtui.domain.errors import Refused, Unavailable
from amtui.domain.vocabulary import Role
from amtui.services.identity import renewed, who_is
from tests.services.world import ADA, ANA, BEN, CLEO, MAX, World


def test_books_are_by_role(world: World) -> None:
    books = {login: who_is(world.engine, world.clock, login).books for login in ("ada", "max", "ana")}
    assert books == {"ada": None, "max": {MAX, ANA, BEN, 0}, "ana": {ANA}}


def test_a_manager_sees_the_whole_line_below(world: World) -> None:
    with world.writing() as connection:
        connection.execute(update(users).where(users.c.id == CLEO).values(manager_id=BEN))
        connection.execute(update(users).where(users.c.id == MAX).values(manager_id=ADA))
    assert who_is(world.engine, world.clock, "max").books == frozenset({MAX, ANA, BEN, CLEO, 0})


def test_a_circle_of_managers_does_not_run_forever(world: World) -> None:
    with world.writing() as connection:
        connection.execute(update(users).where(users.c.id == MAX).values(manager_id=ANA))
    assert who_is(world.engine, world.clock, "max").books == frozenset({MAX, ANA, BEN, 0})


def test_a_leave_is_covered_from_its_first_to_its_last_day(world: World) -> None:
    with world.writing() as connection:
        row = {"user_id": CLEO, "cover_id": ANA, "first": date(2026, 11, 24), "last": date(2026, 11, 25)}
        connection.execute(insert(leaves), row)
    seen = []
    for day in range(23, 27):
        world.clock.at = world.clock.at.replace(day=day)
        seen.append(who_is(world.engine, world.clock, "ana").scope.sees(CLEO))
    assert seen == [False, True, True, False]


def test_a_leave_begins_with_the_day_of_the_one_who_covers(world: World) -> None:
    with world.writing() as connection:
        row = {"user_id": CLEO, "cover_id": ANA, "first": date(2026, 11, 24), "last": date(2026, 11, 24)}
        connection.execute(insert(leaves), row)
    world.clock.at = world.clock.at.replace(hour=23, minute=30)  # half past midnight in Berlin
    assert who_is(world.engine, world.clock, "ana").scope.sees(CLEO)


@pytest.mark.parametrize("login", ["nobody", "-"])
def test_a_stranger_is_told_what_to_do(world: World, login: str) -> None:
    with pytest.raises(Refused, match=f"{login} is not a user of this database") as caught:
        who_is(world.engine, world.clock, login)
    assert "amtui user add" in caught.value.next


def test_a_zone_that_this_machine_does_not_know_is_named_with_what_to_do(world: World) -> None:
    with world.writing() as connection:
        connection.execute(update(users).where(users.c.id == ANA).values(zone="Europe/Bxrlin"))
    with pytest.raises(Unavailable, match="the time zone of ana, “Europe/Bxrlin”, is not known") as refused:
        who_is(world.engine, world.clock, "ana")
    assert "amtui db restore" in refused.value.next


def test_an_inactive_user_is_refused(world: World) -> None:
    with world.writing() as connection:
        connection.execute(update(users).where(users.c.id == ANA).values(active=False))
    with pytest.raises(Refused, match="the user ana is inactive"):
        who_is(world.engine, world.clock, "ana")


def test_whoever_is_let_go_while_they_work_can_change_nothing_any_more(world: World) -> None:
    max_, ada = world.as_("max"), world.as_("ada")
    with world.writing() as connection:
        connection.execute(update(users).where(users.c.id == MAX).values(role=Role.ADMIN))
    with pytest.raises(Refused, match="your role is admin by now"):
        max_.apply(SetPassword(user_id=MAX, password="a horse in the cellar"))
    max_.identity = renewed(max_.engine, max_.clock, max_.identity)
    max_.apply(DeactivateUser(user_id=ADA, expected_version=1))
    back = ActivateUser(user_id=ADA, expected_version=2)
    with pytest.raises(Refused, match="the user ada is inactive"):
        ada.apply(back)
    ada.identity = renewed(ada.engine, ada.clock, ada.identity)
    assert ada.read(portfolio) == ()
    with pytest.raises(Refused, match="only admin may do this"):
        ada.apply(back)


def test_without_a_login_it_is_the_systems_user_whatever_the_environment_says(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    login = pwd.getpwuid(os.geteuid()).pw_name
    for name in ("USER", "LOGNAME"):
        monkeypatch.setenv(name, "ada")
    with pytest.raises(Refused, match=f"{login} is not a user"):
        who_is(world.engine, world.clock)
    with world.writing() as connection:
        connection.execute(update(users).where(users.c.id == ANA).values(login=login))
    assert who_is(world.engine, world.clock).user_id == ANA


def test_a_demo_opens_as_it_says(world: World) -> None:
    with world.writing() as connection:
        connection.execute(insert(meta), {"key": "opens_as", "value": "ben"})
    assert who_is(world.engine, world.clock).login == "ben"
    assert who_is(world.engine, world.clock, "ana").login == "ana"
