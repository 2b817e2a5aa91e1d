"""A goal is agreed in the form, explained, its exclusions switched, and its calls looked at, by keys."""

from datetime import date, timedelta
from typing import Any

from amtui.domain.kpi.definitions import definition
from amtui.domain.vocabulary import KpiKey, Source
from amtui.domain.wording import title
from amtui.screens.dialogs.goal import GoalDialog
from amtui.screens.explain import ExplainScreen
from tests.flows.office import Office
from tests.flows.visitor import Visitor, visiting

KPIS = ("2", "enter", "l")
GOAL = (
    "SELECT id, target, baseline, baseline_n, agreed_on, due, superseded_on, withdrawn_for, agreed_with_id"
    " FROM kpi_goals WHERE account_id = ? AND kpi = 'missed_call_rate' ORDER BY id DESC"
)


async def to_missed_calls(me: Visitor) -> Any:
    """Open the KPIs of the first account that has missed calls and a goal on them; return the figure."""
    await me.press("2")
    while not any(f.kpi is KpiKey.MISSED_CALL_RATE and f.n > 50 and f.target for f in me.row.kpis):
        await me.press("j")
    await me.press("enter", "l")
    return me.row


async def test_a_goal_is_agreed_explained_and_its_calls_seen(office: Office) -> None:
    async with visiting(office.app()) as me:
        before = await to_missed_calls(me)
        old = office.sql(GOAL, before.account_id)[0]
        await me.press("a")
        assert isinstance(me.app.screen, GoalDialog)
        assert "frozen with the goal" in me.text("#start")
        await me.type("-20 %")
        assert "Takes the place of" in me.text("#start")
        await me.press("tab")
        await me.type("2026-12-31")
        await me.press("enter")
        new, superseded = office.sql(GOAL, before.account_id)[:2]
        assert new[1] == round(0.8 * new[2], 12)
        assert new[3] > 0
        assert (superseded[0], superseded[6]) == (old[0], new[4])
        assert new[8] is not None
        assert "agreed" in me.said
        assert "superseded" in me.text("#explained")

        await me.press("w")
        assert isinstance(me.app.screen, ExplainScreen)
        told = me.app.screen.told
        assert told is not None
        assert told.figure.target == new[1]
        assert me.row.name == "leg"
        offered, missed = told.figure.denominator or 0, told.figure.numerator
        await me.press("j", "j", "x")
        wider = me.app.screen.told
        assert wider is not None
        assert wider.figure.included == ("outbound",)
        assert wider.figure.denominator == offered + told.exclusions[2].n
        assert "with 1 exclusion switched off" in me.text("#strip")

        await me.press("x", "l")
        assert me.focus == "evidence"
        calls = office.sql(
            "SELECT count(*), sum(excluded = 0), sum(excluded = 0 AND outcome <> 'answered') FROM calls"
            " WHERE account_id = ? AND day BETWEEN ? AND ?",
            before.account_id,
            told.figure.window.first.toordinal(),
            told.figure.window.last.toordinal(),
        )
        assert calls == [(me.table.count.n, offered, missed)]
        assert me.row.at >= me.at(1).at
        await me.press("escape", "escape")
        assert me.screen.name_ == "portfolio"


async def test_the_form_keeps_what_was_typed_when_it_cannot_be_agreed(office: Office) -> None:
    async with visiting(office.app()) as me:
        before = await to_missed_calls(me)
        known = office.sql(GOAL, before.account_id)
        await me.press("a")
        await me.type("5")
        await me.press("enter")
        assert "as 5 % or -20 %" in me.text(".message")
        await me.type(" %")
        await me.press("tab")
        await me.type("2020-01-01")
        await me.press("enter")
        assert isinstance(me.app.screen, GoalDialog)
        assert "the goal is due after today" in me.said
        await me.press("escape")
        assert office.sql(GOAL, before.account_id) == known


async def test_exclusions_out_of_sight_are_shown_before_one_is_switched(office: Office) -> None:
    async with visiting(office.app(), (60, 20)) as me:
        await to_missed_calls(me)
        await me.press("w", "l")
        explained = me.app.screen
        assert isinstance(explained, ExplainScreen)
        assert me.focus == "evidence"
        await me.press("x")
        assert (me.focus, explained.switched_off) == ("switches", frozenset())
        await me.press("x")
        assert explained.switched_off == {"leg"}
        strip = me.text("#strip")
        assert " · Missed · " in strip
        assert " · 1 off · usually " in strip
        assert strip.endswith(" %")


async def test_a_target_is_typed_with_its_sign(office: Office) -> None:
    async with visiting(office.app()) as me:
        before = await to_missed_calls(me)
        await me.press("a")
        await me.type("> 4 %")
        await me.press("enter")
        assert "its target has <= or <" in me.said
        await me.press("ctrl+u")
        await me.type("< 4 %")
        await me.press("enter")
        assert "missed-call rate < 4 % agreed" in me.said
        assert office.sql(GOAL, before.account_id)[0][1] == 0.04


async def test_the_day_of_a_goal_may_be_said_in_words(office: Office) -> None:
    async with visiting(office.app()) as me:
        before = await to_missed_calls(me)
        await me.press("a")
        await me.type("5 %")
        await me.press("tab")
        await me.type("in weeks")
        await me.press("enter")
        assert "as fri, 6w or 2026-12-31" in me.text(".message")
        await me.press("ctrl+u")
        await me.type("6w")
        await me.press("enter")
        due = date.fromordinal(office.sql(GOAL, before.account_id)[0][5])
        assert due == me.app.clock.now().date() + timedelta(weeks=6)


async def test_a_goal_is_withdrawn_and_comes_back(office: Office) -> None:
    async with visiting(office.app()) as me:
        before = await to_missed_calls(me)
        await me.press("X")
        await me.type("They moved to another system")
        await me.press("enter")
        assert office.sql(GOAL, before.account_id)[0][7] == "They moved to another system"
        assert "withdrawn" in me.text("#explained")
        await me.press("u")
        assert office.sql(GOAL, before.account_id)[0][6:8] == (None, None)
        await me.press("U", "X")
        assert "There is no goal on missed-call rate" in me.said


async def test_why_on_the_portfolio_asks_which_kpi(office: Office) -> None:
    async with visiting(office.app()) as me:
        await me.press("2")
        worst = me.row.name
        await me.press("w", "1")
        assert isinstance(me.app.screen, ExplainScreen)
        assert worst in me.text("#strip")
        await me.press("escape")
        assert me.screen.name_ == "portfolio"


async def test_all_facts_of_a_figure_can_be_read_on_a_small_terminal(office: Office) -> None:
    async with visiting(office.app(start="portfolio"), (60, 20)) as me:
        await me.press("enter", "l", "w")
        assert me.focus == "switches"
        assert me.text("#facts").startswith("Made of")
        assert "h l Panes" in me.hints
        await me.press("h")
        assert me.focus == "reading"
        assert not me.screen.query_one("#evidence").display
        await me.press("G")
        pane = me.screen.query_one("#reading")
        assert pane.scroll_y == pane.max_scroll_y
        await me.press("l", "l")
        assert me.focus == "evidence"
        assert not pane.display
        await me.press("h", "question_mark")
        await me.type("h l")
        assert "tab or pane" in me.text("#keys")


async def test_facts_that_are_all_seen_are_no_pane_of_their_own(office: Office) -> None:
    async with visiting(office.app(start="portfolio")) as me:
        await me.press("enter", "l", "w", "h")
        assert me.focus == "evidence"
        await me.press("l")
        assert me.focus == "switches"


def second_figure(row: Any) -> bool:
    """Tell whether a row of Today is of a KPI that is not the first of its account's."""
    return bool(row.source is Source.KPI and not row.ref.startswith("missed_call_rate"))


async def test_today_opens_the_kpi_that_its_row_is_about_and_explains_it_by_one_key(office: Office) -> None:
    async with visiting(office.app()) as me:
        await me.press("1", "slash")
        await me.type("kpi")
        await me.press("enter")
        while not second_figure(me.row):
            await me.press("j")
        row = me.row
        kpi = KpiKey(row.ref.partition(":")[0])
        await me.press("W")
        assert isinstance(me.app.screen, ExplainScreen)
        told = me.app.screen.told
        assert told is not None
        assert (told.figure.account_id, told.figure.kpi) == (row.account_id, kpi)
        assert definition(kpi).label.casefold() in me.text("#strip").casefold()
        await me.press("escape")
        assert me.row == row

        await me.press("enter")
        assert me.screen.name_ == "account"
        assert me.row.kpi == kpi
        assert title(definition(kpi).label) in me.text("#explained")
        await me.press("k")
        assert me.row.kpi != kpi
        here = me.row.kpi
        await me.press("r")
        assert me.row.kpi == here
        assert title(definition(here).label) in me.text("#explained")


async def test_today_says_why_a_row_that_is_no_kpi_has_no_figure(office: Office) -> None:
    async with visiting(office.app()) as me:
        await me.press("1", "g")
        assert me.row.source is not Source.KPI
        await me.press("W")
        assert me.screen.name_ == "today"
        assert "Only a KPI has a figure to explain" in me.said
