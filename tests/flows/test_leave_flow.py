"""Leave on screen: a cover chosen, the brief beside the list, the leave called off."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from amtui.domain.clock import FrozenClock
from amtui.domain.leave_changes import EditLeave
from amtui.widgets.fields import values
from tests.flows.office import Office, admin_of
from tests.flows.visitor import Visitor, visiting

FRIDAY = date(2026, 3, 13).toordinal()
"""As days are stored."""


@pytest.mark.asyncio
async def test_leave_is_entered_read_and_called_off(tmp_path: Path) -> None:
    async with visiting(Office(tmp_path).app()) as visitor:
        await visitor.press("2", "D")
        before = visitor.text("#strip")
        await visitor.press("a", "enter", "down", "enter", "tab")
        await visitor.type("2026-03-09")
        await visitor.press("enter")
        await visitor.press("tab")
        await visitor.type("2026-03-10")
        await visitor.press("enter")
        assert "covers the book of Nora Lindqvist from 2026-03-09 to 2026-03-10" in visitor.said
        await visitor.press("g", "j")
        assert (visitor.row.user, str(visitor.row.first)) == ("Nora Lindqvist", "2026-03-09")
        assert "# Hand-over from Nora Lindqvist to" in visitor.text("#text")
        await visitor.press("Y")
        assert "Copied the brief" in visitor.said
        visitor.screen.load = lambda *_asked: None  # type: ignore[method-assign]
        await visitor.press("g", "Y")
        assert visitor.row.user != "Nora Lindqvist"
        assert "for those who may see the book" in visitor.said
        await visitor.press("j", "Y")
        assert "# Hand-over from Nora Lindqvist to" in visitor.app.clipboard
        del visitor.screen.load
        await visitor.press("X")
        assert "called off" in visitor.said
        assert visitor.text("#strip") == before


@pytest.mark.asyncio
async def test_days_are_named_in_words_and_are_the_viewers(tmp_path: Path) -> None:
    # Half past midnight in Berlin, while it is still Monday in UTC.
    night = FrozenClock(datetime(2026, 3, 2, 23, 30, tzinfo=UTC))
    async with visiting(Office(tmp_path, clock=night).app()) as visitor:
        await visitor.press("2", "D", "a", "enter", "down", "enter", "tab")
        await visitor.type("today")
        await visitor.press("enter", "tab")
        await visitor.type("fri")
        await visitor.press("enter")
        assert "covers the book of Nora Lindqvist from 2026-03-03 to 2026-03-06" in visitor.said
        told = next(line for line in visitor.lines if "2026-03-06" in line and "Nora" in line)
        assert "● away now" in told


@pytest.mark.asyncio
@pytest.mark.parametrize("size", [(120, 34), (80, 24), (60, 20)])
async def test_a_leave_is_edited_in_place(tmp_path: Path, size: tuple[int, int]) -> None:
    office = Office(tmp_path)
    office.sql("DELETE FROM leaves")
    async with visiting(office.app(), size) as me:
        await me.press("2", "D", "a", "enter", "down", "enter", "tab")
        await me.type("2026-03-09")
        await me.press("tab")
        await me.type("2026-03-10")
        await me.press("enter")
        before = me.row
        await me.press("e", "tab", "tab", "ctrl+u")
        await me.type("2026-03-13")
        await me.press("tab")
        await me.type("Call me")
        await me.press("enter")
        assert me.said.endswith("covers the book of Nora Lindqvist from 2026-03-09 to 2026-03-13")
        assert (str(me.row.first), str(me.row.last), me.row.note, me.row.cover) == (
            "2026-03-09", "2026-03-13", "Call me", before.cover,
        )  # fmt: skip
        await me.press("e", "enter", "down", "enter", "tab", "enter")
        assert me.said.endswith(f", in place of {before.cover}")
        assert me.row.cover != before.cover
        await me.press("u", "u")
        assert (str(me.row.last), me.row.note, me.row.cover) == ("2026-03-10", "", before.cover)
        await me.press("e", "tab", "tab", "ctrl+u")
        await me.type("whenever")
        await me.press("enter")
        assert "write a day" in me.text(".message")


@pytest.mark.asyncio
async def test_a_form_is_not_offered_for_the_leave_of_somebody_else(tmp_path: Path) -> None:
    async with visiting(Office(tmp_path).app()) as me:
        await me.press("2", "D")
        assert me.row.user != "Nora Lindqvist"
        await me.press("e")
        assert me.said == "You see to your own leave only. Ask them, their manager or an administrator."
        assert me.screen.name_ == "leave"
        await me.press("j")
        assert me.row.user == "Nora Lindqvist"
        await me.press("e")
        assert "The leave of Nora Lindqvist" in me.shown


async def entered(me: Visitor) -> int:
    """Enter a leave of one's own for two days of March, and begin to change its last day and note."""
    await me.press("2", "D", "a", "enter", "down", "enter", "tab")
    await me.type("2026-03-09")
    await me.press("tab")
    await me.type("2026-03-10")
    await me.press("enter")
    leave_id = int(me.row.id)
    await me.press("e", "tab", "tab", "ctrl+u")
    await me.type("2026-03-13")
    await me.press("tab")
    await me.type("Call me")
    return leave_id


@pytest.mark.asyncio
async def test_whoever_is_second_chooses_field_by_field_and_loses_nothing(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.sql("DELETE FROM leaves")
    async with visiting(office.app()) as me:
        leave_id = await entered(me)
        first = EditLeave(leave_id=leave_id, expected_version=1, last=date(2026, 3, 11))
        office.change(first, admin_of(office))
        await me.press("enter")
        assert "changed the leave of Nora Lindqvist first" in me.shown
        assert "2026-03-13" in me.shown
        assert "2026-03-11" in me.shown
        await me.press("m")
        assert office.sql("SELECT last, note, version FROM leaves") == [(FRIDAY, "Call me", 3)]
        await me.press("e")
        assert values(me.app.screen)["note"] == "Call me"


@pytest.mark.asyncio
async def test_what_both_did_apart_stands_side_by_side(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.sql("DELETE FROM leaves")
    async with visiting(office.app()) as me:
        leave_id = await entered(me)
        first = EditLeave(leave_id=leave_id, expected_version=1, first=date(2026, 3, 8))
        office.change(first, admin_of(office))
        await me.press("enter")
        kept = office.sql("SELECT first, last, note FROM leaves")
        assert kept == [(date(2026, 3, 8).toordinal(), FRIDAY, "Call me")]
        await me.see("your changes are kept beside theirs")


@pytest.mark.asyncio
async def test_what_was_typed_is_there_again_where_nothing_was_chosen(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.sql("DELETE FROM leaves")
    async with visiting(office.app()) as me:
        leave_id = await entered(me)
        cover = next(
            user_id
            for (user_id,) in office.sql("SELECT id FROM users WHERE role = 'am' AND id <> 0")
            if user_id not in office.sql("SELECT user_id, cover_id FROM leaves")[0]
        )
        first = EditLeave(leave_id=leave_id, expected_version=1, last=date(2026, 3, 11), cover_id=cover)
        office.change(first, admin_of(office))
        await me.press("enter", "escape")
        assert office.sql("SELECT last, note FROM leaves") == [(date(2026, 3, 11).toordinal(), "")]
        await me.press("e")
        typed = values(me.app.screen)
        assert (typed["last"], typed["note"], typed["cover"]) == ("2026-03-13", "Call me", str(cover))
        await me.press("ctrl+j")
        assert office.sql("SELECT last, note FROM leaves") == [(FRIDAY, "Call me")]


@pytest.mark.asyncio
async def test_a_new_leave_that_is_refused_is_there_again(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.sql("DELETE FROM leaves")
    async with visiting(office.app()) as me:
        await me.press("2", "D", "a", "enter", "down", "enter", "tab")
        await me.type("2026-03-10")
        await me.press("tab")
        await me.type("2026-03-09")
        await me.press("enter")
        assert office.sql("SELECT id FROM leaves") == []
        await me.press("a")
        typed = values(me.app.screen)
        assert (typed["first"], typed["last"]) == ("2026-03-10", "2026-03-09")
        assert typed["cover"]
