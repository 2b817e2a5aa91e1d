"""Cells that reports of every kind are made of: a value with its unit, a share, a number, a moment."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from amtui.domain.kpi.definitions import Definition, Unit
from amtui.domain.kpi.figures import NO_DATA, format_goal, format_value, percent
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.qbr import ServiceLevel
from amtui.domain.report import Cell, Section, Table
from amtui.domain.wording import count

NONE = Cell("–")
LEVEL_HEADS = (
    "Priority", "Came in", "Answered in time", "Answered late", "Share", "Resolved in time", "Resolved late",
    "Share",
)  # fmt: skip
FORMATS = {Unit.FRACTION: "0.0%", Unit.SECONDS: '0.0" s"', Unit.BUSINESS_SECONDS: '0" s"'}


def value_cell(known: Definition, value: float | None) -> Cell:
    """Return a value of a KPI with its unit, or that there are no data."""
    return Cell(format_value(known, value), value, number_format(known))


def target_cell(known: Definition, figure: KpiFigure) -> Cell:
    """Return the target of a figure with its sign; a dash without one."""
    if figure.target is None:
        return NONE
    goal = format_goal(known, figure.comparator or known.comparator, figure.target)
    return Cell(goal, figure.target, number_format(known))


def baseline_cell(known: Definition, figure: KpiFigure) -> Cell:
    """Return what the goal of a figure starts from; a dash without one."""
    return NONE if figure.baseline is None else value_cell(known, figure.baseline)


def share_cell(share: float | None) -> Cell:
    """Return a fraction of 1 as a percentage."""
    return Cell(NO_DATA if share is None else percent(share), share, "0.0%")


def number_cell(n: int) -> Cell:
    """Return a whole number."""
    return Cell(count(n), n, "#,##0")


def number_format(known: Definition) -> str:
    """Return how a spreadsheet shows a KPI."""
    return FORMATS.get(known.unit, "General")


def level_table(name: str, levels: tuple[ServiceLevel, ...]) -> Table:
    """Return how requests of each priority were served."""
    return Table(name, LEVEL_HEADS, tuple(map(_level, levels)))


def _level(level: ServiceLevel) -> tuple[Cell, ...]:
    return (
        Cell(level.priority.value if level.priority else "All"),
        number_cell(level.created),
        number_cell(level.answered),
        number_cell(level.answered_late),
        share_cell(level.answered_share),
        number_cell(level.resolved),
        number_cell(level.resolved_late),
        share_cell(level.resolved_share),
    )


def when(moment: datetime, zone: str) -> str:
    """Return a moment on the clock of a zone."""
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def listing(
    name: str,
    heads: tuple[str, ...],
    rows: Iterable[tuple[Cell, ...]],
    none: str,
    lines: tuple[str, ...] = (),
    *,
    sheet: str = "",
) -> Section:
    """Return a section of one table, or with the sentence that there is nothing to list."""
    found = tuple(rows)
    if not found:
        return Section(name, (*lines, none), sheet=sheet)
    return Section(name, lines, (Table("", heads, found),), sheet=sheet)
