"""Contacts with clients logged from anywhere."""

from datetime import UTC, datetime

import pytest
from textual.widgets import Input

from amtui.data.types import to_micros
from amtui.widgets.fields import FormField
from tests.flows.office import Office
from tests.flows.visitor import visiting

LATEST = (
    "SELECT a.name, i.direction, i.channel, i.summary, i.completed FROM interactions i"
    " JOIN accounts a ON a.id = i.account_id ORDER BY i.id DESC LIMIT 1"
)


@pytest.mark.parametrize("start", ["portfolio", "requests", "calendar", "today"])
async def test_a_call_is_logged_in_two_keys_from_anywhere(office: Office, start: str) -> None:
    async with visiting(office.app(start=start)) as me:
        while start == "calendar" and me.row.kind == "team_meeting":
            await me.press("j")
        row = me.row
        account = getattr(row, "account", None) or row.name
        await me.press("C", "c")
        assert office.sql(LATEST) == [(account, "outreach", "call", "We called", 1)], me.said
        await me.press("u", "C", "g")
        assert office.sql(LATEST) == [(account, "client", "email", "They wrote a mail", 1)]


async def test_the_contacts_of_an_account_are_added_up_and_corrected(office: Office) -> None:
    async with visiting(office.app(start="portfolio")) as me:
        await me.press("T", "C", "r", "g")
        assert me.row.summary == "They called"
        assert "last touch now" in me.text("#strip")
        await me.press("e", "ctrl+u")
        await me.type("Asked for the invoice")
        await me.press("enter")
        assert me.row.summary == "Asked for the invoice", me.said
        assert office.sql(LATEST)[0][3] == "Asked for the invoice"


async def test_a_contact_is_moved_to_another_account_and_taken_off(office: Office) -> None:
    others = office.sql("SELECT name FROM accounts WHERE name LIKE 'Kestrel%' OR name LIKE 'Tidewater%'")
    async with visiting(office.app(start="portfolio")) as me:
        before = me.row.name
        other = next(name for (name,) in others if name != before)
        await me.press("T", "C", "r")
        await me.press("g", "e", "shift+tab", "ctrl+u")
        await me.type(other)
        await me.press("enter")
        assert me.said == f"Call with {before} moved to {other}"
        assert office.sql(LATEST)[0][0] == other
        assert me.row is None or me.row.summary != "They called"
        await me.press("u", "g")
        assert me.row.summary == "They called"
        await me.press("X")
        assert me.said == f"Call with {before} taken off"
        assert me.row is None or me.row.summary != "They called"


async def test_who_starts_the_contacts_is_seen_on_a_small_terminal(office: Office) -> None:
    name = "A very long name of a company, so long that it would push the rest off the line"
    office.sql("UPDATE accounts SET name = ? WHERE name LIKE 'Pinnacle%'", name)
    async with visiting(office.app(start="portfolio"), (80, 24)) as me:
        await me.press("/")
        await me.type("very long name")
        await me.press("enter", "T")
        strip = next(line for line in me.lines if "last touch" in line)
        assert "started by them (" in strip
        assert " %)" in strip
        assert not me.screen.query_one("#side").display
        await me.press("p")
        assert me.screen.query_one("#side").display
        assert "Last touch" in me.text("#people")
        await me.press("p", "C", "t", "g")
        assert any("→ call, no answer" in line for line in me.lines)


@pytest.mark.parametrize("size", [(120, 34), (80, 24), (60, 20)])
async def test_all_people_can_be_read_where_they_are_many(office: Office, size: tuple[int, int]) -> None:
    async with visiting(office.app(start="portfolio"), size) as me:
        account_id = me.row.id
        for number in range(1, 31):
            office.sql(
                "INSERT INTO contacts (account_id, am_id, name, is_admin, is_approved, is_champion,"
                " created_at, updated_at, version) SELECT account_id, am_id, ?, 0, 0, 0,"
                " created_at, updated_at, 1 FROM contacts WHERE account_id = ? LIMIT 1",
                f"Person {number:02}",
                account_id,
            )
        office.sql(
            "INSERT INTO interactions (account_id, am_id, contact_id, at, direction, channel, summary,"
            " completed, version) SELECT account_id, am_id, id, created_at, 'outreach', 'call', 'We called',"
            " 1, 1 FROM contacts WHERE name LIKE 'Person %'"
        )
        await me.press("T", "l", "G")
        assert any("Person 30" in line.split("│")[-1] for line in me.lines)
        await me.press("g", *"jj")
        assert not any("Person 30" in line.split("│")[-1] for line in me.lines)
        assert me.screen.query_one("#side").scroll_y == 2
        await me.press("h")
        assert (me.focus, me.screen.query_one("#side").display) == ("list", size[0] >= 120)
        await me.press("p", "p", "j")
        assert me.focus == "list"


async def test_a_contact_out_of_sight_is_not_taken_off(office: Office) -> None:
    async with visiting(office.app(start="portfolio"), (80, 24)) as me:
        await me.press("T", "C", "r", "p")
        before = office.sql("SELECT count(*) FROM interactions")
        await me.press("X")
        assert office.sql("SELECT count(*) FROM interactions") == before
        await me.press("p", "g", "X")
        assert office.sql("SELECT count(*) FROM interactions") != before


async def test_what_was_written_stays_when_there_is_no_such_account(office: Office) -> None:
    async with visiting(office.app(start="portfolio")) as me:
        name = me.row.name
        await me.press("C", "d", "ctrl+u")
        await me.type("Agreed on a lot")
        await me.press("shift+tab", "ctrl+u")
        await me.type("Nobdy")
        await me.press("enter")
        assert "no account “Nobdy”" in me.said
        assert me.typed() == "Nobdy"
        assert me.app.screen.query(Input)[1].value == "Agreed on a lot"
        me.app.screen.query(Input).first().focus()
        await me.press("ctrl+u")
        await me.type(name[:12])
        await me.press("enter")
        assert office.sql(LATEST)[0][3] == "Agreed on a lot", me.said


async def test_a_share_stays_on_its_line_beside_the_contacts(office: Office) -> None:
    async with visiting(office.app(start="portfolio"), (120, 34)) as me:
        await me.press("T")
        shares = [line for line in me.lines if "30 days  " in line]
        assert shares
        assert all(line.rstrip().endswith(("%)", "in 30 days")) for line in shares)


async def test_without_an_account_the_form_asks_for_it(empty_office: Office) -> None:
    async with visiting(empty_office.app(start="calendar")) as me:
        await me.press("C", "m")
        await me.type("Nobody")
        await me.press("enter")
        assert "Nobody" in me.said
        assert me.typed() == "Nobody"
        await me.press("escape", "T")
        assert "no account here" in me.said


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("yesterday 15:00", datetime(2026, 3, 1, 14, 0, tzinfo=UTC)),
        ("2026-02-27T10:00+05:30", datetime(2026, 2, 27, 4, 30, tzinfo=UTC)),
        ("fri 14:00", datetime(2026, 2, 27, 13, 0, tzinfo=UTC)),
    ],
)
async def test_when_a_contact_was_is_read_as_people_say_it_and_with_its_offset(
    office: Office, typed: str, at: datetime
) -> None:
    async with visiting(office.app(start="portfolio")) as me:
        await me.press("C", "d")
        field = next(one for one in me.app.screen.query(FormField) if one.field_name == "at")
        field.focus()
        await me.press("ctrl+u")
        await me.type("tomorrow 10:00")
        await me.press("enter")
        assert "write 14:30, yesterday 10:00" in " ".join(me.text(".message").split())
        await me.press("ctrl+u")
        await me.type(typed)
        await me.press("enter")
        assert office.sql("SELECT at FROM interactions ORDER BY id DESC LIMIT 1") == [(to_micros(at),)]
