"""Answers to surveys logged from anywhere by keys."""

from textual.widgets import Input

from tests.flows.office import Office
from tests.flows.test_hostile_flow import HARM, harm
from tests.flows.visitor import Visitor, visiting

LATEST = (
    "SELECT a.name, s.csat, s.nps, s.comment, r.ref FROM satisfaction_answers s"
    " JOIN accounts a ON a.id = s.account_id LEFT JOIN requests r ON r.id = s.request_id"
    " ORDER BY s.id DESC LIMIT 1"
)
NUMBER = "SELECT count(*) FROM satisfaction_answers"


def wrong(me: Visitor) -> str:
    """What the form says is wrong."""
    return "\n".join(line for line in me.lines if "✗" in line)


async def test_an_answer_is_logged_seen_on_the_overview_and_taken_back(office: Office) -> None:
    before = office.sql(NUMBER)
    async with visiting(office.app(start="portfolio")) as me:
        account = me.row.name
        await me.press("C", "s", "4", "tab", "9", "enter")
        assert me.said == f"Answer of {account} logged: CSAT 4, NPS 9"
        assert office.sql(LATEST) == [(account, 4, 9, None, None)]
        await me.press("enter", "C", "s", "5")
        said = me.app.screen.query(Input)[3]
        said.focus()
        await me.type("Quick and kind")
        await me.press("enter", "g")
        overview = me.text("#overview")
        assert "CSAT, 90 days" in overview
        assert "NPS, 90 days" in overview
        assert "CSAT 5: Quick and kind" in overview
        await me.press("u", "u")
        assert office.sql(NUMBER) == before, me.said


async def test_an_answer_to_a_request_is_linked_to_it(office: Office) -> None:
    async with visiting(office.app(start="requests")) as me:
        row = me.row
        await me.press("C", "s", "1", "enter")
        assert office.sql(LATEST) == [(row.account, 1, None, None, row.ref)], me.said


async def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_lost(office: Office) -> None:
    async with visiting(office.app(start="portfolio")) as me:
        before = office.sql(NUMBER)
        await me.press("C", "s", "enter")
        assert "✗ give this, NPS" in wrong(me)
        await me.press("7", "enter")
        assert "✗ 1 to 5" in wrong(me)
        await me.press("ctrl+u", "3", "tab")
        await me.type("11")
        await me.press("enter")
        assert "✗ 0 to 10" in wrong(me)
        me.app.screen.query(Input)[2].value = "²"
        await me.press("enter")
        assert "✗ 0 to 10" in wrong(me)
        me.app.screen.query(Input)[2].value = ""
        when = me.app.screen.query(Input)[5]
        when.focus()
        await me.press("ctrl+u")
        await me.type("2199-01-01")
        await me.press("enter")
        assert "✗ that lies ahead" in wrong(me)
        await me.press("ctrl+u")
        await me.type("2026-02-27 10:00")
        me.app.screen.query(Input)[4].value = "R-999999"
        await me.press("enter")
        assert "no request R-999999" in me.said
        assert me.app.screen.query(Input)[1].value == "3"
        assert office.sql(NUMBER) == before
        me.app.screen.query(Input)[4].value = ""
        me.app.screen.query(Input)[0].value = "Nobdy"
        await me.press("enter")
        assert "no account “Nobdy”" in me.said
        await me.press("escape")
        assert office.sql(NUMBER) == before


async def test_the_form_fits_a_small_terminal(office: Office) -> None:
    async with visiting(office.app(start="portfolio"), (60, 20)) as me:
        account = me.row.name
        await me.press("C", "s", "2", "enter")
        assert office.sql(LATEST)[0][:2] == (account, 2), me.said


async def test_a_hostile_comment_is_shown_as_characters(office: Office) -> None:
    office.sql(
        "INSERT INTO satisfaction_answers (account_id, am_id, at, csat, comment, source, external_id)"
        " SELECT id, am_id, 1772438400000000, 1, ?, ?, ? FROM accounts",
        *[HARM] * 3,
    )
    async with visiting(office.app(start="today")) as me:
        assert harm(me) == []
        await me.press("/")
        await me.type("k:low_answer")
        await me.press("enter", "w")
        assert harm(me) == []
        assert "[red]x[/red]" in "\n".join(me.lines)
        await me.press("escape", "2")
        for keys in (("enter",), ("h",), ("escape", "W")):
            await me.press(*keys)
            assert harm(me) == [], keys
            assert keys[-1] == "W" or "[red]x[/red]" in "\n".join(me.lines)


async def test_a_low_answer_is_answered_from_the_days_list(office: Office) -> None:
    async with visiting(office.app(start="portfolio")) as me:
        account = me.row.name
        await me.press("C", "s", "1", "enter")
        office.sql("UPDATE satisfaction_answers SET at = at - 1 WHERE csat = 1")
        await me.press("1", "/")
        await me.type("k:low_answer")
        await me.press("enter")
        assert (me.row.account, me.row.what) == (account, "The client is not satisfied")
        await me.press("enter")
        assert "Timeline" in "\n".join(me.lines)
        await me.press("escape", "C", "c")
        assert me.row is None or me.row.account != account
