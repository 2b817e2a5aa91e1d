"""Insights by its keys: whose figure, over which days, broken down how, and against what."""

from dataclasses import replace
from itertools import groupby

import pytest
from textual.widgets import Static

from amtui.domain.insight_records import Insight
from amtui.domain.kpi.dimensions import Dimension
from amtui.screens.account import AccountScreen
from amtui.screens.explain import ExplainScreen
from amtui.screens.insight_words import sentence
from amtui.screens.insights import InsightsScreen
from amtui.widgets.heat_map import WeekMap
from tests.flows.office import Office
from tests.flows.visitor import Visitor, visiting

BRIGHT = ("slash", *"bright", "enter")


def insights(me: Visitor, place: int = -1) -> InsightsScreen:
    screen = me.app.screen_stack[place]
    assert isinstance(screen, InsightsScreen)
    return screen


@pytest.mark.parametrize(
    ("told", "words"),
    [(0, ""), (1, "the one that explains most of 28"), (3, "the 3 that explain most of 28"), (28, "")],
)
async def test_the_sentence_says_whose_hours_are_broken_down_if_anybodys(
    office: Office, told: int, words: str
) -> None:
    async with visiting(office.app(start="insights")) as me:
        found = insights(me).found
        assert found is not None
        said = str(sentence(replace(found, told_accounts=told), 100))
    assert ("Hours and segments" in said) is bool(words)
    assert words in said


async def test_an_account_is_chosen_by_name_and_left_for_the_book_again(office: Office) -> None:
    async with visiting(office.app(start="insights")) as me:
        assert "Whole book, 28 accounts" in me.text("#strip")
        await me.press(*BRIGHT, "plus", "plus")
        assert "Brightwater Dental Group · missed-call rate" in me.text("#strip")
        assert "90 days" in me.text("#strip")
        assert "on Mondays between 9:00 and 10:00 in the queue “Service desk”" in " ".join(
            me.text("#said").split()
        )
        assert me.row.value == "Service desk"
        await me.press("y")
        found = insights(me).found
        assert found is not None
        assert me.app.clipboard == found.sentence
        await me.press("escape")
        assert "Whole book" in me.text("#strip")
        await me.press("colon")
        await me.type("brightwater")
        await me.press("enter")
        assert me.screen.name_ == "insights"
        assert "Brightwater" in me.text("#strip")


async def test_the_trend_is_there_while_the_rest_is_still_counted(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amtui.screens.insights.PATIENCE", 0)
    seen: list[tuple[str, bool]] = []
    show = InsightsScreen.show_insight

    def noted(screen: InsightsScreen, found: Insight) -> None:
        show(screen, found)
        seen.append((str(screen.query_one("#said", Static).content), bool(found.days)))

    monkeypatch.setattr(InsightsScreen, "show_insight", noted)
    async with visiting(office.app(start="insights")) as me:
        await me.press(*BRIGHT)
        shown = [said.startswith("Counting") for said, _ in seen]
        assert [is_outline for is_outline, _ in groupby(shown)] == [True, False, True, False]
        assert all(has_days for _, has_days in seen)
        assert me.row.value == "Service desk"
        await me.press("j", "r")
        again = [said.startswith("Counting") for said, _ in seen[len(shown) :]]
        assert again
        assert not any(again), "what is there stays until the same comes anew"


async def test_what_was_shown_goes_when_the_rest_cannot_be_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amtui.screens.insights.PATIENCE", 0)
    office.sql("ALTER TABLE calls RENAME TO elsewhere")
    async with visiting(office.app(start="insights")) as me:
        assert me.text("#said") == "Could not be read; r reads again."
        assert me.text("#strip") == me.text("#compared") == ""
        assert insights(me).found is None


async def test_enter_on_an_account_of_the_book_looks_into_it(office: Office) -> None:
    async with visiting(office.app(start="insights")) as me:
        first = me.row
        await me.press("w")
        assert isinstance(me.app.screen, ExplainScreen)
        assert me.text("#strip").startswith(f"{first.value} · Missed-call rate")
        await me.press("escape", "enter")
        assert first.value in me.text("#strip")
        assert insights(me).asked.account_id == first.account_id
        await me.press("i")
        assert me.screen.name_ == "account"


async def test_insights_from_an_accounts_kpis_keeps_account_and_kpi(office: Office) -> None:
    async with visiting(office.app(start="portfolio")) as me:
        await me.press("enter", "l", "j")
        kpi, account = me.row.kpi, me.row.account_id
        await me.press("5")
        assert (insights(me).asked.account_id, insights(me).asked.kpi) == (account, kpi)
        await me.press("2", "5")
        assert insights(me).asked.account_id == account


async def test_brackets_go_through_the_kpis_and_m_through_the_statistics(office: Office) -> None:
    async with visiting(office.app(start="insights")) as me:
        await me.press("right_square_bracket")
        assert "net missed-call rate" in me.text("#strip")
        await me.press("right_square_bracket")
        assert "first response median" in me.text("#strip")
        await me.press("m")
        assert "first response mean" in me.text("#strip")
        assert "the median tells" in me.text("#said")
        await me.press("plus", "w")
        assert isinstance(me.app.screen, ExplainScreen)
        shown = insights(me, 0).found
        told = me.app.screen.figure
        assert shown is not None
        assert (told.statistic, told.window.first) == (shown.statistic, shown.first)
        await me.press("escape")
        await me.press("left_square_bracket", "m")
        assert "made one way only" in me.said
        await me.press("left_square_bracket", "left_square_bracket")
        shown = insights(me).found
        assert shown is not None
        assert shown.kpi == shown.kpis[-1]


async def test_b_breaks_down_and_enter_shows_the_hours_of_one_segment(office: Office) -> None:
    async with visiting(office.app(start="insights")) as me:
        await me.press(*BRIGHT)
        week = me.app.screen.query_one(WeekMap)
        everything = sum(cell.n for cell in week.heat.cells)
        segment = me.row
        await me.press("enter")
        assert sum(cell.n for cell in week.heat.cells) == segment.n < everything
        assert "only Service desk" in me.text("#week-title")
        await me.press("escape")
        assert sum(cell.n for cell in week.heat.cells) == everything
        await me.press("b")
        shown = insights(me).breakdown()
        assert shown is not None
        assert shown.dimension is Dimension.NUMBER
        assert me.text("#segments-title").startswith("By number")


async def test_the_week_goes_from_the_worst_hour_to_the_next(office: Office) -> None:
    async with visiting(office.app(start="insights")) as me:
        await me.press(*BRIGHT, "l")
        week = me.app.screen.query_one(WeekMap)
        assert me.focus == "week"
        assert week.at == (0, 9)
        assert any("Mondays 9:00 to 10:00:" in line for line in me.lines)
        await me.press("n")
        second = week.heat.at(*week.at)
        assert 0 < second.amount <= week.heat.at(0, 9).amount
        await me.press("N", "j", "right")
        assert week.at == (1, 10)
        await me.press("h")
        assert me.focus == "segments"


async def test_c_compares_with_other_periods(office: Office) -> None:
    async with visiting(office.app(start="insights")) as me:
        await me.press("slash", *"kestrel", "enter", "left_square_bracket", "left_square_bracket")
        assert "Against the period before" in me.text("#compare-title")
        await me.press("c", "c")
        assert "before the improvement action" in me.text("#compare-title")
        compared = " ".join(me.text("#compared").split())
        assert "Clearly better" in compared
        assert "95 % interval" in compared


async def test_one_pane_at_a_time_where_the_room_is_short(office: Office) -> None:
    for size in ((80, 24), (60, 20)):
        async with visiting(office.app(start="insights"), size) as me:
            seen = []
            for _ in range(4):
                seen.append([pane.id for pane in me.app.screen.query(".pane") if pane.display])
                await me.press("l")
            assert [len(panes) for panes in seen] == [1, 1, 1, 1]
            assert len({panes[0] for panes in seen}) == 4


async def test_c_shows_the_comparison_first_where_another_pane_is_seen(office: Office) -> None:
    async with visiting(office.app(start="insights"), (80, 24)) as me:
        await me.press("slash", *"kestrel", "enter")
        before = me.text("#compare-title")
        await me.press("c")
        assert [pane.id for pane in me.app.screen.query(".pane") if pane.display] == ["pane-compare"]
        assert me.text("#compare-title") == before
        await me.press("c")
        assert me.text("#compare-title") != before


async def test_an_empty_book_says_what_would_fill_it(empty_office: Office) -> None:
    async with visiting(empty_office.app(start="insights"), (80, 24)) as me:
        assert "`amtui import calls FILE` brings some" in " ".join(me.text("#said").split())
        assert any("+ looks at more" in line for line in me.lines)
        await me.press("b", "c", "h", "n", "enter", "i")
        assert "no row" in me.said


async def test_the_line_on_top_is_whole_on_a_small_terminal(office: Office) -> None:
    async with visiting(office.app(start="insights"), (60, 20)) as me:
        book = me.text("#strip")
        assert (book[:9], book.partition(" · ")[2]) == (
            "Whole boo",
            "missed 6.9 % · targets ≤ 5.66 % · 30 days",
        )
        await me.press(*BRIGHT)
        assert me.text("#strip") == "Brightwater Denta… · missed 5.0 % · ✓ met, ≤ 5 % · 30 days"


async def test_days_are_chosen_and_held_against_others(office: Office) -> None:
    async with visiting(office.app(start="insights"), (120, 34)) as me:
        await me.press(*BRIGHT, "e")
        for text in ("2026-02-01", "2026-02-28", "2026-02-20", "2026-02-27"):
            await me.type(text)
            await me.press("tab")
        await me.press("enter")
        assert "overlaps those days" in me.shown
        await me.press("ctrl+u")
        await me.type("2025-12-20")
        await me.press("tab", "ctrl+u")
        await me.type("2025-12-31")
        await me.press("enter")
        assert me.text("#strip").endswith("· 2026-02-01 to 2026-02-28")
        assert "Against the days that were chosen" in me.text("#compare-title")
        assert "2025-12-20 to 2025-12-31" in me.text("#compared")
        found = insights(me).found
        assert found is not None
        assert (str(found.first), str(found.last)) == ("2026-02-01", "2026-02-28")
        await me.press("c")
        assert "Against the period before" in me.text("#compare-title")
        await me.press("plus")
        assert me.text("#strip").endswith("· 60 days")


async def test_a_figure_off_target_comes_with_its_playbook(office: Office) -> None:
    async with visiting(office.app(start="insights"), (120, 34)) as me:
        await me.press(*BRIGHT, "plus", "plus")
        assert "What helps: the playbook “high missed-call rate”." in " ".join(me.text("#compared").split())
        await me.press("a")
        account = me.app.screen
        assert isinstance(account, AccountScreen)
        assert account.shown == "actions"


async def test_a_segment_that_is_chosen_is_explained_with_its_own_calls(office: Office) -> None:
    async with visiting(office.app(start="insights")) as me:
        await me.press(*BRIGHT, "enter")
        segment = me.row
        assert segment.value == "Service desk"
        await me.press("w")
        explained = me.app.screen
        assert isinstance(explained, ExplainScreen)
        assert "queue “Service desk” alone" in me.text("#facts")
        told = explained.told
        assert told is not None
        await me.press("l", "G")
        evidence = me.table
        rows = [evidence.row_at(rank) for rank in range(evidence.count.n)]
        window = told.figure.window
        wanted = office.sql(
            "SELECT count(*), sum(excluded = 0), sum(excluded = 0 AND outcome <> 'answered') FROM calls"
            " WHERE account_id = ? AND queue = 'Service desk' AND day BETWEEN ? AND ?",
            told.figure.account_id,
            window.first.toordinal(),
            window.last.toordinal(),
        )
        assert wanted == [(len(rows), segment.n, segment.amount)]
        assert {row.what.partition(" · ")[0] for row in rows if row is not None} == {"Service desk"}
        await me.press("escape", "enter", "w")
        assert "alone" not in me.text("#facts")
