"""Improvement actions proposed, moved on, proved and dropped by keys."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from amtui.screens.account import AccountScreen
from amtui.screens.explain import ExplainScreen
from tests.flows.office import Office
from tests.flows.visitor import Visitor, visiting

PINNACLE, KESTREL = "Pinnacle", "Kestrel"
LATEST = (
    "SELECT id, status, what, hypothesis, playbook, kpi, version FROM improvements ORDER BY id DESC LIMIT 1"
)


async def to_actions(me: Visitor, office: Office, account: str) -> None:
    """Open the improvement actions of an account."""
    ((account_id,),) = office.sql("SELECT id FROM accounts WHERE name LIKE ?", f"{account}%")
    me.app.open_account(account_id)
    await me.settle()
    await me.press("l", "l", "l", "l")


def action(office: Office, number: int, columns: str) -> Any:
    return office.sql(f"SELECT {columns} FROM improvements WHERE id = ?", number)[0]


def proof(me: Visitor) -> str:
    """Return what the pane says, in one line."""
    return " ".join(me.text("#proof-words").split())


async def propose(me: Visitor, what: str) -> None:
    await me.press("a")
    await me.type(what)
    await me.press("enter")


async def test_the_tab_says_what_is_off_target_and_which_playbook_fits(office: Office) -> None:
    async with visiting(office.app()) as me:
        await to_actions(me, office, PINNACLE)
        assert "Press a for the playbook “high missed-call rate”." in me.text("#offers")
        assert "2 actions under way" in me.text("#offers")
        assert "✗ Test calls with log ids: no log id handed in yet" in proof(me)
        assert "Newcombe's hybrid score interval" in proof(me)
        assert isinstance(me.app.screen, AccountScreen)
        detail = me.app.screen.actions.current
        assert detail is not None
        compared = detail.judgement.comparison
        assert compared is not None
        await me.press("w", "b")
        assert isinstance(me.app.screen, ExplainScreen)
        assert (me.app.screen.figure.value, me.app.screen.figure.n) == (
            compared.before.value,
            compared.before.n,
        )
        await me.press("escape", "w", "a")
        assert isinstance(me.app.screen, ExplainScreen)
        assert (me.app.screen.figure.value, me.app.screen.figure.n) == (
            compared.after.value,
            compared.after.n,
        )
        await me.press("escape")
        await me.press("j")
        assert "order statistics, combined by MOVER" in proof(me)


async def test_an_action_is_proposed_for_the_goal_that_wants_it(office: Office) -> None:
    async with visiting(office.app()) as me:
        await to_actions(me, office, PINNACLE)
        await me.press("a", "enter")
        assert "say what" in me.text()
        await me.type("Call back")
        await me.press("tab")
        await me.type("They wait")
        await me.press("enter")
        ((_, *kept),) = office.sql(LATEST)
        assert kept == [
            "proposed", "Call back", "They wait", "high-missed-calls",
            "missed_call_rate", 1,
        ]  # fmt: skip
        assert me.row.what == "Call back"


async def test_another_goal_brings_its_playbook(office: Office) -> None:
    async with visiting(office.app()) as me:
        await to_actions(me, office, PINNACLE)
        await me.press("a", "shift+tab", "shift+tab", "space", "down", "enter", "tab", "tab")
        await me.type("Shorter menu")
        await me.press("enter")
        ((_, _, what, _, playbook, kpi, _),) = office.sql(LATEST)
        assert (what, playbook, kpi) == ("Shorter menu", "misrouted-ivr", "first_response")


async def test_each_status_has_its_letter_and_dropping_asks_why(office: Office) -> None:
    async with visiting(office.app()) as me:
        await to_actions(me, office, PINNACLE)
        await propose(me, "Third agent")
        number = me.row.id
        await me.press("s", "g")
        assert action(office, number, "status") == ("agreed",)
        await me.press("s", "i", "ctrl+u")
        await me.type("2026-02-16")
        await me.press("enter")
        assert action(office, number, "status, implemented_on") == ("implemented", 739663)
        await me.press("s", "d", "enter")
        assert "write a few words" in me.text()
        await me.type("Too dear")
        await me.press("enter")
        assert action(office, number, "status, reason") == ("dropped", "Too dear")
        assert "Dropped for" in proof(me)
        await me.press("u")
        assert action(office, number, "status, reason") == ("implemented", None)
        assert me.row.id == number


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
async def test_the_day_that_is_offered_is_today_where_the_account_is(office: Office, zone: str) -> None:
    office.sql("UPDATE accounts SET zone = ? WHERE name LIKE 'Pinnacle%'", zone)
    async with visiting(office.app()) as me:
        await to_actions(me, office, PINNACLE)
        await propose(me, "Third agent")
        number = me.row.id
        await me.press("s", "g")
        await me.press("s", "i", "enter")
        there = me.app.clock.now().astimezone(ZoneInfo(zone)).date()
        assert action(office, number, "status, implemented_on") == ("implemented", there.toordinal())


async def test_evidence_is_handed_in_taken_back_and_judged(office: Office) -> None:
    (call,) = office.sql(
        "SELECT external_id FROM calls WHERE account_id = (SELECT id FROM accounts WHERE name LIKE 'Pinn%')"
        " ORDER BY day DESC LIMIT 1"
    )[0]
    async with visiting(office.app()) as me:
        await to_actions(me, office, PINNACLE)
        await me.press("j")
        number = me.row.id
        await me.press("c")
        await me.type(f"{call}, T-404")
        await me.press("enter")
        assert "T-404 not in the records" in me.said
        assert action(office, number, "log_ids") == (f'["{call}", "T-404"]',)
        await me.press("c", "ctrl+u")
        await me.type(call)
        await me.press("enter")
        assert action(office, number, "log_ids") == (f'["{call}"]',)
        assert "✓ Test calls with log ids: 1 log id found in the records" in proof(me)


async def test_steps_are_ticked_and_words_changed_while_the_goal_stays(office: Office) -> None:
    async with visiting(office.app()) as me:
        await to_actions(me, office, KESTREL)
        number = me.row.id
        await me.press("x", "2")
        assert action(office, number, "steps_done") == ("[1, 3, 4, 5]",)
        assert "· 2 Write a test plan" in proof(me)
        await me.press("x", "2")
        assert action(office, number, "steps_done") == ("[1, 2, 3, 4, 5]",)
        before = action(office, number, "goal_id, playbook, hypothesis")
        await me.press("e", "ctrl+u")
        await me.type("Mapping repaired")
        await me.press("enter")
        assert action(office, number, "what") == ("Mapping repaired",)
        assert action(office, number, "goal_id, playbook, hypothesis") == before


async def test_another_person_is_not_overwritten(office: Office) -> None:
    from amtui.domain.improvement_changes import EditAction

    async with visiting(office.app()) as me:
        await to_actions(me, office, KESTREL)
        number, version = me.row.id, me.row.version
        await me.press("e", "ctrl+u")
        await me.type("Mine")
        office.change(EditAction(action_id=number, expected_version=version, what="Theirs"))
        await me.press("enter")
        assert "changed it first" in me.said
        assert action(office, number, "what") == ("Theirs",)


async def test_the_proof_is_read_with_enter_and_left_with_escape(office: Office) -> None:
    async with visiting(office.app(), (80, 24)) as me:
        await to_actions(me, office, KESTREL)
        await me.press("enter")
        assert me.focus == "proof"
        await me.press("j", "j")
        assert me.app.screen.query_one("#proof").scroll_y > 0
        await me.press("escape")
        assert me.focus == "improvements"


async def test_elsewhere_a_plans_a_review_and_the_keys_of_actions_say_why_not(office: Office) -> None:
    async with visiting(office.app()) as me:
        await me.press("2", "enter", "s")
        assert "no improvement action under the cursor" in me.said
        assert "Evidence" not in me.hints
        await me.press("a")
        assert "Plan a review" in me.text()


async def test_a_read_only_session_may_look(office: Office) -> None:
    async with visiting(office.app(read_only=True)) as me:
        await to_actions(me, office, KESTREL)
        assert "✓ validated" in proof(me)
        await me.press("s")
        assert me.said == "This session is read-only."
