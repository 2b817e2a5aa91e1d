"""Top line, bottom line and count line: what they say, and that they are silent otherwise."""

from functools import partial

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.widget import Widget

from amtui.domain.paging import Count
from amtui.widgets.bottom_line import BottomLine, KeyHint
from amtui.widgets.count_line import CountLine, State, count_words
from amtui.widgets.top_line import TopLine

TABS = [("1", "Today"), ("2", "Portfolio"), ("3", "Requests"), ("4", "Calendar")]


class LinesApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.time = "Mon 09:30"
        self.top = TopLine("amtui", TABS, active="2", where="Anna [red]B[/]", clock=lambda: self.time)
        self.bottom = BottomLine()
        self.count = CountLine("request", "requests")
        self.clicked: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.top
        yield self.count
        yield self.bottom

    def on_top_line_tab_clicked(self, message: TopLine.TabClicked) -> None:
        self.clicked.append(message.key)


def line(widget: Widget) -> str:
    return widget.render_line(0).text


async def test_the_top_line_names_screens_who_and_when() -> None:
    app = LinesApp()
    async with app.run_test(size=(80, 10)) as pilot:
        text = line(app.top)
        assert text.startswith(" amtui  1 Today  2 Portfolio  3 Requests  4 Calendar ")
        assert text.endswith(" Anna [red]B[… · Mon 09:30 ")
        app.top.active = "3"
        await pilot.pause()
        active = [s.text for s in app.top.render_line(0) if s.style and s.style.reverse]
        assert active == [" 3 Requests "]


@pytest.mark.parametrize("width", [1, 7, 20, 39, 40, 53, 60, 79, 90])
async def test_the_top_line_fits_every_width(width: int) -> None:
    app = LinesApp()
    async with app.run_test(size=(width, 5)):
        assert cell_len(line(app.top)) == width
        if width >= 40:
            assert "2 Portfolio" in line(app.top)
            assert "09:30" in line(app.top)


async def test_a_short_name_is_shown_too() -> None:
    app = LinesApp()
    app.top.where = "Ana"
    async with app.run_test(size=(80, 5)):
        assert line(app.top).endswith("Ana · Mon 09:30 ")


async def test_the_clock_writes_only_when_its_words_change(monkeypatch: pytest.MonkeyPatch) -> None:
    app = LinesApp()
    async with app.run_test(size=(80, 10)) as pilot:
        await pilot.pause(0.05)
        shown: list[object] = []
        monkeypatch.setattr(app, "_display", lambda *update: shown.append(update))
        app.top.tell_time()
        await pilot.pause(0.1)
        assert shown == []
        app.time = "Mon 09:31"
        app.top.tell_time()
        await pilot.pause(0.1)
        assert len(shown) == 1
        assert "09:31" in line(app.top)


async def test_a_click_on_a_screen_asks_for_it() -> None:
    app = LinesApp()
    async with app.run_test(size=(80, 10)) as pilot:
        await pilot.click(TopLine, offset=(32, 0))
        await pilot.click(TopLine, offset=(2, 0))
        assert app.clicked == ["3"]


async def test_the_bottom_line_says_why_a_key_is_off_and_lays_nothing_out() -> None:
    app = LinesApp()
    async with app.run_test(size=(80, 10)) as pilot:
        layouts = app.bottom._layout_updates
        hints = [KeyHint("s", "status"), KeyHint("P", "priority", enabled=False, reason="read-only")]
        app.bottom.show(hints)
        await pilot.pause()
        assert line(app.bottom).startswith(" s status  P priority (read-only)")
        app.bottom.show(hints, message="Saved [nothing].")
        await pilot.pause()
        assert line(app.bottom).startswith(" Saved [nothing].  s status")
        assert app.bottom._layout_updates == layouts


async def test_a_reason_gives_way_to_keys_and_is_said_once() -> None:
    app = LinesApp()
    why = "There is no row under the cursor."
    off = partial(KeyHint, enabled=False, reason=why)
    hints = [KeyHint("a", "Add"), off("e", "Edit"), off("w", "Why"), KeyHint("q", "Quit")]
    async with app.run_test(size=(80, 10)) as pilot:
        app.bottom.show(hints)
        await pilot.pause()
        assert line(app.bottom).rstrip() == f" a Add  e Edit ({why})  w Why  q Quit"
        await pilot.resize_terminal(50, 10)
        await pilot.pause()
        assert line(app.bottom).rstrip() == " a Add  e Edit  w Why  q Quit"


async def test_the_same_hints_write_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    app = LinesApp()
    async with app.run_test(size=(80, 10)) as pilot:
        app.bottom.show([KeyHint("j", "down")])
        app.count.show(Count(23))
        await pilot.pause()
        shown: list[object] = []
        monkeypatch.setattr(app, "_display", lambda *update: shown.append(update))
        app.bottom.show([KeyHint("j", "down")])
        app.count.show(Count(23))
        await pilot.pause(0.05)
        assert shown == []


async def test_hints_that_do_not_fit_are_left_out_from_the_end() -> None:
    app = LinesApp()
    async with app.run_test(size=(22, 10)):
        app.bottom.show([KeyHint("j", "down"), KeyHint("s", "status"), KeyHint("x", "too long")])
        assert line(app.bottom).rstrip() == " j down  s status"


@pytest.mark.parametrize("spare", [0, 1, 2])
async def test_a_last_hint_that_just_fits_is_whole(spare: int) -> None:
    app = LinesApp()
    async with app.run_test(size=(len(" j down  s status") + spare, 10)):
        app.bottom.show([KeyHint("j", "down"), KeyHint("s", "status")])
        assert line(app.bottom).rstrip() == " j down  s status"


@pytest.mark.parametrize(
    ("count", "state", "words"),
    [
        (None, State(), "counting requests"),
        (Count(1), State(), "1 request"),
        (Count(23), State(marked=12, hidden=4), "23 requests · 12 marked, 4 hidden by the filter"),
        (Count(1200, exact=False), State(waiting=3), "≈1,200 requests · 3 updates waiting"),
        (Count(0), State(waiting=1, note="/foo"), "0 requests · 1 update waiting · /foo"),
    ],
)
def test_the_count_line_says_what_is_hidden(count: Count | None, state: State, words: str) -> None:
    assert count_words(count, "request", "requests", state) == words
