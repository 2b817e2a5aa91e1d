"""Meetings of the team from the calendar: planned, read, moved, written, held, cancelled."""

import json

import pytest

from amtui.domain.team_changes import EditTeamMeeting
from amtui.widgets.fields import values
from tests.flows.office import Office, admin_of
from tests.flows.visitor import Visitor, visiting

ROWS = "SELECT title, status, starts_at, notes, series_id FROM team_meetings ORDER BY starts_at"


@pytest.fixture
def office(office: Office) -> Office:
    """A demo whose team meets for nothing yet."""
    office.sql("DELETE FROM team_meetings")
    office.sql("DELETE FROM team_series")
    return office


async def planned(me: Visitor, title: str = "Pipeline", *keys: str) -> None:
    """Plan a meeting on the selected day, and put the cursor on it."""
    await me.press("A", "ctrl+u")
    await me.type(title)
    await me.press(*(keys or ("enter",)))
    await to_the_meeting(me)


async def to_the_meeting(me: Visitor) -> None:
    """Put the cursor on the first team meeting of the agenda."""
    me.table.focus()
    await me.press("g")
    for _ in range(me.table.count.n):
        if me.row.kind == "team_meeting":
            return
        await me.press("j")
    raise AssertionError("the agenda has no team meeting")


async def test_one_is_planned_read_moved_and_held(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        await planned(me)
        assert "“Pipeline” with " in me.said
        assert me.row.what == "Pipeline"
        assert "○ team" in me.count
        assert any("○ Pipeline" in line for line in me.lines)
        await me.press("enter")
        assert "60 minutes, planned" in me.shown
        assert "#" not in me.text("#told")
        await me.press("escape", "plus")
        assert "moved to" in me.said
        await me.press("e", "tab", "tab", "tab")
        await me.type("Deals")
        await me.press("ctrl+j")
        assert "agenda saved" in me.said
        await me.press("n")
        await me.type("All well")
        await me.press("ctrl+j", "f", "ctrl+j")
        assert "“Pipeline” held" in me.said
        ((title, status, _, notes, _),) = office.sql(ROWS)
        assert (title, status, notes) == ("Pipeline", "held", "All well")
        await to_the_meeting(me)
        await me.press("Y")
        assert "## Notes\n\nAll well" in me.app.clipboard
        await me.press("F")
        assert "SUMMARY:Pipeline" in me.app.clipboard
        await me.press("m")
        assert "held or cancelled" in me.said
        await me.press("u", "u", "u", "u", "u")
        assert office.sql(ROWS) == []


async def test_one_that_comes_again_is_moved_and_cancelled_alone_or_with_its_series(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        await planned(me, "Weekly", *["tab"] * 5, "enter", "j", "enter", "ctrl+j")
        n = len(office.sql(ROWS))
        assert n > 20
        await me.press("M", "ctrl+j")
        await to_the_meeting(me)
        await me.press("X")
        await me.type("Fair")
        await me.press("enter")
        assert "“Weekly” cancelled" in me.said
        assert [row[1] for row in office.sql(ROWS)].count("cancelled") == 1
        await me.press("j")
        await to_the_meeting(me)
        await me.press("X")
        await me.type("New rhythm")
        await me.press("tab", "enter", "j", "enter", "ctrl+j")
        assert "“Weekly” ended" in me.said
        assert {row[1] for row in office.sql(ROWS)} == {"cancelled"}
        await me.press("u")
        assert [row[1] for row in office.sql(ROWS)].count("planned") == n - 1


async def test_the_calendar_is_narrowed_to_what_the_team_meets_for(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        await planned(me)
        await me.press("slash")
        await me.type("kind:team pipe")
        await me.press("enter")
        assert [me.at(rank).what for rank in range(me.table.count.n)] == ["Pipeline"]


async def test_a_form_that_came_second_is_there_again(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        await planned(me)
        ((meeting_id,),) = office.sql("SELECT id FROM team_meetings")
        await me.press("e", "tab", "tab", "tab")
        await me.type("Deals")
        first = EditTeamMeeting(meeting_id=meeting_id, expected_version=1, agenda="Churn")
        office.change(first, admin_of(office))
        await me.press("ctrl+j")
        assert "changed “Pipeline” first" in me.shown
        await me.press("escape")
        await to_the_meeting(me)
        await me.press("e")
        assert values(me.app.screen)["agenda"] == "Deals"
        await me.press("ctrl+j")
        assert office.sql("SELECT agenda FROM team_meetings") == [("Deals",)]


async def test_whoever_is_second_chooses_whose_people_and_words_stand(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        await planned(me)
        ((meeting_id, invited),) = office.sql("SELECT id, invited FROM team_meetings")
        one, other, *_ = json.loads(invited)
        names = dict(office.sql("SELECT id, name FROM users"))
        await me.press("e", "tab", "tab", "ctrl+u")
        await me.type(names[one])
        first = EditTeamMeeting(meeting_id=meeting_id, expected_version=1, invited=(other,))
        office.change(first, admin_of(office))
        await me.press("ctrl+j")
        assert names[one] in me.shown
        assert names[other] in me.shown
        await me.press("m")
        assert office.sql("SELECT invited, version FROM team_meetings") == [(json.dumps([one]), 3)]


async def test_what_is_typed_is_kept_and_an_unknown_name_is_told(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        await me.press("A", "ctrl+u")
        await me.type("Retro")
        await me.press("tab", "tab", "tab", "ctrl+u")
        await me.type("Nobody Such")
        await me.press("enter")
        assert "no user “Nobody Such”" in me.shown
        await me.press("escape", "A")
        assert values(me.app.screen)["title"] == "Retro"
        assert values(me.app.screen)["people"] == "Nobody Such"
        await me.press("tab", "tab", "tab", "ctrl+u", "enter")
        assert "“Retro” with 0 colleagues" in me.said
        await me.press("A")
        assert values(me.app.screen)["title"] == "Team meeting"


async def test_whoever_is_invited_sees_it_and_is_told_whose_it_is(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        await planned(me)
    with_us = admin_of(office)
    async with visiting(office.app(with_us, start="calendar")) as boss:
        await to_the_meeting(boss)
    ((owner, invited),) = office.sql("SELECT user_id, invited FROM team_meetings")
    guest = next(
        login
        for user_id, login, role in office.sql("SELECT id, login, role FROM users WHERE active AND id <> 0")
        if user_id in json.loads(invited) and role == "am" and user_id != owner
    )
    async with visiting(office.app(guest, start="calendar")) as me:
        await to_the_meeting(me)
        await me.press("plus")
        assert "This is a meeting of" in me.said
        await me.press("1")
        assert "Team: 10:00 Pipeline" in me.count


async def test_the_day_plan_opens_it_and_the_week_and_agenda_show_it(office: Office) -> None:
    async with visiting(office.app(start="calendar")) as me:
        await planned(me)
        await me.press("]")
        assert any("○ 10:00 Team" in line for line in me.lines)
        assert any(line.strip().startswith("Pipeline") for line in me.lines)
        await me.press("]")
        await to_the_meeting(me)
        await me.press("1", "0")
        assert any("● Pipeline" in line for line in me.lines), me.lines
