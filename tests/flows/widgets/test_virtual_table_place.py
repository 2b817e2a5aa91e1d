"""The place is never lost: cursor and marks stay on their ids whatever happens to the list."""

import asyncio
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.pilot import Pilot

from amtui.domain.paging import Order
from amtui.widgets.virtual_table import Column, ListSource, Marks
from tests.flows.widgets.table_app import TableApp, settled, table_app


@dataclass(frozen=True, slots=True)
class Item:
    id: int
    name: str
    weight: int


ITEM_COLUMNS = [
    Column[Item]("name", "Name", lambda item: item.name, priority=9),
    Column[Item]("weight", "Weight", lambda item: str(item.weight), width=8, align="right", priority=1),
]
SORT_KEYS = {"name": lambda item: item.name, "weight": lambda item: item.weight}


def items(count: int) -> list[Item]:
    return [Item(n, f"name {n * 37 % 101:03}", n * 53 % 17) for n in range(1, count + 1)]


def source(rows: list[Item], order: Order | None = None) -> ListSource[Item]:
    return ListSource(rows, lambda item: item.id, order, SORT_KEYS)


changes = st.lists(
    st.one_of(
        st.tuples(st.just("delete"), st.integers(1, 700)),
        st.tuples(st.just("insert"), st.integers(701, 900)),
        st.tuples(st.just("sort"), st.sampled_from(["name", "weight"]), st.booleans()),
        st.tuples(st.just("move"), st.integers(-400, 400)),
        st.tuples(st.just("mark")),
        st.tuples(st.just("reload")),
    ),
    min_size=1,
    max_size=12,
)


async def follow(app: TableApp[Item], rest: Pilot[None], steps: list[tuple[object, ...]]) -> None:
    """Live through changes, checking after each that cursor and marks are where they belong."""
    rows = {item.id: item for item in items(600)}
    order = None
    marked: set[int] = set()
    for step in steps:
        cursor = app.table.cursor
        match step:
            case ("delete", int(victim)):
                rows.pop(victim, None)
            case ("insert", int(new)):
                rows[new] = Item(new, f"name {new % 101:03}", new % 17)
            case ("sort", str(column), bool(descending)):
                order = Order(column, descending)
            case ("move", int(delta)):
                app.table.move(delta)
            case ("mark",) if cursor is not None:
                app.table.action_mark_toggle()
                marked ^= {cursor}
        if step[0] in {"move", "mark"}:
            await settled(app, rest)
            assert app.table.current is not None or not rows
        else:
            app.table.set_source(source(list(rows.values()), order))
            await settled(app, rest)
            assert app.table.cursor == cursor or cursor not in rows
        assert app.table.cursor in rows or not rows
        assert app.table.current == rows.get(app.table.cursor or 0)
        assert app.table.top <= app.table.rank < app.table.top + app.table.view_height
        assert app.table.marks == Marks(frozenset(marked))


@given(steps=changes)
@settings(max_examples=15, deadline=None)
def test_cursor_and_marks_stay_on_their_ids(steps: list[tuple[object, ...]]) -> None:
    async def story() -> None:
        async with table_app(ITEM_COLUMNS, source(items(600))) as (app, pilot):
            await follow(app, pilot, steps)

    asyncio.run(story())


async def test_when_the_cursors_row_leaves_the_next_row_has_the_cursor() -> None:
    rows = items(50)
    async with table_app(ITEM_COLUMNS, source(rows)) as (app, pilot):
        app.table.move_to(10)
        gone = {rows[0].id, rows[1].id, rows[10].id}
        app.table.set_source(source([row for row in rows if row.id not in gone]))
        await settled(app, pilot)
        assert app.table.cursor == rows[11].id
        app.table.action_end()
        last = app.table.cursor
        app.table.set_source(source([row for row in rows if row.id not in {*gone, last}]))
        await settled(app, pilot)
        assert app.table.cursor == rows[48].id


async def test_the_cursor_stays_in_its_line_of_the_screen() -> None:
    rows = items(600)
    async with table_app(ITEM_COLUMNS, source(rows)) as (app, pilot):
        app.table.move_to(300)
        await settled(app, pilot)
        line = app.table.rank - app.table.top
        app.table.set_source(source(rows[100:]))
        await settled(app, pilot)
        assert app.table.rank == 200
        assert app.table.rank - app.table.top == line


async def test_a_list_without_the_cursor_kept_starts_at_the_top_without_marks() -> None:
    rows = items(30)
    async with table_app(ITEM_COLUMNS, source(rows)) as (app, pilot):
        await pilot.press("j", "space", "j")
        app.table.set_source(source(rows[5:]), keep=False)
        await settled(app, pilot)
        assert app.table.cursor == rows[5].id
        assert not app.table.marks


async def test_a_saved_position_is_where_the_list_opens() -> None:
    rows = items(500)
    async with table_app(ITEM_COLUMNS, None) as (app, pilot):
        app.table.set_source(source(rows), at=rows[400].id)
        await settled(app, pilot)
        assert app.table.rank == 400


async def test_a_list_that_opens_on_a_saved_row_hides_nothing_above_it_that_fits() -> None:
    rows = items(500)
    async with table_app(ITEM_COLUMNS, None) as (app, pilot):
        app.table.set_source(source(rows), at=rows[3].id)
        await settled(app, pilot)
        assert (app.table.rank, app.table.top) == (3, 0)


async def test_the_filter_may_hide_marked_rows() -> None:
    rows = items(40)
    async with table_app(ITEM_COLUMNS, source(rows)) as (app, pilot):
        app.table.mark([row.id for row in rows[:12]])
        app.table.set_source(source(rows).filtered(lambda item: item.id > 4))
        await settled(app, pilot)
        assert len(app.table.marks.ids) == 12
        assert await app.table.hidden_marks() == 4
