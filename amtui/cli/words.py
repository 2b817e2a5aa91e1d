"""Values as cells of a plain table."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from amtui.domain.kpi.definitions import Unit
from amtui.domain.kpi.figures import NO_DATA, number
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.money import format_money
from amtui.domain.money_record import Money
from amtui.domain.wording import duration, rate

UNKNOWN = "–"


def moment(at: datetime | None, zone: ZoneInfo) -> str:
    """Return “2026-11-23 09:30” as clocks in `zone` show it."""
    return UNKNOWN if at is None else f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def day(value: date | None) -> str:
    """Return “2026-11-23”."""
    return UNKNOWN if value is None else value.isoformat()


def amount(value: Money | None) -> str:
    """Return “1,234.50 EUR”."""
    return UNKNOWN if value is None else format_money(value)


def measured(value: float | None, unit: str) -> str:
    """Return a figure in its unit: a rate as percent, a duration in its largest units, a bare number."""
    if unit == Unit.NUMBER:
        return NO_DATA if value is None else number(value)
    return rate(value) if unit == Unit.FRACTION else duration(value)


def figure_value(figure: KpiFigure) -> str:
    """Return the value of a figure."""
    return measured(figure.value, figure.unit)


def figure_target(figure: KpiFigure) -> str:
    """Return the target with the way it is compared, or a dash where none is agreed."""
    if figure.target is None:
        return UNKNOWN
    return f"{figure.comparator or ''} {measured(figure.target, figure.unit)}".strip()


def figure_baseline(figure: KpiFigure) -> str:
    """Return the baseline, or a dash where there is none."""
    return UNKNOWN if figure.baseline is None else measured(figure.baseline, figure.unit)
