"""Long lists: what is asked of the source, and what is written to the terminal."""

import asyncio
import gc
import warnings

import pytest
from textual._compositor import CompositorUpdate
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from amtui.domain.paging import Count, Slice
from amtui.widgets.virtual_table import VirtualTable
from amtui.widgets.virtual_table.marks import Marks
from amtui.widgets.virtual_table.window_cache import WINDOW
from tests.flows.widgets.numbers import NUMBER_COLUMNS, Numbers
from tests.flows.widgets.table_app import settled, table_app
from tests.support.flow import settle

MILLION = 1_000_000


async def test_a_million_rows_open_with_what_is_in_view_then_a_little_behind_it_and_the_end() -> None:
    source = Numbers(MILLION)
    async with table_app(NUMBER_COLUMNS, source) as (app, _):
        assert [wanted.limit for wanted in source.asked] == [WINDOW, WINDOW, WINDOW]
        assert [wanted.reverse for wanted in source.asked] == [False, False, True]
        assert app.table.count == Count(MILLION)
        assert app.table.cursor == 1
        assert app.lines()[1].startswith("▌         0  row 0")


async def test_end_home_and_jumps_read_a_few_windows_each() -> None:
    source = Numbers(MILLION)
    async with table_app(NUMBER_COLUMNS, source) as (app, pilot):
        for key, cursor in (("G", MILLION), ("g", 1), ("end", MILLION), ("home", 1)):
            await pilot.press(key)
            await settled(app, pilot)
            assert app.table.cursor == cursor
        app.table.go_to(500_001)
        await settled(app, pilot)
        assert app.table.current == 500_000
        assert source.rows_given <= 8 * WINDOW
        assert max(wanted.limit for wanted in source.asked) <= 2 * WINDOW


async def test_paging_on_passes_over_no_rows_and_the_end_is_read_backwards() -> None:
    source = Numbers(MILLION)
    async with table_app(NUMBER_COLUMNS, source) as (app, pilot):
        for _ in range(30):
            app.table.action_page(1)
            await settled(app, pilot)
        assert {wanted.skip for wanted in source.asked} == {0}
        await pilot.press("G")
        await settled(app, pilot)
        assert source.asked[-1].reverse
        assert source.asked[-1].skip == 0


async def test_what_is_in_view_comes_in_one_go_wherever_windows_begin() -> None:
    source = Numbers(10_003)
    async with table_app(NUMBER_COLUMNS, source) as (app, pilot):
        assert source.asked[-1] == Slice(None, limit=3 + WINDOW, reverse=True)
        for rank in (5_001, 5_249):
            elsewhere = Numbers(10_003)
            app.table.move_to(rank)
            await settled(app, pilot)
            app.table.set_source(elsewhere)
            await settled(app, pilot)
            assert elsewhere.asked[0].limit == 2 * WINDOW
            assert app.table.current == rank


async def test_the_first_and_the_last_row_are_there_before_they_are_asked_for() -> None:
    source = Numbers(MILLION)
    async with table_app(NUMBER_COLUMNS, None) as (app, pilot):
        app.table.set_source(source, at=500_001)
        await settled(app, pilot)
        source.fails = OSError("nothing is read any more")
        for action, row in ((app.table.action_end, MILLION - 1), (app.table.action_home, 0)):
            action()
            assert app.table.current == row
            assert not any("·" in line for line in app.lines())
        source.fails = None
        await settled(app, pilot)


async def test_another_order_opens_on_the_cursor_without_counting_from_the_start() -> None:
    source = Numbers(MILLION)
    async with table_app(NUMBER_COLUMNS, Numbers(MILLION)) as (app, pilot):
        app.table.go_to(500_124)
        await settled(app, pilot)
        app.table.set_source(source)
        await settled(app, pilot)
        assert (app.table.cursor, app.table.rank) == (500_124, 500_123)
        assert {wanted.skip for wanted in source.asked} == {0}


async def test_the_scrollbar_stays_while_the_rows_of_another_order_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with table_app(NUMBER_COLUMNS, Numbers(MILLION)) as (app, pilot):
        app.table.go_to(500_124)
        await settled(app, pilot)
        heights: list[int] = []
        monkeypatch.setattr(app.table, "_scroll_update", lambda size: heights.append(size.height))
        source = Numbers(MILLION)
        counted = source.count

        async def late() -> Count:
            await asyncio.sleep(0.1)
            return await counted()

        monkeypatch.setattr(source, "count", late)
        app.table.set_source(source)
        await settled(app, pilot)
        assert len(source.asked) > 1
        assert heights == []


async def test_a_reading_that_is_replaced_before_it_began_leaves_nothing_behind() -> None:
    latest = Numbers(300)
    async with table_app(NUMBER_COLUMNS, Numbers(MILLION)) as (app, pilot):
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            for source in (Numbers(10), Numbers(20), latest):
                app.table.set_source(source)
            await settled(app, pilot)
            gc.collect()
        assert not [one for one in told if "never awaited" in str(one.message)]
        assert app.table.count == Count(300)


async def test_the_cache_is_bounded_and_one_fetch_is_in_flight() -> None:
    source = Numbers(10_000, delay=0.001)
    async with table_app(NUMBER_COLUMNS, source) as (app, pilot):
        for rank in range(0, 10_000, 400):
            app.table.move_to(rank)
        await settled(app, pilot)
        for rank in range(0, 10_000, 400):
            app.table.move_to(rank)
            await settled(app, pilot)
        assert app.table.pager is not None
        assert len(app.table.pager.cache) <= 2_000
        assert source.most_in_flight == 1


async def test_the_latest_wanted_window_wins() -> None:
    source = Numbers(100_000, delay=0.02)
    async with table_app(NUMBER_COLUMNS, source) as (app, pilot):
        asked = len(source.asked)
        for rank in range(1_000, 90_000, 1_000):
            app.table.move_to(rank)
        await settled(app, pilot)
        assert app.table.current == 89_000
        assert len(source.asked) - asked <= 4


async def test_rows_on_their_way_show_as_placeholders() -> None:
    source = Numbers(100_000)
    async with table_app(NUMBER_COLUMNS, source) as (app, pilot):
        source.delay = 0.2
        app.table.move_to(50_000)
        assert (app.table.current, app.table.cursor) == (None, None)
        assert "····" in app.lines()[10]
        await settled(app, pilot)
        assert app.table.cursor == 50_001
        assert all("·" not in line for line in app.lines())


async def test_end_waits_for_the_count_when_it_is_slow() -> None:
    source = Numbers(5_000, delay=0.05)
    async with table_app(NUMBER_COLUMNS, None) as (app, pilot):
        app.table.set_source(source)
        app.table.action_end()
        await settled(app, pilot)
        assert app.table.cursor == 5_000


async def test_an_estimated_count_gives_way_to_the_exact_one() -> None:
    source = Numbers(5_000, estimate=4_000)
    async with table_app(NUMBER_COLUMNS, source) as (app, _):
        counts = [m.count for m in app.seen if isinstance(m, VirtualTable.CountChanged)]
        assert counts == [Count(4_000, exact=False), Count(5_000)]


async def test_a_list_that_shrank_is_read_again_from_its_true_end() -> None:
    source = Numbers(10_000)
    async with table_app(NUMBER_COLUMNS, source) as (app, pilot):
        source.n = WINDOW - 10
        app.table.move_to(5_000)
        await settled(app, pilot)
        assert app.table.count == Count(WINDOW - 10)
        assert app.table.current is not None


async def test_a_late_answer_of_an_older_source_is_dropped() -> None:
    slow = Numbers(77, delay=0.1)
    async with table_app(NUMBER_COLUMNS, None) as (app, pilot):
        app.table.set_source(slow)
        await pilot.pause(0.02)
        app.table.set_source(Numbers(33))
        await settled(app, pilot)
        await pilot.pause(0.15)
        assert app.table.count == Count(33)


async def test_a_failing_source_is_told_and_asked_no_more_until_reload() -> None:
    source = Numbers(1_000)
    source.fails = OSError("no route to host")
    async with table_app(NUMBER_COLUMNS, source) as (app, pilot):
        assert [str(m.error) for m in app.seen if isinstance(m, VirtualTable.LoadFailed)] == [
            "no route to host"
        ]
        app.table.show_error("Cannot reach the database: [red]no route[/]\nPress r to try again.")
        assert "[red]no route[/]" in app.lines()[1]
        asked = len(source.asked)
        await pilot.press("j")
        assert len(source.asked) == asked
        source.fails = None
        app.table.reload()
        await settled(app, pilot)
        assert app.table.cursor == 1


async def test_a_cursor_move_draws_two_lines_and_no_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    async with table_app(NUMBER_COLUMNS, Numbers(1_000)) as (app, pilot):
        drawn: list[int] = []
        render = app.table.render_line

        def drawing(y: int) -> Strip:
            drawn.append(y)
            return render(y)

        monkeypatch.setattr(app.table, "render_line", drawing)
        refreshed: list[tuple[Region, ...]] = []
        refresh = app.table.refresh

        def noted(*regions: Region, **options: bool) -> VirtualTable[int]:
            assert not options.get("layout")
            refreshed.append(regions)
            return refresh(*regions, **options)

        monkeypatch.setattr(app.table, "refresh", noted)
        await pilot.press("j")
        await pilot.pause()
        assert sorted(drawn) == [1, 2]
        assert refreshed == [(Region(0, 1, 59, 1),), (Region(0, 2, 59, 1),)]


async def test_a_cursor_move_writes_a_few_hundred_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    async with table_app(NUMBER_COLUMNS, Numbers(1_000), (120, 34)) as (app, pilot):
        await settle(pilot)
        written: list[str] = []

        def display(_: Screen[object], update: CompositorUpdate) -> None:
            written.append(update.render_segments(app.console))

        monkeypatch.setattr(app, "_display", display)
        await pilot.press("j")
        await settle(pilot)
        assert 0 < len("".join(written).encode()) < 500


async def test_the_view_jumps_half_its_height_so_that_most_keys_do_not_scroll() -> None:
    async with table_app(NUMBER_COLUMNS, Numbers(1_000)) as (app, pilot):
        tops = set()
        for _ in range(40):
            app.table.move(1)
            await pilot.pause(0)
            tops.add(app.table.top)
        assert app.table.rank == 40
        assert len(tops) <= 5
    async with table_app(NUMBER_COLUMNS, Numbers(1_000), jump=False) as (app, pilot):
        for _ in range(25):
            app.table.move(1)
            await pilot.pause(0)
        assert app.table.rank == 25
        assert app.table.top == 25 - 19 + 1


async def test_marks_of_a_range_reach_rows_that_are_not_loaded() -> None:
    async with table_app(NUMBER_COLUMNS, Numbers(5_000)) as (app, pilot):
        await pilot.press("space")
        app.table.move_to(3_000)
        await settled(app, pilot)
        await pilot.press("v")
        await settled(app, pilot)
        assert app.table.marks == Marks(frozenset(range(1, 3_002)))
        await pilot.press("V")
        assert app.table.marks.count(5_000) == 5_000 - 3_001
        app.table.clear_marks()
        await pilot.press("V")
        assert app.table.marks.count(5_000) == 5_000
