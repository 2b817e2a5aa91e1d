"""Text from outside is text."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter
from textual.widgets import Static

from amtui.widgets import text
from amtui.widgets.text import HostileFilter, many_lines, notify, one_line, pad, safe, shorten

anything = st.text(st.characters(max_codepoint=sys.maxunicode, exclude_categories=[]), max_size=40)


@given(anything)
def test_nothing_that_a_terminal_acts_on_is_left(value: str) -> None:
    clean = one_line(value)
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in clean)
    assert not any(c in clean for c in "\u200b\u200d\u202e\u2066\u2028\ufeff")
    clean.encode()
    assert "\x1b" not in many_lines(value)


@given(anything, st.integers(-1, 30), st.sampled_from(["left", "right", "centre"]))
def test_padded_text_is_exactly_as_wide_as_asked(value: str, cells: int, align: text.Align) -> None:
    assert cell_len(pad(one_line(value), cells, align)) == max(0, cells)


@pytest.mark.parametrize(
    ("value", "cells", "shown"),
    [
        ("plain", 5, "plain"),
        ("plainly", 5, "plai…"),
        ("日本語", 6, "日本語"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("日本語", 1, "…"),
        ("a b c d", 4, "a b…"),
        ("x", 0, ""),
    ],
)
def test_shortening_counts_cells(value: str, cells: int, shown: str) -> None:
    assert shorten(value, cells) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        ("a\x00b\x1b[2J\x7f\x9b", "a␀b␛[2J␡�"),
        ("one\r\ntwo\nthree\ttab", "one␤two␤three tab"),
        ("zero\u200bwidth \ufeff\u202e", "zero·width ··"),
        ("lone \ud800", "lone �"),
        ("e\u0301", "e\u0301"),
        ("❤\ufe0f 👍\U0001f3fd", "❤ 👍"),
    ],
)
def test_stand_ins(value: str | None, shown: str) -> None:
    assert one_line(value) == shown


def test_several_lines_keep_their_breaks() -> None:
    assert safe("one\r\n\ttwo\rthree").plain == "one\n    two\nthree"
    assert safe("one\ntwo", newlines=False).plain == "one␤two"


def test_the_filter_deletes_what_slipped_through_and_leaves_the_rest_alone() -> None:
    clean = [Segment("plain"), Segment("日本")]
    locked = HostileFilter()
    assert {locked, HostileFilter()} == {locked}
    assert locked.apply(clean, Color(0, 0, 0)) is clean
    assert locked.apply([Segment("a\x1b[2J\u202eb\x00")], Color(0, 0, 0)) == [Segment("a[2Jb")]


async def test_an_app_with_the_filter_writes_no_control_character() -> None:
    class Locked(App[None]):
        lock = HostileFilter()

        def get_line_filters(self) -> Sequence[LineFilter]:
            return [*super().get_line_filters(), self.lock]

        def compose(self) -> ComposeResult:
            yield Static(Content("a\x1b[2Jb\u202ec\x00", strip_control_codes=False), markup=False)

    app = Locked()
    async with app.run_test(size=(40, 3)):
        strips = app.screen._compositor.render_strips()
        assert strips[0].text.rstrip() == "a[2Jbc"


async def test_hostile_names_in_a_static_and_a_toast_are_characters(real_data: Callable[[str], Path]) -> None:
    expected = json.loads((real_data("nasty") / "expected.json").read_text(encoding="utf-8"))
    names = expected["accounts_terminal_escapes_markup_unicode.csv"]["accounts"]

    class Names(App[None]):
        def compose(self) -> ComposeResult:
            for name in names:
                yield Static(safe(name))

    app = Names()
    async with app.run_test(size=(80, 40)) as pilot:
        for name in names:
            notify(app, name, severity="warning")
        await pilot.pause()
        shown = [static.visual for static in app.query(Static)]
        assert [str(visual) for visual in shown[: len(names)]] == [many_lines(name) for name in names]
        assert all(not toast.markup for toast in app._notifications)
