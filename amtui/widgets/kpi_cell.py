"""A KPI in a table cell: a bar with its target and baseline, a glyph, a word; or a trend of days."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from amtui.widgets.text import one_line, shorten
from amtui.widgets.virtual_table.cells import Part, Parts

FILL = " ▏▎▍▌▋▊▉█"
TARGET = "┃"
BASELINE = "╎"
STEPS = "▁▂▃▄▅▆▇█"
GAP = "·"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a value stands, never by colour alone.

    Attributes:
        glyph: one cell, such as ``●``.
        word: such as ``on track``.
        style: the name of a cell style.
    """

    glyph: str
    word: str
    style: str


def bar(now: float | None, target: float | None, baseline: float | None, *, cells: int) -> str:
    """A bar from zero: filled up to now, ``┃`` at the target, ``╎`` at the baseline.

    Args:
        now: the value; None draws no fill.
        target: the agreed value, in the same unit; None draws no mark.
        baseline: the value when the goal was agreed; None draws no mark. The target wins a cell.
        cells: the width of the bar; its right end is a little beyond the largest of the three.
    """
    if cells <= 0:
        return ""
    known = [value for value in (now, target, baseline) if value is not None]
    scale = max([*known, 0.0]) * 1.1 or 1.0
    drawn = list(_filled(0.0 if now is None else now / scale, cells))
    for value, mark in ((baseline, BASELINE), (target, TARGET)):
        if value is not None:
            drawn[max(0, min(cells - 1, int(value / scale * cells)))] = mark
    return "".join(drawn)


def _filled(share: float, cells: int) -> str:
    """Block characters for a share between 0 and 1, to the eighth of a cell; any value shows a little."""
    eighths = round(max(0.0, min(1.0, share)) * cells * 8)
    if share > 0:
        eighths = max(1, eighths)
    full, rest = divmod(eighths, 8)
    return ("█" * full + (FILL[rest] if rest else "")).ljust(cells)


def kpi_cell(
    now: float | None,
    target: float | None,
    baseline: float | None,
    *,
    verdict: Verdict,
    text: str = "",
    cells: int = 20,
) -> Parts:
    """A cell with bar, glyph and either the value's words or the verdict's, as room allows.

    Where it is narrow the bar goes first, then the word; the glyph and the value stay.

    Args:
        now: the value, or None for no data.
        target: the agreed value, in the same unit.
        baseline: the value when the goal was agreed.
        verdict: how it stands.
        text: the value in words, with its unit, such as ``5.2 %``.
        cells: the width there is.
    """
    value = one_line(text)
    fixed = [Part(f"{verdict.glyph} ", verdict.style), *([Part(f"{value} ")] if value else [])]
    room = cells - sum(cell_len(part.text) for part in fixed)
    word = verdict.word if cell_len(verdict.word) <= room else ""
    length = room - cell_len(word) - 1
    if length < 4:
        return Parts((*fixed, Part(shorten(word, room), verdict.style)))
    drawn = bar(now, target, baseline, cells=min(length, 12))
    return Parts((Part(drawn, verdict.style), Part(" "), *fixed, Part(word, verdict.style)))


def trend(values: Sequence[float | None], cells: int) -> str:
    """A sparkline of the last so many values; a day without data is ``·``.

    Args:
        values: one a day, oldest first.
        cells: the width; one cell a day.
    """
    shown = list(values)[-cells:] if cells > 0 else []
    known = [value for value in shown if value is not None]
    if not known:
        return GAP * len(shown)
    low, high = min(known), max(known)
    return "".join(GAP if value is None else _step(value, low, high) for value in shown)


def _step(value: float, low: float, high: float) -> str:
    if high == low:
        return STEPS[len(STEPS) // 2]
    return STEPS[round((value - low) / (high - low) * (len(STEPS) - 1))]
