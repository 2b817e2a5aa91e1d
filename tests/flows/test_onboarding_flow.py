"""An onboarding on screen: the board, and a sheet that is ticked off."""

from pathlib import Path

import pytest

from tests.flows.office import Office
from tests.flows.visitor import visiting


@pytest.mark.asyncio
async def test_a_sheet_is_ticked_off_line_by_line(tmp_path: Path) -> None:
    async with visiting(Office(tmp_path).app()) as visitor:
        await visitor.press("2", "K")
        assert (visitor.row.account, visitor.row.step) == ("Lumen Optik AG", "gates")
        await visitor.press("enter", *["j"] * 11)
        assert (visitor.row.section, visitor.row.what) == ("Kickoff agenda", "Use cases")
        await visitor.press("x")
        assert visitor.row.state == ("● done", "good")
        await visitor.press("j", "e")
        await visitor.type("Two blocks")
        await visitor.press("enter")
        assert (visitor.row.what, visitor.row.why, visitor.row.state[1]) == ("Numbers", "Two blocks", "good")
        await visitor.press("u", "u")
        assert visitor.row.state == ("◌ open", "dim")

        await visitor.press("a")
        await visitor.type("Sandbox")
        await visitor.press("tab")
        await visitor.type("For tests only")
        await visitor.press("enter")
        assert "Sandbox described" in visitor.said
        await visitor.press("G", *["k"] * 5)
        assert visitor.row.section == "Technical context"
        await visitor.press("x", "a")
        assert visitor.row.state == ("◐ asked", "warn")
        await visitor.press("m")
        await visitor.type("Port the numbers")
        await visitor.press("tab")
        await visitor.type("14d")
        await visitor.press("enter")
        assert "Milestone “Port the numbers” of Lumen Optik AG" in visitor.said
        await visitor.press("j")
        while visitor.row.section == "Technical context":
            await visitor.press("j")
        assert (visitor.row.section, visitor.row.state) == ("Milestones", ("● green", "good"))
        await visitor.press("x")
        assert visitor.row.state[0].startswith("✓ reached")
        await visitor.press("g", "x")
        assert "worked out" in visitor.said
        await visitor.press("R")
        await visitor.type("2026-03-20")
        await visitor.press("enter", "tab")
        await visitor.type("Contract")
        await visitor.press("enter")
        assert "due on 2026-03-20: Contract" in visitor.text("#strip")


@pytest.mark.asyncio
async def test_a_kickoff_that_was_asked_for_days_ago_is_entered_so(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.sql("UPDATE accounts SET kickoff_requested_at = NULL WHERE name = 'Lumen Optik AG'")
    async with visiting(office.app()) as visitor:
        await visitor.press("2", "/")
        await visitor.type("lumen")
        await visitor.press("enter", "enter", "K", "R")
        await visitor.type("2026-03-31")
        await visitor.press("enter")
        assert "that is ahead" in visitor.text()
        await visitor.press(*["backspace"] * 10)
        # A Thursday: the fifth business day is the next one.
        await visitor.type("2026-02-26")
        await visitor.press("enter")
        assert "kickoff to be held by 2026-03-05 17:00" in visitor.said
