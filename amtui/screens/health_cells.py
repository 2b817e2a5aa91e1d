"""Health as cells of a table."""

from amtui.domain.account_records import AccountRow
from amtui.domain.health_words import GLYPHS, signed
from amtui.domain.vocabulary import HealthBand
from amtui.domain.wording import label
from amtui.widgets.kpi_cell import trend
from amtui.widgets.virtual_table.cells import Cell

STYLES = {
    HealthBand.RED: "bad",
    HealthBand.AMBER: "warn",
    HealthBand.GREEN: "good",
    HealthBand.INSUFFICIENT: "dim",
}
TREND_CELLS = 8
SIGNED_CELLS = 4


def health(row: AccountRow) -> Cell:
    """Return an account's health as number and word."""
    if row.health is None:
        return ("◌ no data", "dim")
    return (f"{GLYPHS[row.health_band]} {row.health} {label(row.health_band)}", STYLES[row.health_band])


def weeks(row: AccountRow) -> Cell:
    """Return the last weeks as steps up to now, then the points since the first of them."""
    known = [week for week in row.health_weeks if week is not None]
    if not known or row.health is None:
        return ("◌ new", "dim")
    steps = trend((*row.health_weeks, row.health), TREND_CELLS - SIGNED_CELLS)
    change = round(row.health - known[0])
    style = "dim" if not change else "good" if change > 0 else "bad"
    return (f"{steps} {signed(change):>{SIGNED_CELLS - 1}}", style)


def words(row: AccountRow) -> str:
    """Return an account's health in full, with the points since the first of the last weeks."""
    known = [week for week in row.health_weeks if week is not None]
    now = (
        "◌ no data"
        if row.health is None
        else f"{GLYPHS[row.health_band]} {row.health} {label(row.health_band)}"
    )
    if not known or row.health is None:
        return now
    return f"{now}, {signed(round(row.health - known[0]))} in {len(row.health_weeks)} weeks"
