"""A chart as an SVG picture that needs nothing from outside."""

from collections.abc import Iterator
from html import escape
from typing import Final

from amtui.domain.report import Chart
from amtui.services.reports.texts import one_line

WIDTH: Final = 640
HEIGHT: Final = 200
LEFT: Final = 76
RIGHT: Final = 130
TOP: Final = 12
FOOT: Final = 26
LINE_HEIGHT: Final = 14


def as_svg(chart: Chart) -> str:
    """Return a chart: its line, broken where there is no data, with target and baseline."""
    parts = "".join((*_frame(chart), *_levels(chart), *_line(chart)))
    words = escape(f"{one_line(chart.title)}, {_span(chart)}")
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img"><title>{words}</title>{parts}</svg>'


def _span(chart: Chart) -> str:
    return f"{chart.points[0][0]} to {chart.points[-1][0]}"


def _limits(chart: Chart) -> tuple[float, float]:
    levels = (level for level in (chart.target, chart.baseline) if level is not None)
    shown = (*chart.values, *levels)
    low, high = min(shown), max(shown)
    room = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    return (max(0.0, low - room) if low >= 0 else low - room), max(high, min(high + room, chart.most))


def _y(chart: Chart, value: float) -> float:
    low, high = _limits(chart)
    return round(TOP + (high - value) / (high - low) * (HEIGHT - TOP - FOOT), 1)


def _x(chart: Chart, place: int) -> float:
    return round(LEFT + place / max(1, len(chart.points) - 1) * (WIDTH - LEFT - RIGHT), 1)


def _frame(chart: Chart) -> Iterator[str]:
    foot, right = HEIGHT - FOOT, WIDTH - RIGHT
    yield f'<path class="axis" d="M{LEFT} {TOP}V{foot}H{right}"/>'
    for value in _limits(chart):
        yield _words(LEFT - 6, _y(chart, value) + 4, chart.words(value), "end")
    yield _words(LEFT, HEIGHT - 8, str(chart.points[0][0]), "start")
    yield _words(right, HEIGHT - 8, str(chart.points[-1][0]), "end")


def _levels(chart: Chart) -> Iterator[str]:
    """Yield a stroke for target and baseline, their words beside them and never one above the other."""
    known = (("baseline", chart.baseline), ("target", chart.target))
    levels = sorted((_y(chart, value), name, value) for name, value in known if value is not None)
    free = 0.0
    for y, name, value in levels:
        yield f'<path class="{name}" d="M{LEFT} {y}H{WIDTH - RIGHT}"/>'
        free = max(free + LINE_HEIGHT, y + 4)
        yield _words(WIDTH - RIGHT + 6, free, f"{name} {chart.words(value)}", "start")


def _line(chart: Chart) -> Iterator[str]:
    """Yield the line; a day with data between days without is a dot, which a stroke of no length makes."""
    runs: list[list[str]] = [[]]
    for place, (_, value) in enumerate(chart.points):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(f"{_x(chart, place)} {_y(chart, value)}")
    steps = (f"M{'L'.join(run)}{'h0' if len(run) == 1 else ''}" for run in runs if run)
    yield f'<path class="line" d="{"".join(steps)}"/>'


def _words(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x}" y="{round(y, 1)}" text-anchor="{anchor}">{escape(one_line(words))}</text>'
