"""Administration by keys: users entered one after another, a user who leaves, a book that goes to another."""

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Input, Select

from amtui.domain.admin_changes import EditUser, SetServiceLevel
from amtui.domain.changes import SaveSetting, SetAccount
from amtui.domain.people import UserRow
from amtui.domain.vocabulary import Priority
from amtui.services import passwords
from amtui.widgets.fields import FormField
from tests.flows.office import Office, admin_of
from tests.flows.visitor import Visitor, visiting

SECRET = "a horse in the cellar"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash at the least cost: the answers are the same."""
    from argon2 import PasswordHasher

    monkeypatch.setattr(passwords, "_hasher", lambda: PasswordHasher(1, 8, 1))


def said_beside(me: Visitor, name: str) -> str:
    field = next(one for one in me.app.screen.query(FormField) if one.field_name == name)
    return str(field.query(".message").last().render()) if field.wrong else ""


async def fill(me: Visitor, **texts: str) -> None:
    """Write into the fields of a form, by name, each all at once."""
    for field in me.app.screen.query(FormField):
        if field.field_name in texts and isinstance(field.input, Input):
            field.focus()
            field.input.value = texts[field.field_name]
    await me.settle()


def chosen(me: Visitor) -> dict[str, object]:
    """Return what the fields with a closed set of answers show."""
    fields = me.app.screen.query(FormField)
    return {one.field_name: one.input.value for one in fields if isinstance(one.input, Select)}


async def test_users_are_entered_one_after_another_and_mistakes_stand_beside_their_fields(
    tmp_path: Path,
) -> None:
    office = Office(tmp_path)
    async with visiting(office.app(admin_of(office))) as me:
        await me.press("6", "a")
        await fill(me, name="Dan Brown", login="nora.lindqvist", email="dan", password="horse", again="other")
        await me.press("ctrl+n")
        assert said_beside(me, "again") == "✗ is not the same as above"
        assert said_beside(me, "password") == "✗ has at least 12 characters"
        assert said_beside(me, "email") == "✗ is no email address", "all mistakes are told at once"
        await fill(me, password=SECRET)
        await fill(me, again=SECRET)
        await me.press("enter")
        assert said_beside(me, "login") == "✗ this login is taken"
        assert said_beside(me, "email") == "✗ is no email address"
        await fill(me, login="dan", email="dan@example.org", mobile="+49 170 1")
        for field in me.app.screen.query(FormField):
            field.put({"role": "manager", "manager": "martin.keller"}.get(field.field_name, field.value))
        assert chosen(me) == {"role": "manager", "manager": "martin.keller"}
        await me.press("ctrl+n")
        assert "Dan Brown (dan) added as manager" in me.said
        assert {one.value for one in me.app.screen.query(Input)} == {"", "Europe/Berlin"}, "begun anew"
        assert chosen(me) == {"role": "am", "manager": ""}
        await fill(me, name="Eva Green", login="eva", email="eva@example.org")
        await me.press("enter")
        assert me.row.login == "eva", "the cursor is on the user just saved"
        await me.press("slash")
        await me.paste("dan@")
        await me.press("enter")
        assert (me.row.login, me.row.mobile, me.count) == ("dan", "+49 170 1", "1 user · filter: dan@")
        await me.press("X")
        assert "Undo brings back neither password nor keys." in me.text()
        await me.press("y")
        assert "Dan Brown is deleted; the password is gone for good" in me.said
        assert not any(SECRET in str(row) for row in office.sql("SELECT * FROM audit"))


async def test_a_form_that_is_left_goes_on_as_a_draft_without_its_password_and_knows_its_version(
    tmp_path: Path,
) -> None:
    office = Office(tmp_path)
    async with visiting(office.app(admin_of(office))) as me:
        await me.press("6", "a")
        await fill(me, name="Dan Brown", login="dan", password=SECRET, again=SECRET)
        await me.press("escape", "j")
        row = me.screen.selected()
        assert isinstance(row, UserRow)
        await me.press("e")
        await fill(me, phone="+49 30 7")
        await me.press("escape")
    assert SECRET not in await asyncio.to_thread((tmp_path / "state.json").read_text)
    theirs = (("mobile", "+49 1701"), ("phone", "+49 30 9"))
    office.change(EditUser(user_id=row.id, expected_version=row.version, fields=theirs), admin_of(office))
    async with visiting(office.app(admin_of(office))) as me:
        await me.press("6", "a")
        assert me.typed() == "Dan Brown"
        assert "This is a draft" in me.text("#hint")
        await me.press("ctrl+r")
        assert {one.value for one in me.app.screen.query(Input)} == {"", "Europe/Berlin"}
        assert (chosen(me)["manager"], "draft ·" in me.text("#hint")) == ("", False)
        await me.press("escape", "j", "e", "enter")
        assert "Enter saves yours over it" in me.said
        assert said_beside(me, "phone").endswith(" wrote “+49 30 9”")
        await me.press("enter")
        assert (me.row.mobile, me.row.phone) == ("+49 1701", "+49 30 7")
        await me.press("e")
        assert "draft" not in me.text("#hint").split("esc")[0]


async def test_a_form_is_saved_beside_other_fields_that_somebody_changed(tmp_path: Path) -> None:
    office = Office(tmp_path)
    async with visiting(office.app(admin_of(office))) as me:
        await me.press("6", "j")
        row = me.row
        await me.press("e")
        await fill(me, phone="+49 30 7")
        theirs = (("mobile", "+49 1701"),)
        office.change(EditUser(user_id=row.id, expected_version=row.version, fields=theirs), admin_of(office))
        await me.press("enter")
        assert "meanwhile; your changes are kept beside theirs" in me.shown
        assert (me.row.mobile, me.row.phone) == ("+49 1701", "+49 30 7")


async def test_who_leaves_hands_over_and_a_book_is_tried_before_it_goes(tmp_path: Path) -> None:
    office = Office(tmp_path)
    async with visiting(office.app(admin_of(office))) as me:
        await me.press("6", "slash")
        await me.paste("okafor")
        await me.press("enter", "s")
        assert "Daniel Okafor holds 4 accounts. Who takes over?" in me.text()
        await me.paste("ines")
        await me.press("enter")
        assert "Deactivate Daniel Okafor and give 4 accounts to Ines Moreau?" in me.text()
        await me.press("y")
        assert "Daniel Okafor is inactive; 4 accounts to Ines Moreau" in me.said
        assert (me.row.active, me.row.accounts) == (False, 0)
        await me.press("escape", "slash")
        await me.paste("moreau")
        await me.press("enter", "M")
        await me.paste("tom")
        await me.press("enter")
        assert "Dry run: the book of Ines Moreau goes to Tom Whitaker" in me.text()
        assert me.text("#told").startswith("8 accounts, ")
        await me.press("escape")
        assert me.row.accounts == 8, "a dry run changes nothing"
        await me.press("M")
        await me.paste("tom")
        await me.press("enter", "y")
        assert "8 accounts of Ines Moreau are managed by Tom Whitaker" in me.said
        await me.press("u")
        assert me.row.accounts == 8
        assert "Back: 8 accounts" in me.said

        await me.press("l", "space", "j", "space", "A")
        await me.paste("tom")
        await me.press("enter")
        assert "are managed by Tom Whitaker" in me.said
        assert not me.screen.marks()
        await give_all_that_a_filter_finds(me)
        await deactivate_a_family(me, office)
        await find_and_keep(me, tmp_path / "record.md")


async def give_all_that_a_filter_finds(me: Visitor) -> None:
    """Mark by the whole filter, hide what is marked, and give it away all the same."""
    await me.press("slash")
    await me.paste("am:tom status:active")
    await me.press("enter", "V")
    assert me.count.startswith("6 accounts · 6 marked · filter: am:tom status:active")
    await me.press("escape", "space", "slash")
    me.app.screen.query_one("#filter Input", Input).value = "am:nobody"
    await me.press("enter")
    assert me.count == "0 accounts · 1 marked, 1 hidden by the filter · filter: am:nobody"
    await me.press("A")
    await me.paste("ines")
    await me.press("enter")
    assert "managed by Ines Moreau" in me.said
    await me.press("u", "escape")


async def deactivate_a_family(me: Visitor, office: Office) -> None:
    """Deactivate an account with what stands below it, and activate it alone."""
    ((parent, below),) = office.sql(
        "SELECT p.name, count(*) FROM accounts a JOIN accounts p ON p.id = a.parent_id GROUP BY p.id LIMIT 1"
    )
    await me.press("slash")
    await me.paste(parent)
    await me.press("enter", "s")
    assert f"Deactivate {parent} and its {below} active sub-account" in me.text()
    await me.paste("They left")
    await me.press("enter")
    assert (f"{parent} is inactive, with {below} sub-account" in me.said, me.row.active) == (True, False)
    assert "inactive: They left" in me.text("#office-row")
    await me.press("s")
    assert f"Activate {parent}? Its {below} inactive sub-account" in me.text()
    await me.press("enter")
    assert me.row.active


async def find_and_keep(me: Visitor, file: Path) -> None:
    """Look into the record, and write what was found to a file."""
    await me.press("h", "h", "slash")
    await me.type("who:ad")
    await me.see("ada.brenner")
    typed = me.app.screen.query_one(Input)
    typed.value = ""
    await me.paste("entity:accounts when:now")
    assert "There is no filter “when:” here" in me.count
    typed.value = "entity:accounts field:am_id at:today"
    await me.press("enter")
    assert me.row.entity == "accounts"
    await me.press("x")
    me.app.screen.query_one(Input).value = str(file)
    await me.press("enter")
    assert f"entries written to {file}" in me.said
    assert await asyncio.to_thread(lambda: file.stat().st_mode & 0o777) == 0o600


async def send_elsewhere(me: Visitor) -> None:
    """Let another team do a kind of request, with the open ones and then without."""
    await me.press("l", "e")
    await me.paste("engin")
    await me.press("enter")
    assert "goes to Engineering. Which requests?" in me.text()
    await me.press("o")
    assert ("open requests go along" in me.said, me.row.route) == (True, "engineering")
    await me.press("X", "n")
    assert ("stay where they are" in me.said, me.row.is_set) == (True, False)


async def meet_somebody_at_a_setting(me: Visitor, office: Office) -> None:
    """Save a setting that somebody changed while its form was open: hear of it, then decide."""
    await me.press("e")
    office.change(SaveSetting(key="am_may_create_requests", value="yes"), admin_of(office))
    await me.press("enter")
    assert "Enter saves yours over it" in me.said
    assert said_beside(me, "am_may_create_requests").endswith("wrote “yes”")
    await me.press("enter")
    assert "am_may_create_requests is now no, as usual" in me.said


async def test_a_new_account_has_the_fields_of_the_teams_own(tmp_path: Path) -> None:
    office = Office(tmp_path)
    async with visiting(office.app(admin_of(office))) as me:
        await me.press("6", "l", "l", "G", "e")
        await fill(me, custom_fields="seats number")
        await me.press("enter", "h")
        await me.press("a")
        await fill(me, name="Fresh", **{"custom.seats": "few"})
        await me.press("enter")
        assert said_beside(me, "custom.seats") == "✗ “few” is no number"
        await fill(me, **{"custom.seats": "3"})
        await me.press("enter")
        assert office.sql("SELECT custom FROM accounts WHERE name = 'Fresh'") == [('{"seats": 3}',)]


async def test_settings_hours_and_routes_are_set_by_keys_and_an_am_is_told_why_not(tmp_path: Path) -> None:
    office = Office(tmp_path)
    async with visiting(office.app(admin_of(office))) as me:
        await me.press("6", "l", "l", "e")
        await fill(me, am_may_create_requests="perhaps")
        await me.press("enter")
        assert said_beside(me, "am_may_create_requests") == "✗ is yes or no"
        await fill(me, am_may_create_requests="no")
        await me.press("enter")
        assert me.row.value == "no"
        await meet_somebody_at_a_setting(me, office)
        await me.press("G", "e")
        await fill(me, custom_fields="seats number")
        await me.press("enter", "h", "e")
        await fill(me, **{"custom.seats": "many", "plan": "premium"})
        await me.press("enter")
        assert said_beside(me, "custom.seats") == "✗ “many” is no number"
        await fill(me, **{"custom.seats": "12"})
        await me.press("enter")
        assert "plan and seats changed" in me.said
        await me.press("l")
        await me.press("l", "a")
        await fill(me, name="Shop", hours="Mon-Sat")
        await me.press("enter")
        assert "cannot be read" in said_beside(me, "hours")
        await fill(me, hours="Mon-Sat 10:00-20:00")
        await me.press("enter")
        assert me.row.hours == "Mon-Sat 10:00-20:00"
        await me.press("l", "e")
        await fill(me, respond="20m")
        await me.press("enter")
        assert (me.row.respond, me.row.origin) == ("20m", "set")
        await me.press("X", "j", "e")
        await fill(me, respond="30m", resolve="1h")
        await me.press("enter")
        assert "2 open requests get another due time. Save it?" in me.text()
        await me.press("escape")
        assert me.text().startswith("P2 of all plans"), "the form is still there"
        await me.press("enter", "y")
        assert ("2 open requests get another due time" in me.said, me.row.resolve) == (True, "1h")
        await me.press("u")
        assert me.row.resolve == "4h"
        await send_elsewhere(me)
    async with visiting(office.app()) as me:
        await me.press("6")
        assert (me.screen.name_, "Administration is for administrators" in me.said) == ("today", True)


async def test_an_account_asks_before_its_open_requests_get_another_due_time(tmp_path: Path) -> None:
    office = Office(tmp_path)
    boss = admin_of(office)
    ((name, plan),) = office.sql(
        "SELECT a.name, a.plan FROM accounts a JOIN requests r ON r.account_id = a.id"
        " WHERE r.is_open AND r.priority = 'P3' AND r.first_response_at IS NULL ORDER BY a.name_key LIMIT 1"
    )
    office.change(SetServiceLevel(plan="gold", priority=Priority.P3, respond="10m", resolve="20m"), boss)
    async with visiting(office.app(boss)) as me:
        await me.press("6", "l", "slash")
        await me.paste(name)
        await me.press("enter", "e")
        await fill(me, plan="gold")
        await me.press("enter")
        assert "another due time. Save it?" in me.text()
        await me.press("escape")
        assert office.sql("SELECT plan FROM accounts WHERE name = ?", name) == [(plan,)]
        assert me.text().startswith(f"Edit {name}"), "the form is still there"
        await me.press("enter", "y")
        assert "another due time" in me.said
        assert office.sql("SELECT plan FROM accounts WHERE name = ?", name) == [("gold",)]
        await me.press("e")
        await fill(me, name=f"{name} & Co")
        await me.press("enter")
        assert me.row.name == f"{name} & Co", "what concerns no request is saved at once"


async def test_a_list_that_cannot_be_read_says_so_and_the_others_go_on(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.sql("ALTER TABLE reviews RENAME TO reviews_gone")
    async with visiting(office.app(admin_of(office))) as me:
        await me.press("6", "l")
        assert me.table.notice()[1] == "error"
        await me.press("h")
        assert me.count == "6 users"


async def test_an_administrator_gives_themselves_another_password_by_the_one_until_now(
    tmp_path: Path,
) -> None:
    office = Office(tmp_path)
    async with visiting(office.app(admin_of(office))) as me:
        await me.press("6", "slash")
        await me.paste(admin_of(office))
        await me.press("enter", "P")
        await fill(me, password=SECRET, again=SECRET)
        await me.press("enter")
        assert "is set" in me.said, "nothing is asked for where there was none"
        await me.press("P")
        await fill(me, current="wrong", password=f"{SECRET} 2", again=f"{SECRET} 2")
        await me.press("enter")
        assert said_beside(me, "current") == "✗ the password until now is not right"
        await fill(me, current=SECRET)
        await me.press("enter")
        assert not me.app.screen.query(FormField), "the form is done with"
        await me.press("escape", "j", "P")
        assert "current" not in {field.field_name for field in me.app.screen.query(FormField)}


async def test_fields_of_the_teams_own_stand_in_the_overview(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.change(SaveSetting(key="custom_fields", value="contract_no text, vip yes_no"), admin_of(office))
    row = office.sql("SELECT id, version FROM accounts WHERE name LIKE 'Northwind%'")[0]
    fields = (("custom.contract_no", "[red]X"), ("custom.vip", "yes"))
    office.change(SetAccount(account_id=row[0], expected_version=row[1], fields=fields), admin_of(office))
    async with visiting(office.app(start="portfolio")) as me:
        await me.press("slash")
        await me.paste("northwind")
        await me.press("enter", "enter")
        shown = me.text("#overview").split("Account\n")[-1]
        assert ("Contract no" in shown, "[red]X" in shown, "True" in shown) == (True, True, False)
        assert "yes" in shown.split("Vip")[1]
