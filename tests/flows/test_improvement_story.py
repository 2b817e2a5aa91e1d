"""Calls come in, a goal, off target and why, an action, validated, sustained; and lost again."""

from pathlib import Path

from tests.flows.brightwater import CHANGED, MENDED_MISSES, ONE_DAY, PILED_MISSES, at_work, bring, later
from tests.flows.office import ADMIN, Office, empty_template
from tests.flows.visitor import Visitor, visiting

GOAL = "SELECT target, baseline_n, agreed_on, agreed_with_id FROM kpi_goals WHERE superseded_on IS NULL"


async def to_account(me: Visitor) -> None:
    """Open the account from the list of accounts."""
    await me.press("2", "enter")
    assert me.screen.name_ == "account"


def proof(me: Visitor) -> str:
    """Return what the pane of the action says, in one line."""
    return " ".join(me.text("#proof-words").split())


async def agree_and_ask_why(office: Office) -> None:
    """Agree on the goal by keys, take that back and bring it again; ask where the figure comes from."""
    async with visiting(office.app()) as me:
        await to_account(me)
        await me.press("l", "a")
        await me.type("5 %")
        await me.press("enter")
        assert office.sql(GOAL) == [(0.05, 520, CHANGED.toordinal(), 1)]
        await me.press("u")
        assert office.sql(GOAL) == []
        await me.press("U", "w")
        assert "88 / 520" in " ".join(me.text("#facts").split())
        await me.press("escape", "5")
        assert "missed calls (88 of 88) fall on Mondays between 9:00 and 10:00" in me.text("#said")


async def test_a_change_is_made_because_of_the_figures_and_proved_by_them(tmp_path: Path) -> None:
    office = Office(tmp_path, empty_template(), ADMIN)
    at_work(office, with_goal=False)

    await agree_and_ask_why(office)

    async with visiting(office.app()) as me:
        assert "KPI off target: missed-call rate 16.9 % against 5 %" in [
            me.at(n).what for n in range(me.table.count.n)
        ]
        await to_account(me)
        await me.press("l")
        assert me.row.state == "off_target"
        await me.press("l", "l", "l")
        assert "Press a for the playbook “high missed-call rate”." in me.text("#offers")
        await me.press("a")
        await me.type("A third agent on Mondays from nine")
        await me.press("tab")
        await me.type("Most misses fall into that hour")
        await me.press("enter", "s", "g", "s", "i", "enter")
        assert office.sql("SELECT status, playbook, implemented_on FROM improvements") == [
            ("implemented", "high-missed-calls", CHANGED.toordinal())
        ]
        assert "◌ Better than before: the first week is complete after 2026-03-09" in proof(me)

    bring(office, CHANGED + ONE_DAY, CHANGED + 7 * ONE_DAY, MENDED_MISSES)
    office.clock = later(8)
    async with visiting(office.app()) as me:
        await to_account(me)
        await me.press("l", "l", "l", "l")
        assert "✓ Better than before: 16.9 % → 0.8 %, −16.2 points (−19.7 to −11.6): clearly better" in proof(
            me
        )
        assert "✓ Target held for a week: for 7 days" in proof(me)
        assert "2 proofs missing" in proof(me)
        await me.press("c")
        await me.type("0309-p1 0309-p2")
        await me.press("tab", "space", "up", "enter", "tab", "enter")
        assert me.said == "“A third agent on Mondays from nine”: validated"
        assert me.row.status == "validated"

    bring(office, CHANGED + 8 * ONE_DAY, CHANGED + 20 * ONE_DAY, MENDED_MISSES)
    office.clock = later(21)
    async with visiting(office.app()) as me:
        await to_account(me)
        assert "1 of 2 implemented" in me.text("#overview")
        await me.press("l")
        assert me.row.state == "sustained"

    bring(office, CHANGED + 21 * ONE_DAY, CHANGED + 22 * ONE_DAY, PILED_MISSES)
    office.clock = later(23)
    async with visiting(office.app()) as me:
        await to_account(me)
        await me.press("l", "l", "l", "l")
        assert me.row.status == "regressed"
        assert "✗ Target held for a week: it was held and is lost again" in proof(me)
        assert "Regressed: missed-call rate" in me.text("#offers")
