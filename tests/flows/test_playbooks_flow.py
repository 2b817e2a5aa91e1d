"""Playbooks read, written and taken away by keys."""

from tests.flows.office import Office
from tests.flows.visitor import Visitor, visiting

KEPT = "SELECT key, name, kpis, steps, version FROM playbooks"


async def write(me: Visitor, name: str, kpis: str, step: str) -> None:
    """Fill the form in and save it."""
    await me.press("a")
    await me.type(name)
    await me.press("tab")
    await me.type(kpis)
    await me.press("tab")
    await me.type(step)
    await me.press("ctrl+j")


async def test_the_steps_follow_the_cursor(office: Office) -> None:
    async with visiting(office.app()) as me:
        await me.press("B")
        assert "Review the call flow" in me.text("#playbook-words")
        await me.press("j", "j")
        assert "CRM mismatch" in me.text("#playbook-words")
        await me.press("e")
        assert me.said == "This one comes with amtui."
        await me.press("escape")
        assert me.screen.name_ == "today"


async def test_a_playbook_is_written_rewritten_and_taken_back(office: Office) -> None:
    async with visiting(office.app()) as me:
        await me.press("B")
        await write(me, "Answer in pairs", "request_first_reply", "Pair up")
        assert office.sql(KEPT) == [
            ("answer-in-pairs", "Answer in pairs", '["request_first_reply"]', '["Pair up"]', 1)
        ]
        await me.press("G")
        assert me.row.name == "Answer in pairs"
        await me.press("e", "ctrl+u")
        await me.type("Answer in threes")
        await me.press("enter")
        ((key, name, *_),) = office.sql(KEPT)
        assert (key, name) == ("answer-in-pairs", "Answer in threes")
        await me.press("u", "u")
        assert office.sql(KEPT) == []


async def test_what_is_no_playbook_is_said_in_the_form(office: Office) -> None:
    async with visiting(office.app()) as me:
        await me.press("B")
        await write(me, "x", "luck", "hope")
        assert "luck is no KPI" in me.text()
        await me.press("escape")
        assert office.sql(KEPT) == []


async def test_a_lead_takes_one_away_after_being_asked(office: Office) -> None:
    async with visiting(office.app()) as me:
        await me.press("B")
        await write(me, "Answer in pairs", "request_first_reply", "Pair up")
        await me.press("G", "X")
        assert "Only an administrator or a manager may do this." in me.said
    ((boss,),) = office.sql("SELECT login FROM users WHERE role = 'manager' LIMIT 1")
    async with visiting(office.app(boss)) as me:
        await me.press("B", "G", "X", "enter")
        assert len(office.sql(KEPT)) == 1
        await me.press("X", "t")
        assert office.sql(KEPT) == []
