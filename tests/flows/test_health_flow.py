"""Health on screen: what changed since another day, and rules tried before they are saved."""

import json
import re
from datetime import date
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
@pytest.mark.parametrize("size", [(120, 34), (80, 24), (60, 20)])
async def test_both_days_that_are_compared_can_be_chosen(office: Office, size: tuple[int, int]) -> None:
    async with visiting(office.app(), size) as me:
        await me.press("2", "W", "c", "ctrl+u")
        await me.type("2026-02-01")
        await me.press("tab", "ctrl+u")
        await me.type("2026-02-15")
        await me.press("enter")
        assert "from 2026-02-01 to 2026-02-15" in me.text("#changed")
        await me.press("plus")
        assert "from 2026-02-02 to 2026-02-15" in me.text("#changed")
        await me.press("L", "L", "L")
        assert "from 2026-02-15 to 2026-02-15" in me.text("#changed")
        await me.press("c", "tab", "ctrl+u")
        await me.type("2026-02-01")
        await me.press("enter")
        assert "2026-02-15" in me.app.screen.query(".message").last().render().plain  # type: ignore[union-attr]
        await me.press("ctrl+u", "enter")
        assert "since 2026-02-15" in me.text("#changed")


@pytest.mark.asyncio
async def test_a_day_before_the_half_year_that_is_read_at_first_can_be_compared_with(office: Office) -> None:
    columns = ", ".join(
        name
        for (name,) in office.sql("SELECT name FROM pragma_table_info('health_days')")
        if name not in {"id", "day"}
    )
    office.sql(
        f"INSERT INTO health_days (day, {columns}) SELECT ?, {columns} FROM health_days"
        " WHERE id IN (SELECT max(id) FROM health_days GROUP BY account_id)",
        date(2025, 3, 3).toordinal(),
    )
    async with visiting(office.app()) as me:
        await me.press("2", "W", "c", "ctrl+u")
        await me.type("2025-03-10")
        await me.press("tab", "ctrl+u")
        await me.type("2025-04-01")
        await me.press("enter")
        assert "from 2025-03-03 to 2025-03-03" in me.text("#changed")
        await me.press("c", "tab", "ctrl+u")
        await me.type("2026-02-15")
        await me.press("enter")
        assert "from 2025-03-03 to 2026-02-15" in me.text("#changed")
        await me.press("c", "ctrl+u")
        await me.type("2025-01-01")
        await me.press("tab", "ctrl+u")
        await me.type("2025-02-01")
        await me.press("enter")
        assert "the earliest is of 2025-03-03" in me.said


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


@pytest.mark.asyncio
async def test_too_little_known_is_called_as_everywhere(office: Office) -> None:
    async with visiting(office.app(start="portfolio")) as me:
        await me.press("/")
        await me.type("lumen optik")
        await me.press("enter", "p")
        assert any("Lumen Optik AG" in line and "◌ insuff. " in line for line in me.lines)
        told = " ".join(me.text("#detail").split())
        assert re.search(r"Health ◌ insufficient data, \d+ % of the weights known", told), told
        await me.press("enter")
        assert "health: insufficient data" in me.text("#strip")
