"""Leave on screen: a cover chosen, the brief beside the list, the leave called off."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from amtui.domain.clock import FrozenClock
from tests.flows.office import Office
from tests.flows.visitor import visiting


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
