"""The month grid: weeks, moves, glyphs, mouse."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from amtui.widgets.month_days import month_weeks, moved
from amtui.widgets.month_grid import MonthGrid

DAY = date(2026, 11, 23)


class GridApp(App[None]):
    def __init__(self, day: date = DAY) -> None:
        super().__init__()
        self.grid = MonthGrid(day, today=DAY)
        self.seen: list[MonthGrid.DayMessage] = []

    def compose(self) -> ComposeResult:
        yield self.grid

    def on_month_grid_day_selected(self, message: MonthGrid.DaySelected) -> None:
        self.seen.append(message)

    def on_month_grid_month_changed(self, message: MonthGrid.MonthChanged) -> None:
        self.seen.append(message)

    def on_month_grid_day_opened(self, message: MonthGrid.DayOpened) -> None:
        self.seen.append(message)

    def lines(self) -> list[str]:
        return [self.grid.render_line(y).text for y in range(self.grid.size.height)]


@given(st.dates())
def test_every_month_is_whole_weeks_that_hold_it(day: date) -> None:
    moved_day = moved(day)
    try:
        weeks = month_weeks(day)
    except OverflowError:
        assert day.year in {1, 9999}
        return
    assert moved_day == day
    days = [one for week in weeks for one in week]
    assert day in days
    assert all(week[0].weekday() == 0 and len(week) == 7 for week in weeks)
    assert weeks[0][-1].month == day.month
    assert weeks[-1][0].month == day.month


@given(st.dates(), st.integers(-4000, 4000), st.integers(-40, 40))
def test_moves_never_leave_the_calendar(day: date, days: int, months: int) -> None:
    assert isinstance(moved(day, days=days, months=months), date)


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        ("l", date(2026, 11, 24)),
        ("h", date(2026, 11, 22)),
        ("j", date(2026, 11, 30)),
        ("k k k k", date(2026, 10, 26)),
        ("ctrl+d", date(2026, 12, 23)),
        ("pageup", date(2026, 10, 23)),
        ("g", date(2026, 11, 1)),
        ("G", date(2026, 11, 30)),
        ("G ctrl+d ctrl+d ctrl+d", date(2027, 2, 28)),
        ("ctrl+d t", DAY),
    ],
)
async def test_keys_move_by_day_week_and_month(keys: str, day: date) -> None:
    app = GridApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.focus()
        await pilot.press(*keys.split())
        assert app.grid.selected == day


async def test_messages_name_the_day_and_the_month() -> None:
    app = GridApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.focus()
        await pilot.press("l", "ctrl+d", "enter")
        told = [(type(message), message.day) for message in app.seen]
        assert told == [
            (MonthGrid.DaySelected, date(2026, 11, 24)),
            (MonthGrid.MonthChanged, date(2026, 12, 1)),
            (MonthGrid.DaySelected, date(2026, 12, 24)),
            (MonthGrid.DayOpened, date(2026, 12, 24)),
        ]


async def test_weeks_numbers_and_what_happens() -> None:
    app = GridApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.items = {
            date(2026, 11, 24): ["review", "due", "due", "gap"],
            date(2026, 11, 26): ["renewal", "unheard of"],
        }
        await pilot.pause()
        lines = app.lines()
        assert lines[0].startswith("November 2026")
        assert lines[1].split() == ["Wk", "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
        weeks = [line.split()[0] for line in lines[2:] if line.strip() and not line.startswith(" ")]
        assert weeks == ["44", "45", "46", "47", "48", "49"]
        assert any("● ◆2 ◌" in line for line in lines)
        assert any("▲ ·" in line for line in lines)
        assert any("▌23" in line for line in lines)


async def test_a_narrow_day_shows_the_kinds_that_come_first() -> None:
    app = GridApp()
    async with app.run_test(size=(36, 24)):
        app.grid.items = {DAY: ["team", "due", "review", "due"]}
        text = "\n".join(app.lines())
        assert "●◆" in text
        assert "○" not in text
        assert "…" not in text


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 8), (20, 5), (8, 2)])
async def test_lines_are_straight_at_any_size(size: tuple[int, int]) -> None:
    app = GridApp()
    async with app.run_test(size=size):
        app.grid.items = {DAY: ["review"] * 12 + ["due"] * 12 + ["gap"]}
        assert {cell_len(line) for line in app.lines()} == {size[0]}


async def test_a_click_selects_and_a_double_click_opens() -> None:
    app = GridApp()
    async with app.run_test(size=(81, 20)) as pilot:
        await pilot.click(MonthGrid, offset=(5, 5))
        assert app.grid.selected == date(2026, 11, 2)
        await pilot.click(MonthGrid, offset=(16, 5), times=2)
        assert app.grid.selected == date(2026, 11, 3)
        assert isinstance(app.seen[-1], MonthGrid.DayOpened)


async def test_the_first_and_last_month_of_the_calendar_do_not_break_it() -> None:
    app = GridApp(date(9999, 11, 30))
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.focus()
        await pilot.press("ctrl+d", "ctrl+d", "j")
        assert app.grid.selected.year == 9999
