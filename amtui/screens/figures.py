"""KPI figures as cells of a table and lines of a pane."""

from collections.abc import Callable, Sequence

from rich.cells import cell_len

from amtui.domain.account_records import AccountRow
from amtui.domain.kpi.definitions import Feed, definition
from amtui.domain.kpi.figures import Reading, arrow, format_goal, format_value, state_glyph, state_word
from amtui.domain.kpi.projection_words import projection_words
from amtui.domain.kpi.state_words import how_it_stands, why
from amtui.domain.kpi_records import GoalRow, KpiFigure
from amtui.domain.vocabulary import KpiKey, KpiState, Unit
from amtui.domain.wording import count, label, title
from amtui.widgets import kpi_cell
from amtui.widgets.detail import Field
from amtui.widgets.kpi_cell import Verdict
from amtui.widgets.virtual_table.cells import Cell, Part, Parts
from amtui.widgets.virtual_table.columns import Column

WORST = (
    KpiState.REGRESSED, KpiState.OFF_TARGET, KpiState.PROVISIONAL, KpiState.ON_TRACK, KpiState.MET,
    KpiState.SUSTAINED, KpiState.NO_GOAL, KpiState.NO_DATA,
)  # fmt: skip
"""States in the order of what asks for a look first."""
MOST_SECONDS = 1_000
"""From here on a time is not given in seconds alone."""
LEAST_BAR, MOST_BAR = 12, 16
"""Cells of a bar before a figure."""

_STYLES = {
    KpiState.MET: "good",
    KpiState.SUSTAINED: "good",
    KpiState.ON_TRACK: "good",
    KpiState.OFF_TARGET: "bad",
    KpiState.REGRESSED: "bad",
    KpiState.PROVISIONAL: "warn",
    KpiState.NO_GOAL: "dim",
    KpiState.NO_DATA: "dim",
}
VERDICTS = {state: Verdict(state_glyph(state), state_word(state), style) for state, style in _STYLES.items()}


def figure_of(row: AccountRow, kpi: KpiKey) -> KpiFigure | None:
    """Return an account's figure of one KPI, or None where it has none."""
    return next((figure for figure in row.kpis if figure.kpi is kpi), None)


def cell(figure: KpiFigure | None, cells: int) -> Cell:
    """Return a figure as baseline → now → target with a bar, as far as the room allows."""
    if figure is None:
        return ("◌ no data", "dim")
    words = format_value(definition(figure.kpi), figure.value) if figure.value is not None else ""
    return kpi_cell.kpi_cell(
        figure.value, figure.target, figure.baseline, verdict=VERDICTS[figure.state], text=words, cells=cells
    )


def reading(figure: KpiFigure) -> str:
    """Return `baseline → now → target` in words."""
    return arrow(
        definition(figure.kpi),
        baseline=figure.baseline,
        now=figure.value,
        target=figure.target,
        comparator=figure.comparator,
    ).text


def compact(figure: KpiFigure | None, cells: int) -> Cell:
    """Return a figure with its state's sign: `baseline → now → target` where it fits, else the value."""
    if figure is None or figure.value is None:
        return ("◌ no data", "dim")
    verdict = VERDICTS[figure.state]
    known = arrow(
        definition(figure.kpi),
        baseline=figure.baseline,
        now=figure.value,
        target=figure.target,
        comparator=figure.comparator,
    )
    ways = (_short_way(known), _in_seconds(figure, known)) if known.target and known.baseline else ()
    words = next((way for way in (*ways, known.now) if way and cell_len(way) <= cells - 2), "")
    words = words or _only_seconds(figure) or known.now
    drawn = [Part(f"{verdict.glyph} {words}", verdict.style)]
    spare = cells - 3 - cell_len(words)
    if spare >= LEAST_BAR:
        bar = kpi_cell.bar(figure.value, figure.target, figure.baseline, cells=min(spare, MOST_BAR))
        drawn = [Part(bar, verdict.style), Part(" "), *drawn]
    return Parts(tuple(drawn))


def _short_way(known: Reading) -> str:
    """Return `4.6→9.4→≤5 %`, the unit once where all three share it."""
    values = (known.baseline, known.now, known.target)
    units = {value.rpartition(" ")[2] for value in values}
    if len(units) > 1 or any(value.count(" ") > 2 for value in values):
        return "→".join(values)
    (unit,) = units
    return "→".join(value.removesuffix(f" {unit}").replace(" ", "") for value in values) + f" {unit}"


def _in_seconds(figure: KpiFigure, known: Reading) -> str:
    """Return `68→69→<30 s` where minutes take too much room; nothing for other units and long times."""
    times = (figure.baseline or 0.0, figure.value or 0.0, figure.target or 0.0)
    if definition(figure.kpi).unit is not Unit.SECONDS or max(times) >= MOST_SECONDS:
        return ""
    start, now, goal = (f"{round(time, 1 if time < 60 else 0):g}" for time in times)
    return f"{start}→{now}→{known.target[:1]}{goal} s"


def _only_seconds(figure: KpiFigure) -> str:
    """Return `69 s` where minutes take too much room; nothing for other units and long times."""
    if definition(figure.kpi).unit is not Unit.SECONDS or (figure.value or 0.0) >= MOST_SECONDS:
        return ""
    return f"{figure.value:.0f} s"


def state_words(figure: KpiFigure) -> str:
    """Return the state's sign and word, and how long a target is held."""
    return how_it_stands(figure)


def choice_words(figure: KpiFigure) -> str:
    """Return a figure in one line: its name, the value, the state."""
    known = definition(figure.kpi)
    return f"{title(known.label)}  {format_value(known, figure.value)}  {state_words(figure)}"


def field(figure: KpiFigure) -> Field:
    """Return a figure as a line of a pane: its name, the three values, the state in words."""
    known = definition(figure.kpi)
    value, state = reading(figure), state_words(figure)
    return Field(title(known.label), state if state.endswith(value) else f"{value}  {state}")


def explained(figure: KpiFigure, goals: Sequence[GoalRow] = ()) -> tuple[Field, ...]:
    """Return what a figure was made from: window, observations, exclusions, goals, source.

    Args:
        figure: the figure.
        goals: those of its KPI, the latest first.
    """
    left_out = ", ".join(f"{label(reason)} {count(n)}" for reason, n in figure.excluded if n) or "nothing"
    window = f"{figure.window.first} to {figure.window.last} ({figure.window.zone})"
    in_force = next((goal for goal in goals if goal.superseded_on is None), None)
    shown = (
        field(figure),
        Field("State", why(figure, in_force)),
        Field("Statistic", f"{figure.statistic.value} of {count(figure.n)}"),
        Field("Method", figure.method or ""),
        Field("Window", window),
        Field("Left out", left_out),
        Field("Projection", projection_words(figure.projection) if figure.projection else ""),
        *(Field("Goal", goal_words(goal)) for goal in goals),
        Field("Source", figure.source or _without_import(figure)),
    )
    return tuple(each for each in shown if each.value)


def goal_words(goal: GoalRow) -> str:
    """Return a goal with its frozen baseline, and what became of it."""
    known = definition(goal.kpi)
    parts = [f"{format_value(known, goal.baseline)} → {format_goal(known, goal.comparator, goal.target)}"]
    parts.append(f"agreed {goal.agreed_on}{f' with {goal.agreed_with}' if goal.agreed_with else ''}")
    if goal.superseded_on is not None:
        ended = f"withdrawn {goal.superseded_on}: {goal.withdrawn_for}" if goal.withdrawn_for else ""
        parts.append(ended or f"superseded {goal.superseded_on}")
    elif goal.due is not None:
        parts.append(f"due {goal.due}")
    if goal.provisional:
        parts.append(f"provisional, n {goal.baseline_n}")
    return ", ".join(parts)


def part_of(kpi: KpiKey, part: str) -> Callable[[AccountRow], object]:
    """Return what gives a part of an account's figure of one KPI: its value, its target, its state."""
    return lambda row: getattr(figure_of(row, kpi), part, None)


def beside(words: str, kpi: KpiKey, *, whole: bool) -> tuple[tuple[str, Callable[[AccountRow], object]], ...]:
    """Return what a file holds beside the value of a KPI: its state, and of the whole figure its way."""
    parts = ("baseline", "target", "state") if whole else ("state",)
    return tuple((f"{words} {part}", part_of(kpi, part)) for part in parts)


def columns() -> tuple[Column[KpiFigure], ...]:
    """Return the columns of a list of figures: the KPI, its way to the target, its state, observations."""
    return (
        Column[KpiFigure](
            "kpi", "KPI", lambda row: title(definition(row.kpi).label), least=14, most=26, priority=9
        ),
        Column[KpiFigure](
            "reading",
            "Baseline → now → target",
            reading,
            least=24,
            most=36,
            priority=8,
            also=tuple((title(part), part) for part in ("baseline", "value", "target", "unit")),
        ),
        Column[KpiFigure]("state", "State", lambda row: cell(row, 30), width=30, priority=10, value="state"),
        Column[KpiFigure]("n", "n", lambda row: f"{row.n:,}", width=9, align="right", priority=3, value="n"),
    )


def _without_import(figure: KpiFigure) -> str:
    """Return what a figure rests on that no import brought."""
    if definition(figure.kpi).feed is Feed.REQUESTS:
        return "the requests on record"
    return "no import on record" if figure.n else "no import has anything of these days"
