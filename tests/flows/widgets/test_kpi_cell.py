"""Bars and trends in cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from amtui.widgets import kpi_cell
from amtui.widgets.kpi_cell import Verdict, bar, trend

OFF_TARGET = Verdict("▼", "off target", "bad")

amounts = st.none() | st.floats(0, 1e9)


@given(amounts, amounts, amounts, st.integers(0, 30))
def test_a_bar_is_as_wide_as_asked(
    now: float | None, target: float | None, baseline: float | None, cells: int
) -> None:
    drawn = bar(now, target, baseline, cells=cells)
    assert cell_len(drawn) == cells
    if cells and target is not None:
        assert drawn.count("┃") == 1


@pytest.mark.parametrize(
    ("now", "target", "baseline", "drawn"),
    [
        (10.0, 5.0, None, "████┃████▏"),
        (2.0, 5.0, 10.0, "█▉  ┃    ╎"),
        (None, 5.0, 10.0, "    ┃    ╎"),
        (None, None, None, "          "),
        (0.0, 0.0, None, "┃         "),
    ],
)
def test_bars(now: float | None, target: float | None, baseline: float | None, drawn: str) -> None:
    assert bar(now, target, baseline, cells=10) == drawn


@pytest.mark.parametrize("cells", range(40))
def test_a_cell_never_exceeds_its_width_once_the_value_fits(cells: int) -> None:
    cell = kpi_cell.kpi_cell(0.05, 0.03, 0.09, verdict=OFF_TARGET, text="5.0 %", cells=cells)
    width = sum(cell_len(part.text) for part in cell.parts)
    assert width <= max(cells, len("▼ 5.0 % "))


def test_glyph_value_and_word_say_it_without_colour() -> None:
    cell = kpi_cell.kpi_cell(0.05, 0.03, 0.09, verdict=OFF_TARGET, text="5.0 %", cells=34)
    words = "".join(part.text for part in cell.parts)
    assert words.endswith("▼ 5.0 % off target")
    assert "┃" in words
    assert "╎" in words
    narrow = kpi_cell.kpi_cell(0.05, 0.03, 0.09, verdict=OFF_TARGET, text="5.0 %", cells=8)
    assert "".join(part.text for part in narrow.parts) == "▼ 5.0 % "


@pytest.mark.parametrize(
    ("values", "cells", "drawn"),
    [
        ([0, 7, None, 3.5], 4, "▁█·▅"),
        ([1, 2, 3], 2, "▁█"),
        ([2, 2], 5, "▅▅"),
        ([None, None], 5, "··"),
        ([], 5, ""),
        ([1, 2], 0, ""),
    ],
)
def test_trends(values: list[float | None], cells: int, drawn: str) -> None:
    assert trend(values, cells) == drawn
