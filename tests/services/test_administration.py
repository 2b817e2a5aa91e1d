"""People, books, calendars and service levels as administrators change them, on both databases."""

from typing import Any

import pytest
from sqlalchemy import select, update

from amtui.data.models import accounts, audit, credentials, operations, settings, users
from amtui.data.queries.books import held_accounts
from amtui.data.queries.office import calendar_rows, service_levels
from amtui.data.queries.people import users as all_users
from amtui.data.queries.user_keys import keys_of
from amtui.domain.access_changes import AddKey
from amtui.domain.admin_changes import (
    ActivateUser,
    AssociateAccounts,
    DeactivateUser,
    DeleteCalendar,
    DeleteUser,
    EditUser,
    SaveCalendar,
    SetServiceLevel,
    TransferBook,
)
from amtui.domain.changes import AddUser, LogInteraction, Redo, SaveSetting, Undo
from amtui.domain.errors import Conflict, Invalid, Refused
from amtui.domain.vocabulary import Channel, InteractionDirection, Priority
from amtui.services import passwords
from tests.services.world import ADA, ANA, BEN, CLEO, CONTOSO, LOGIN, MAX, NORTHWIND, ORPHAN, World

SAID_HELLO: dict[str, Any] = {
    "direction": InteractionDirection.OUTREACH,
    "channel": Channel.CALL,
    "summary": "Said hello",
}
SECRET = "a horse in the cellar"
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKUw7yc9Cc0KniRrMLavxLDOszlJ5KkxgCGrFj8TpBz0 dan"
DAN = AddUser(
    login="dan",
    name="Dan",
    email="dan@example.org",
    phone="+49 30 1234567",
    employee_id="E-7",
    password=SECRET,
)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash at the least cost: the answers are the same."""
    from argon2 import PasswordHasher

    monkeypatch.setattr(passwords, "_hasher", lambda: PasswordHasher(1, 8, 1))


def wrong(world: World, *fields: tuple[str, str]) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        world.as_("ada").apply(EditUser(user_id=ANA, expected_version=1, fields=fields))
    return caught.value.fields


def test_a_new_user_has_a_first_password_that_nothing_repeats(world: World) -> None:
    receipt = world.as_("ada").apply(DAN)
    assert SECRET not in repr(DAN)
    with world.engine.connect() as connection:
        row = connection.execute(select(credentials)).one()
        told = [*connection.execute(select(audit)), *connection.execute(select(operations))]
    assert (row.user_id, row.must_change) == (receipt.entity_id, True)
    assert row.hash.startswith("$argon2id$")
    assert not any(secret in str(told) for secret in (SECRET, row.hash))
    world.as_("ada").apply(Undo())
    with world.engine.connect() as connection:
        assert connection.execute(select(credentials)).first() is None, "the password goes with the user"


def test_every_field_says_what_is_wrong_with_it(world: World) -> None:
    world.as_("ada").apply(DAN)
    said = wrong(
        world, ("login", "dan"), ("email", "DAN@example.org"), ("employee_id", "E-7"), ("phone", "call me"),
        ("role", "boss"), ("zone", "Nowhere/Here"), ("manager", "zoe"), ("name", " "),
    )  # fmt: skip
    assert said.keys() == {"login", "email", "employee_id", "phone", "role", "zone", "manager", "name"}
    assert (said["login"], said["name"]) == ("this login is taken", "cannot be empty")
    with pytest.raises(Invalid, match="no circle"):
        world.as_("ada").apply(EditUser(user_id=MAX, expected_version=1, fields=(("manager", "ana"),)))


def test_an_edit_is_undone_and_a_stale_one_refused(world: World) -> None:
    ada = world.as_("ada")
    change = EditUser(user_id=ANA, expected_version=1, fields=(("mobile", "+49 170 1"), ("manager", "")))
    ada.apply(change)
    row = world.row(users, ANA)
    assert (row["mobile"], row["manager_id"]) == ("+49 170 1", None)
    with pytest.raises(Conflict):
        ada.apply(EditUser(user_id=ANA, expected_version=1, fields=(("name", "Anna"),)))
    ada.apply(Undo())
    assert world.row(users, ANA)["manager_id"] == MAX


def test_nobody_is_told_from_another_by_capitals_alone(world: World) -> None:
    ada = world.as_("ada")
    dan = ada.apply(DAN).entity_id or 0
    with pytest.raises(Invalid) as caught:
        ada.apply(AddUser(login="DAN", name="Other", email="Dan@Example.org", employee_id="e-7"))
    assert set(caught.value.fields) == {"login", "email", "employee_id"}
    with pytest.raises(Invalid, match="this login is taken"):
        ada.apply(EditUser(user_id=ANA, expected_version=1, fields=(("login", "Dan"),)))
    ada.apply(EditUser(user_id=dan, expected_version=1, fields=(("login", "Dan"), ("employee_id", "e-7"))))
    assert (world.row(users, dan)["login"], world.row(users, dan)["employee_id"]) == ("Dan", "e-7")


def test_nobody_leaves_without_an_heir_of_their_accounts(world: World) -> None:
    ada = world.as_("ada")
    with pytest.raises(Refused, match="holds 1 account") as caught:
        ada.apply(DeactivateUser(user_id=ANA, expected_version=1))
    assert "takes them over" in caught.value.next
    words = ada.apply(DeactivateUser(user_id=ANA, expected_version=1, heir_id=BEN)).words
    assert words == "ana is inactive; 1 account to ben" or "1 account to Ben" in words
    assert world.row(accounts, NORTHWIND)["am_id"] == BEN
    assert world.request(LOGIN)["am_id"] == BEN
    assert not world.row(users, ANA)["active"]
    ada.apply(Undo())
    assert (world.row(accounts, NORTHWIND)["am_id"], world.row(users, ANA)["active"]) == (ANA, True)


def test_reports_go_one_step_up_and_come_back_by_undo(world: World) -> None:
    ada = world.as_("ada")
    assert "2 reports one step up" in ada.apply(DeactivateUser(user_id=MAX, expected_version=1)).words
    assert world.row(users, ANA)["manager_id"] is None
    ada.apply(ActivateUser(user_id=MAX, expected_version=2))
    ada.apply(Undo())
    ada.apply(Undo())
    assert world.row(users, ANA)["manager_id"] == MAX


def test_an_administrator_always_stays(world: World) -> None:
    ada = world.as_("ada")
    with pytest.raises(Refused, match="your own work"):
        ada.apply(DeactivateUser(user_id=ADA, expected_version=1))
    with pytest.raises(Invalid, match="from yourself"):
        ada.apply(EditUser(user_id=ADA, expected_version=1, fields=(("role", "am"),)))


def test_only_who_never_worked_here_is_deleted(world: World) -> None:
    ada = world.as_("ada")
    receipt = ada.apply(DAN)
    world.as_("cleo").apply(LogInteraction(account_id=CONTOSO, **SAID_HELLO))
    with pytest.raises(Refused, match="has worked here"):
        ada.apply(DeleteUser(user_id=CLEO, expected_version=1))
    ada.apply(AssociateAccounts(accounts=((ORPHAN, 1),), am_id=receipt.entity_id or 0))
    ada.apply(DeleteUser(user_id=receipt.entity_id or 0, expected_version=1, heir_id=CLEO))
    assert world.row(accounts, ORPHAN)["am_id"] == CLEO
    assert "dan" not in {row.login for row in ada.read(all_users)}
    ada.apply(Undo())
    assert world.row(accounts, ORPHAN)["am_id"] == receipt.entity_id


def test_what_undo_does_not_bring_back_of_a_deleted_user_is_said(world: World) -> None:
    ada = world.as_("ada")
    dan = ada.apply(DAN).entity_id or 0
    ada.apply(AddKey(user_id=dan, line=KEY))
    assert ada.apply(DeleteUser(user_id=dan, expected_version=1)).words == (
        "Dan is deleted; the password and 1 key are gone for good"
    )
    ada.apply(Undo())
    assert ada.read(keys_of, login="dan") == ()
    assert ada.apply(DeleteUser(user_id=dan, expected_version=1)).words == "Dan is deleted"


def test_a_book_goes_whole_or_in_part_and_comes_back_whole(world: World) -> None:
    ada = world.as_("ada")
    (planned,) = ada.read(held_accounts, am_id=ANA)
    assert (planned.name, planned.am, planned.active) == ("Northwind", planned.am, True)
    assert planned.open_requests > 0
    ada.apply(AssociateAccounts(accounts=((NORTHWIND, 1), (CONTOSO, 1), (ORPHAN, 1)), am_id=BEN))
    assert {row.id for row in ada.read(held_accounts, am_id=BEN)} == {NORTHWIND, CONTOSO, ORPHAN}
    assert (
        "2 accounts" in ada.apply(TransferBook(from_id=BEN, to_id=CLEO, account_ids=(CONTOSO, ORPHAN))).words
    )
    ada.apply(TransferBook(from_id=BEN, to_id=0))
    assert world.row(accounts, NORTHWIND)["am_id"] == 0
    for _ in range(3):
        ada.apply(Undo())
    assert [world.row(accounts, one)["am_id"] for one in (NORTHWIND, CONTOSO, ORPHAN)] == [ANA, CLEO, 0]


def test_a_manager_gives_only_what_is_theirs_to_those_of_their_line(world: World) -> None:
    boss = world.as_("max")
    boss.apply(TransferBook(from_id=ANA, to_id=BEN))
    with pytest.raises(Refused, match="not yours to give"):
        boss.apply(TransferBook(from_id=CLEO, to_id=BEN))
    with pytest.raises(Refused, match="does not report to you"):
        boss.apply(TransferBook(from_id=BEN, to_id=CLEO))
    with pytest.raises(Refused, match="holds no account"):
        boss.apply(TransferBook(from_id=ANA, to_id=BEN))


def test_a_bulk_association_that_somebody_was_ahead_of_moves_nothing(world: World) -> None:
    with world.writing() as connection:
        connection.execute(update(accounts).where(accounts.c.id == ORPHAN).values(version=2))
    with pytest.raises(Conflict):
        world.as_("ada").apply(AssociateAccounts(accounts=((NORTHWIND, 1), (ORPHAN, 1)), am_id=BEN))
    assert world.row(accounts, NORTHWIND)["am_id"] == ANA


def test_a_calendar_is_written_used_and_only_deleted_unused(world: World) -> None:
    ada = world.as_("ada")
    fields = (
        ("name", "Munich"),
        ("country", "de"),
        ("region", "BY"),
        ("hours", "Mon-Fri 8:00-16:30, sat 9:00-12:00"),
    )
    made = ada.apply(SaveCalendar(calendar_id=None, expected_version=0, fields=fields))
    row = next(one for one in ada.read(calendar_rows) if one.name == "Munich")
    assert (row.country, row.hours) == ("DE", "Mon-Fri 08:00-16:30, Sat 09:00-12:00")
    with world.writing() as connection:
        connection.execute(update(accounts).where(accounts.c.id == NORTHWIND).values(calendar_id=row.id))
    change = SaveCalendar(calendar_id=row.id, expected_version=1, fields=(("holidays", "2026-12-24 Eve"),))
    assert "figures of 1 account" in ada.apply(change).words
    after = next(one for one in ada.read(calendar_rows) if one.id == made.entity_id)
    assert (after.holidays, after.hours, after.accounts) == ("2026-12-24 Eve", row.hours, 1)
    with pytest.raises(Refused, match="1 account uses Munich: Northwind"):
        ada.apply(DeleteCalendar(calendar_id=row.id, expected_version=2))
    with world.writing() as connection:
        connection.execute(update(accounts).where(accounts.c.id == NORTHWIND).values(calendar_id=None))
    assert ada.apply(DeleteCalendar(calendar_id=row.id, expected_version=2)).words.endswith("is deleted")
    for _ in range(2):
        assert ada.apply(Undo()).words == "Back: the calendar Munich"
        (back,) = [one for one in ada.read(calendar_rows) if one.id == row.id]
        assert (back.hours, back.holidays, back.accounts) == (after.hours, after.holidays, 0)
        ada.apply(Redo())
        assert not [one for one in ada.read(calendar_rows) if one.id == row.id]
    ada.apply(Undo())
    bad = (("name", "Munich"), ("hours", "some time"), ("holidays", "Xmas"), ("country", "ZZ"))
    with pytest.raises(Invalid) as caught:
        ada.apply(SaveCalendar(calendar_id=None, expected_version=0, fields=bad))
    assert caught.value.fields.keys() == {"name", "hours", "holidays", "country"}


def test_a_service_level_is_set_taken_away_and_undone(world: World) -> None:
    ada = world.as_("ada")

    def level() -> tuple[str, str, str]:
        found = [
            one for one in ada.read(service_levels) if (one.plan, one.priority) == ("standard", Priority.P3)
        ]
        return found[0].respond, found[0].resolve, found[0].origin

    before = level()
    ada.apply(SetServiceLevel(plan="standard", priority=Priority.P3, respond="1h 30m", resolve="6h"))
    assert level() == ("1h 30m", "6h", "set")
    ada.apply(SetServiceLevel(plan="standard", priority=Priority.P3, respond="", resolve=""))
    assert level() == before
    ada.apply(Undo())
    assert level() == ("1h 30m", "6h", "set")
    with pytest.raises(Invalid, match="not before"):
        ada.apply(SetServiceLevel(plan="*", priority=Priority.P1, respond="2h", resolve="1h"))


def test_a_setting_that_somebody_changed_meanwhile_is_not_written_over_unseen(world: World) -> None:
    ada = world.as_("ada")
    change = SaveSetting(key="renewal_days", value="60", seen="90")
    ada.apply(change)
    with pytest.raises(Conflict, match=r"Ada changed it first at 2026-11-23 09:00: renewal_days") as caught:
        ada.apply(SaveSetting(key="renewal_days", value="30", seen="90"))
    assert caught.value.clashes[0].theirs == "60"
    ada.apply(SaveSetting(key="renewal_days", value="30"))
    assert "30 already" in ada.apply(SaveSetting(key="renewal_days", value=" 30 ")).words
    assert ada.apply(SaveSetting(key="renewal_days", value="90")).words == "renewal_days is now 90, as usual"
    with world.engine.connect() as connection:
        assert connection.execute(select(settings).where(settings.c.key == "renewal_days")).first() is None
    assert ada.apply(SaveSetting(key="renewal_days", value="90")).audit_id is None
    ada.apply(Undo())
    with world.engine.connect() as connection:
        kept = connection.execute(select(settings.c.value).where(settings.c.key == "renewal_days"))
        assert kept.scalar_one() == 30


def test_a_level_that_somebody_changed_meanwhile_is_not_written_over_unseen(world: World) -> None:
    ada = world.as_("ada")
    times: dict[str, Any] = {"plan": "*", "priority": Priority.P3, "resolve": "6h"}
    ada.apply(SetServiceLevel(**times, respond="1h", seen=("8h", "24h")))
    with pytest.raises(Conflict, match="Ada changed it first at 2026-11-23 09:00: respond, resolve"):
        ada.apply(SetServiceLevel(**times, respond="2h", seen=("8h", "24h")))
    ada.apply(SetServiceLevel(**times, respond="2h", seen=("1h", "6h")))
