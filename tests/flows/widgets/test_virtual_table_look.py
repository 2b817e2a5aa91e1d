"""What a table shows: straight columns, hostile names, narrow terminals, mouse and words."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual._styles_cache import StylesCache
from textual.content import Content
from textual.geometry import Region

from amtui.domain.paging import Order
from amtui.widgets.virtual_table import Column, ListSource, Part, Parts, VirtualTable
from tests.flows.widgets.numbers import NUMBER_COLUMNS, Numbers
from tests.flows.widgets.table_app import table_app

NAMES = [
    "plain",
    "日本語アカウント株式会社",
    "👩\u200d👩\u200d👧\u200d👦 family",
    "e\u0301 combining",
    "Ωμέγα ❤\ufe0f",
    "x" * 5000,
    "[red]markup[/red]",
    "[/nope]",
    "\x1b[2Jcleared",
    "rtl \u202eevil\u202c",
    "line\u2028sep\nnext",
    "a\x00nul\x9b31m",
]


def named(names: list[str]) -> ListSource[tuple[int, str]]:
    return ListSource(list(enumerate(names)), lambda row: row[0])


NAME_COLUMNS = [
    Column[tuple[int, str]]("id", "Id", lambda row: str(row[0]), width=4, align="right", priority=1),
    Column[tuple[int, str]]("name", "Name", lambda row: row[1], least=8, most=24, priority=9),
    Column[tuple[int, str]]("mid", "Half", lambda row: row[1], width=9, align="centre", priority=3),
    Column[tuple[int, str]](
        "state", "State", lambda row: Parts((Part("● ", "good"), Part(row[1]))), width=9, priority=2
    ),
    Column[tuple[int, str]]("end", "End", lambda _: Content("|"), width=3, align="right", priority=5),
]


@pytest.mark.parametrize("width", [80, 60, 40, 20, 6])
async def test_columns_stay_straight_at_any_width(width: int) -> None:
    async with table_app(NAME_COLUMNS, named(NAMES), (width, 20)) as (app, _):
        lines = app.lines()
        assert {cell_len(line) for line in lines} == {width - 1}
        ends = {cell_len(line[: line.rindex("|")]) for line in lines[1:13] if "|" in line}
        assert len(ends) <= 1


async def test_hostile_names_are_shown_as_characters() -> None:
    async with table_app(NAME_COLUMNS, named(NAMES), (80, 20)) as (app, _):
        shown = "\n".join(app.lines())
        assert shown.replace("\n", "").isprintable()
        assert "[red]markup[/red]" in shown
        assert "[/nope]" in shown
        assert "␛[2Jcleared" in shown


async def test_the_nasty_accounts_of_the_real_files_are_harmless(
    real_data: Callable[[str], Path],
) -> None:
    folder = real_data("nasty")
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    names = expected["accounts_terminal_escapes_markup_unicode.csv"]["accounts"]
    async with table_app(NAME_COLUMNS, named(names), (80, 40)) as (app, pilot):
        for _ in names:
            await pilot.press("j")
        shown = app.lines()
        assert all(line.isprintable() for line in shown)
        assert {cell_len(line) for line in shown} == {79}


async def test_the_least_important_column_goes_first() -> None:
    async with table_app(NAME_COLUMNS, named(["a"]), (80, 5)) as (app, pilot):
        heads = []
        for width in (80, 44, 38, 28, 14):
            await pilot.resize_terminal(width, 5)
            await pilot.pause()
            heads.append(app.lines()[0].split())
        assert heads == [
            ["Id", "Name", "Half", "State", "End"],
            ["Id", "Name", "Half", "State", "End"],
            ["Name", "Half", "State", "End"],
            ["Name", "Half", "End"],
            ["Name"],
        ]


async def test_the_heading_shows_the_order_and_a_click_asks_for_one() -> None:
    async with table_app(NAME_COLUMNS, named(["a"]), (80, 5)) as (app, pilot):
        app.table.order = Order("name", descending=True)
        assert "Name▼" in app.lines()[0]
        await pilot.click(VirtualTable, offset=(9, 0))
        asked = [m.column for m in app.seen if isinstance(m, VirtualTable.SortRequested)]
        assert asked == ["name"]


async def test_mouse_chooses_opens_and_marks() -> None:
    async with table_app(NUMBER_COLUMNS, Numbers(100)) as (app, pilot):
        await pilot.click(VirtualTable, offset=(5, 4))
        assert app.table.current == 3
        await pilot.click(VirtualTable, offset=(5, 6), control=True)
        assert app.table.marks.ids == {6}
        await pilot.click(VirtualTable, offset=(5, 8), times=2)
        assert [m.row for m in app.seen if isinstance(m, VirtualTable.Opened)] == [7]
        await pilot.click(VirtualTable, offset=(5, 9), shift=True)
        assert app.table.marks.ids == {6, 7, 8, 9}


async def test_enter_opens_and_the_cursor_is_seen_without_colours() -> None:
    async with table_app(NUMBER_COLUMNS, Numbers(100)) as (app, pilot):
        await pilot.press("j", "space", "enter")
        assert [m.row for m in app.seen if isinstance(m, VirtualTable.Opened)] == [1]
        assert app.lines()[2].startswith("▌✓")
        (segment, *_) = app.table.render_line(2)
        assert segment.style is not None
        assert segment.style.reverse


async def test_an_empty_list_says_what_would_fill_it() -> None:
    async with table_app(NUMBER_COLUMNS, Numbers(0)) as (app, pilot):
        app.table.empty_text = "No requests.\nPress a to add one."
        assert [line.strip() for line in app.lines()[1:3]] == ["No requests.", "Press a to add one."]
        await pilot.press("j", "G", "space", "enter", "v", "ctrl+d")
        assert app.table.current is None
        moved = [m for m in app.seen if isinstance(m, VirtualTable.CursorMoved)]
        assert [m.row for m in moved] == [None]


async def test_every_part_of_a_cell_keeps_its_style() -> None:
    async with table_app(NAME_COLUMNS, named(["a", "b"]), (80, 5)) as (app, _):
        green = app.table.get_component_rich_style("virtual-table--good")
        styles = {segment.text.strip(): segment.style for segment in app.table.render_line(2)}
        assert styles["●"] == green
        assert [text for text, style in styles.items() if style == green] == ["●"]


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light", "textual-dark", "textual-light"])
async def test_state_styles_follow_the_theme(theme: str) -> None:
    async with table_app(NUMBER_COLUMNS, Numbers(5)) as (app, pilot):
        app.theme = theme
        await pilot.pause()
        segments = list(app.table.render_line(2))
        styles = [segment.style for segment in segments if segment.text.strip()]
        assert styles[0] is not None
        assert styles[1] is not None
        assert styles[0].color != styles[1].color
        assert styles[1].color is not None
        assert (styles[1].color.triplet is None) == theme.startswith("ansi")


@pytest.mark.parametrize("rows", [3, 300])
@pytest.mark.parametrize(
    "rules",
    [
        {},
        {"border": ("round", "red")},
        {"outline": ("round", "red")},
        {"padding": 1},
        {"tint": "red 40%"},
        {"hatch": ("right", "red")},
        {"opacity": 0.5},
        {"text_opacity": 0.5},
        {"background": "blue 30%"},
    ],
    ids=lambda rules: "-".join(rules) or "bare",
)
async def test_what_stands_around_a_table_is_drawn_as_textual_draws_it(
    rules: dict[str, object], rows: int
) -> None:
    async with table_app(NUMBER_COLUMNS, Numbers(rows)) as (app, pilot):
        for rule, value in rules.items():
            setattr(app.table.styles, rule, value)
        app.table.refresh()
        await pilot.pause()
        for region in (app.table.region.reset_offset, Region(3, 2, 20, 4)):
            wanted = StylesCache().render_widget(app.table, region)
            assert [list(line) for line in app.table.render_lines(region)] == [list(line) for line in wanted]
