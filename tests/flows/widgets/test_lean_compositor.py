"""Small updates: the same cells as Textual's, of fewer lines."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual._compositor import ChopsUpdate, Compositor
from textual.app import App, ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.events import Key
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Static

from amtui.widgets.lean_compositor import LeanCompositor
from tests.flows.widgets.table_app import TableApp, table_app
from tests.flows.widgets.test_virtual_table_place import ITEM_COLUMNS, items, source

WIDTH, HEIGHT = 40, 12


class Counted(Static):
    """A text that counts which of its lines it was asked for."""

    def __init__(self, words: str, name: str) -> None:
        super().__init__(words, id=name)
        self.asked: Counter[int] = Counter()

    def render_lines(self, crop: Region) -> list[Strip]:
        self.asked.update(crop.line_range)
        return super().render_lines(crop)


class Panes(Screen[None]):
    """A list that is scrolled, a pane beside it, and a box above both."""

    CSS = """
    Panes { layers: below above; }
    #list { width: 1fr; border: round; scrollbar-size: 1 1; }
    #pane { width: 14; padding: 1; background: $primary; }
    #box { layer: above; offset: 5 4; width: 16; height: 4; border: heavy; background: $panel; }
    #foot { dock: bottom; height: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._compositor = LeanCompositor()

    def compose(self) -> ComposeResult:
        with Horizontal():
            with VerticalScroll(id="list"):
                yield Counted("\n".join(f"row {n} of 東京 in a list" for n in range(30)), "rows")
            yield Counted("beside\n" * 8, "pane")
        yield Static("above all", id="box")
        yield Counted("the last line", "foot")


@asynccontextmanager
async def panes() -> AsyncIterator[Panes]:
    app = App[None]()
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        await app.push_screen(screen := Panes())
        screen.query_one("#list").scroll_to(y=7, animate=False)
        await pilot.pause()
        yield screen


def cells(update: ChopsUpdate | None) -> Iterator[tuple[int, int, str, str]]:
    """Give line, column, letter and style of all that an update writes."""
    assert update is not None
    for y, first, end in update.spans:
        for x, strip in update.chops[y].items():
            if strip is None:
                continue
            at = x
            for segment in strip:
                for letter in segment.text:
                    if first <= at < end:
                        yield y, at, letter, str(segment.style)
                    at += Strip([segment._replace(text=letter)]).cell_length


regions = st.builds(
    Region, st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1), st.integers(1, 20), st.integers(1, 5)
).map(lambda region: region.intersection(Region(0, 0, WIDTH, HEIGHT)))


@given(st.sets(regions, min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_an_update_writes_the_cells_that_textual_would_write(changed: set[Region]) -> None:
    async def compare() -> None:
        async with panes() as screen:
            compositor = screen._compositor
            compositor._dirty_regions = set(changed)
            lean = compositor.render_partial_update()
            compositor._dirty_regions = set(changed)
            assert list(cells(lean)) == list(cells(Compositor.render_partial_update(compositor)))

    asyncio.run(compare())


async def test_two_far_changes_ask_for_no_line_between_them() -> None:
    async with panes() as screen:
        rows, pane, foot = (screen.query_one(name, Counted) for name in ("#rows", "#pane", "#foot"))
        for each in (rows, pane, foot):
            each.asked.clear()
        screen._compositor._dirty_regions = {Region(2, 2, 5, 1), Region(0, HEIGHT - 1, WIDTH, 1)}
        assert screen._compositor.render_partial_update() is not None
        assert len(rows.asked) == 1
        assert not pane.asked
        assert foot.asked == {0: 1}


async def test_nothing_changed_is_no_update() -> None:
    async with panes() as screen:
        screen._compositor._dirty_regions = set()
        assert screen._compositor.render_partial_update() is None


async def test_keys_of_a_list_climb_nowhere_and_keep_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    climbed: list[str] = []
    ranks: list[int] = []
    async with table_app(ITEM_COLUMNS, source(items(9))) as (app, pilot):
        monkeypatch.setattr(Screen, "on_key", lambda _, event: climbed.append(event.key), raising=False)
        monkeypatch.setattr(TableApp, "action_note", lambda _: ranks.append(app.table.rank), raising=False)
        app.bind("x", "note")
        for key in "jxjjx":
            app.post_message(Key(key, key))
        await pilot.pause()
        assert (ranks, app.table.rank, climbed) == ([1, 3], 3, [])
