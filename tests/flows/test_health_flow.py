"""Health on screen: what changed since another day, and rules tried before they are saved."""

import json
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.flows.office import Office
from tests.flows.visitor import visiting


@pytest.mark.asyncio
async def test_why_health_changed_can_be_asked_of_any_day(tmp_path: Path) -> None:
    async with visiting(Office(tmp_path).app()) as visitor:
        await visitor.press("2", "W")
        assert "since 2026-01-31" in visitor.text("#changed")
        await visitor.press("j")
        assert "Requests and service levels" in visitor.text("#explained")
        await visitor.press("L", "plus")
        assert "since 2026-02-08" in visitor.text("#changed")
        await visitor.press("H", "H", "H", "H")
        assert "since 2026-01-13" in visitor.text("#changed")
        await visitor.press("escape")
        assert visitor.screen.name_ == "portfolio"


@pytest.mark.asyncio
async def test_an_administrator_sees_what_rules_would_change_and_saves_them(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.sql("UPDATE users SET role = 'admin' WHERE login = 'nora.lindqvist'")
    async with visiting(office.app()) as visitor:
        await visitor.press("2", "W", "e", "tab", "tab", "tab")
        await visitor.press("end", *["backspace"] * 6)
        await visitor.type("98, 99")
        assert "another band" in visitor.text("#preview")
        await visitor.press("enter")
        assert "health_bands is now 98, 99" in visitor.said
        assert "red" in visitor.text("#strip")


@pytest.mark.asyncio
@pytest.mark.parametrize("size", [(120, 34), (80, 24), (60, 20)])
async def test_every_line_of_the_rules_fits_its_field_and_both_of_weights_are_one_rule(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    office = Office(tmp_path)
    office.sql("UPDATE users SET role = 'admin' WHERE login = 'nora.lindqvist'")
    async with visiting(office.app(), size) as visitor:
        await visitor.press("2", "W", "e")
        for line in visitor.app.screen.query(Input):
            assert len(line.value) < line.scrollable_content_region.width, line.value
        await visitor.press("tab", "tab", "end", "backspace", "backspace")
        await visitor.type("40")
        await visitor.press("enter")
        assert "health_weights is now" in visitor.said
    (kept,) = office.sql("SELECT value FROM settings WHERE key = 'health_weights'")
    assert json.loads(kept[0]) == {
        "kpis": 30, "requests": 20, "cadence": 15, "satisfaction": 15, "payments": 10, "adoption": 40,
    }  # fmt: skip
