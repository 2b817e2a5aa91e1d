"""Reviews prepared, moved and closed by keys."""

import json
from pathlib import Path

from amtui.screens.dialogs.base import Choice
from amtui.screens.explain import ExplainScreen
from tests.flows.office import Office
from tests.flows.visitor import Visitor, visiting

WRITTEN = "SELECT status, agenda, notes, outcome, frozen_kpis FROM reviews WHERE id = ?"


async def to_the_next(me: Visitor, what: str) -> int:
    """Put the cursor on the first planned review of a kind from today on; return its id."""
    await me.press("K", "enter")
    for _ in range(me.table.count.n):
        if (me.row.what, me.row.status) == (what, "planned"):
            return int(me.row.ref)
        await me.press("j")
    raise AssertionError(f"the agenda has no {what}")


async def test_prepare_and_hold_a_qbr(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        review = await to_the_next(me, "QBR")
        await me.press("enter")
        assert "To close it" in me.text("#detail")
        assert "Last time" in me.text("#detail")
        await me.press("e")
        await me.type(" Staff on Mondays.")
        await me.press("ctrl+j")
        assert office.sql(WRITTEN, review)[0][1].endswith("quarter. Staff on Mondays.")
        await me.press("n")
        await me.type("They open a second site")
    async with visiting(office.app(start="calendar", files=False)) as me:  # files here are not theirs
        await to_the_next(me, "QBR")
        await me.press("enter", "Q")
        assert me.app.clipboard.startswith("# Quarterly business review: ")
        assert "is copied as Markdown" in me.said
        await me.press("i", "R")
        assert me.app.clipboard.startswith("# Account brief: ")
        await me.press("2", "R")
        assert me.said.startswith("The brief of ")
        await me.press("Q", "ctrl+n", "enter")
        assert me.app.clipboard.startswith("# 2026Q1: ")
    async with visiting(office.app(start="calendar")) as me:  # the connection was lost meanwhile
        await to_the_next(me, "QBR")
        await me.press("enter")
        assert "A draft is waiting" in me.text("#detail")
        await me.press("n", "ctrl+j")
        assert office.sql(WRITTEN, review)[0][2] == "They open a second site"
        await me.press("Q", "enter")
        page = Path(me.said.rpartition(" as ")[2]).read_text(encoding="utf-8")  # noqa: ASYNC240 once
        assert "Improvement actions and their proof" in page
        assert "A draft is waiting" not in me.text("#detail")
        await me.press("f")
        await me.type("On course")
        await me.press("escape", "f", "enter")
        status, _, _, outcome, frozen = office.sql(WRITTEN, review)[0]
        assert (status, outcome) == ("held", "On course"), me.said
        assert {figure["kpi"] for figure in json.loads(frozen)} >= {"missed_call_rate"}
        assert "Figures frozen when it was held" in me.text("#detail")
        office.sql("UPDATE reviews SET starts_at = starts_at - 20 * 86400000000 WHERE id = ?", review)
        await me.press("r", "Q", "ctrl+n", "ctrl+n", "enter")
        assert me.said.endswith("2026-02-09.md")
        await me.press("u")
        assert "To close it" in me.text("#detail")


async def test_the_figures_of_a_review_are_explained_before_and_after_it_is_held(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        review = await to_the_next(me, "QBR")
        await me.press("enter", "w")
        assert isinstance(me.app.screen, Choice)
        await me.press("1")
        assert isinstance(me.app.screen, ExplainScreen)
        await me.press("escape", "f")
        await me.type("On course")
        await me.press("enter")
        frozen = json.loads(office.sql(WRITTEN, review)[0][4])
        await me.press("w", "1")
        assert isinstance(me.app.screen, ExplainScreen)
        told = me.app.screen.told
        assert told is not None
        kept = next(each for each in frozen if each["kpi"] == told.figure.kpi)
        window = told.figure.window
        assert (window.first.isoformat(), window.last.isoformat()) == (kept["from"], kept["to"])
        assert (told.figure.value, told.figure.n) == (kept["value"], kept["n"])


async def test_a_qbr_without_progress_asks_for_the_new_plan(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        review = await to_the_next(me, "QBR")
        office.sql("UPDATE kpi_goals SET baseline = 0.0, target = 0.0 WHERE kpi = 'missed_call_rate'")
        office.sql("UPDATE kpi_goals SET baseline = 0.0, target = 0.0 WHERE kpi = 'first_response'")
        await me.press("f")
        await me.type("We talked")
        await me.press("enter")
        assert "no goal shows progress: write the new plan" in me.text()
        await me.type("More agents")
        await me.press("enter")
        assert office.sql(WRITTEN, review)[0][0] == "held", me.said


async def test_a_gap_is_planned_at_a_time_that_suits_both(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        await me.press("left_square_bracket")
        account, kind, gaps = me.row.account, me.row.status, me.table.count.n
        await me.press("a")
        assert account in me.typed()
        await me.press("ctrl+n", "ctrl+j")
        made = office.sql("SELECT kind, status FROM reviews ORDER BY id DESC LIMIT 1")
        assert made == [(kind, "planned")], me.said
        assert me.table.count.n == gaps - 1


async def test_a_series_is_agreed_and_moved_from_the_keys(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        review = await to_the_next(me, "Check-in")
        day = (
            "SELECT series_day, starts_at FROM reviews WHERE series_id = ? AND status = 'planned' ORDER BY 1"
        )
        series = office.sql("SELECT series_id FROM reviews WHERE id = ?", review)[0][0]
        before = office.sql(day, series)
        await me.press("M", "ctrl+u")
        await me.type("2026-03-05 09:30")
        await me.press("tab", "enter", "down", "enter", "ctrl+j")
        after = office.sql(day, series)
        assert len(after) == len(before) > 2, me.said
        assert all(new[1] != old[1] for new, old in zip(after, before, strict=True))
        await me.press("u")
        assert office.sql(day, series) == before


async def test_a_series_is_ended_from_the_keys(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        review = await to_the_next(me, "Check-in")
        series = office.sql("SELECT series_id FROM reviews WHERE id = ?", review)[0][0]
        planned = "SELECT count(*) FROM reviews WHERE series_id = ? AND status = 'planned' AND starts_at > ?"
        now = round(me.app.clock.now().timestamp() * 1e6)
        ahead = office.sql(planned, series, now)[0][0]
        await me.press("X", "ctrl+j")
        assert "write a few words" in me.text()
        await me.type("They meet by mail")
        await me.press("tab", "enter", "down", "enter")
        assert f"{ahead} planned reviews cancelled" in me.text()
        await me.press("ctrl+j")
        assert office.sql("SELECT ends_on FROM review_series WHERE id = ?", series) != [(None,)], me.said
        assert office.sql(planned, series, now) == [(0,)]
        await me.press("u")
        assert office.sql(planned, series, now) == [(ahead,)]


async def test_views_turn_and_keep_the_day(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        await me.press("j", "l", "right_square_bracket")
        day = me.screen.grid.selected  # type: ignore[attr-defined]
        assert (day.isoformat(), me.focus) == ("2026-03-10", "week")
        await me.press("l", "right_square_bracket")
        assert me.focus == "agenda"
        assert me.at(0).day.isoformat() >= "2026-03-11"
        await me.press("t", "right_square_bracket", "right_square_bracket")
        assert (me.focus, me.grid.selected.isoformat()) == ("month", "2026-03-02")


async def test_the_calendar_is_filtered_as_one_types(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        await me.press("left_square_bracket")
        account, gaps = me.row.account, me.table.count.n
        await me.press("slash")
        await me.type(f"qbr {account.split()[0]}")
        await me.press("enter")
        assert 0 < me.table.count.n < gaps
        assert me.row.account.split()[0] == account.split()[0]
        assert "filter: qbr" in me.text("#count")
        await me.press("escape")
        assert me.table.count.n == gaps
        await me.press("right_square_bracket", "slash")
        await me.type("nobody is called so")
        await me.press("enter")
        assert me.table.count.n == 0
        await me.press("slash", "escape")
        assert (me.focus, me.table.count.n > 0) == ("month", True)


async def test_one_that_is_still_to_come_is_not_asked_why_it_was_missed(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        review = await to_the_next(me, "QBR")
        await me.press("L", "m")
        assert "is still to come. Move or cancel it." in me.said
        assert office.sql(WRITTEN, review)[0][0] == "planned"


async def test_a_missed_review_and_one_of_a_past_week(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        review = await to_the_next(me, "Check-in")
        await me.press("m", "enter")
        assert office.sql(WRITTEN, review)[0][0] == "missed"
        await me.press("u", "L")
        ((start,),) = office.sql("SELECT starts_at FROM reviews WHERE id = ?", review)
        await me.press("H")
        ((back,),) = office.sql("SELECT starts_at FROM reviews WHERE id = ?", review)
        assert start - back == 7 * 86_400_000_000
