"""The trend chart at all sizes and under all themes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult

from amtui.widgets import chart
from amtui.widgets.chart import Trend
from amtui.widgets.scale import day_ticks, nice_ticks
from amtui.widgets.trend_chart import TrendChart

FIRST = date(2026, 10, 1)


def percent(value: float) -> str:
    return f"{value * 100:g} %"


def trend(values: list[float | None], target: float | None = 0.05, baseline: float | None = 0.12) -> Trend:
    days = tuple((FIRST + timedelta(days=n), value) for n, value in enumerate(values))
    return Trend(days, percent, target, baseline)


MONTH: list[float | None] = [(n * 7 % 13) / 100 for n in range(30)]


class ChartApp(App[None]):
    def __init__(self, shown: Trend | None) -> None:
        super().__init__()
        self.chart = TrendChart(empty_text="No calls between 1 Oct and 30 Oct.")
        self.shown = shown

    def compose(self) -> ComposeResult:
        yield self.chart

    def on_mount(self) -> None:
        self.chart.trend = self.shown

    def lines(self) -> list[str]:
        return [self.chart.render_line(y).text for y in range(self.chart.size.height)]


def drawn(shown: Trend, width: int = 60, height: int = 14) -> str:
    return "\n".join("".join(part.text for part in line) for line in chart.draw(shown, width, height))


def test_axes_carry_our_own_words() -> None:
    text = drawn(trend(MONTH))
    for words in ("0 %", "12.5 %", "1 Oct", "15 Oct", "━━", "╌╌"):
        assert words in text
    assert all(cell_len(line) == 60 for line in text.split("\n"))


def test_roles_of_lines() -> None:
    roles = {part.style for line in chart.draw(trend(MONTH), 60, 14) for part in line}
    assert roles == {"data", "target", "baseline", "axis"}


def test_a_gap_is_not_bridged_and_one_day_is_a_dot() -> None:
    whole = drawn(trend([0.1] * 30, target=None, baseline=None))
    gap = drawn(trend([0.1] * 10 + [None] * 10 + [0.1] * 10, target=None, baseline=None))
    braille = [sum("\u2801" <= c <= "\u28ff" for c in text) for text in (whole, gap)]
    assert braille[1] < braille[0] * 0.8
    alone = drawn(trend([None, 0.1, None], target=None, baseline=None))
    assert sum("\u2801" <= c <= "\u28ff" for c in alone) == 1


def test_charts_drawn_in_many_threads_are_the_same_as_alone() -> None:
    shown = [trend([value and value + n / 100 for value in MONTH]) for n in range(40)]
    alone = [drawn(one) for one in shown]
    chart.draw.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(drawn, shown)) == alone


@pytest.mark.parametrize("size", [(1, 1), (10, 2), (23, 20), (24, 6), (60, 5), (80, 20), (200, 60)])
async def test_every_size_is_drawn_exactly(size: tuple[int, int]) -> None:
    app = ChartApp(trend(MONTH))
    async with app.run_test(size=size):
        assert {cell_len(line) for line in app.lines()} == {size[0]}
        axes = any("┬" in line for line in app.lines())
        assert axes == (size[0] >= 24 and size[1] >= 6)


async def test_without_data_there_is_a_sentence() -> None:
    app = ChartApp(trend([None] * 30))
    async with app.run_test(size=(60, 10)) as pilot:
        assert app.lines()[0].strip() == "No calls between 1 Oct and 30 Oct."
        app.chart.trend = trend(MONTH)
        await pilot.pause()
        assert "now 8 %" in app.lines()[0]


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light", "textual-dark", "textual-light"])
async def test_axes_and_lines_can_be_read_under_every_theme(theme: str) -> None:
    app = ChartApp(trend(MONTH))
    async with app.run_test(size=(60, 14)) as pilot:
        app.theme = theme
        await pilot.pause()
        styles = [s.style for y in range(14) for s in app.chart.render_line(y) if s.text.strip()]
        colours = [(style.color, style.bgcolor) for style in styles if style]
        assert all(fore and (fore.is_default or fore != back) for fore, back in colours)
        if theme.startswith("ansi"):
            assert all(style is not None and style.color and not style.color.triplet for style in styles)
            assert len({style.color for style in styles if style}) >= 3


async def test_it_is_drawn_once_for_a_size_and_a_trend(monkeypatch: pytest.MonkeyPatch) -> None:
    app = ChartApp(trend(MONTH))
    async with app.run_test(size=(60, 14)) as pilot:
        calls: list[int] = []
        real = app.chart._lines
        monkeypatch.setattr(app.chart, "_lines", lambda: calls.append(1) or real())  # type: ignore[func-returns-value, redundant-expr]
        app.chart.refresh()
        await pilot.pause()
        assert calls == []
        app.chart.trend = trend(MONTH[:20])
        await pilot.pause()
        assert calls == [1]


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([0.03, 0.12], [0, 0.05, 0.1, 0.15]),
        ([0], [0, 0.5, 1.0]),
        ([-2, 7], [-5, 0, 5, 10]),
        ([3600], [0, 2000, 4000]),
    ],
)
def test_ticks_are_round(values: list[float], ticks: list[float]) -> None:
    assert nice_ticks(values, 4) == ticks


def test_day_ticks_are_weeks_apart_where_they_can_be() -> None:
    days = [FIRST + timedelta(days=n) for n in range(30)]
    assert [day.day for day in day_ticks(days, 4)] == [1, 15, 29]
    assert [day.day for day in day_ticks(days[:3], 4)] == [1, 2, 3]
    assert day_ticks(days[:1], 4) == days[:1]


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (80, "⣀⡠ now 3 %  ━━ target 5 %  ╌╌ baseline 12 %"),
        (43, "⣀⡠ now 3 %  ━━ target 5 %  ╌╌ baseline 12 %"),
        (41, "⣀⡠ now 3 % ━━ target 5 % ╌╌ baseline 12 %"),
        (40, "⣀⡠ now 3 %  ━━ target 5 %"),
    ],
)
async def test_the_lines_are_named_as_long_as_there_is_room(width: int, words: str) -> None:
    app = ChartApp(trend([0.1, 0.03]))
    async with app.run_test(size=(width, 14)):
        assert app.lines()[0].rstrip() == words
