"""Health as cells of a table."""

from amtui.domain.account_records import AccountRow
from amtui.domain.health_words import GLYPHS, signed, standing
from amtui.domain.vocabulary import HealthBand
from amtui.domain.wording import label, rate
from amtui.widgets.virtual_table.cells import Cell

STYLES = {
    HealthBand.RED: "bad",
    HealthBand.AMBER: "warn",
    HealthBand.GREEN: "good",
    HealthBand.INSUFFICIENT: "dim",
}
TREND_CELLS = 7
SHORT = "◌ insuff."
"""Insufficient data, in a column that has no room for the words."""
NOTABLE = 3
"""Points below which a change is as good as none."""


def health(row: AccountRow) -> Cell:
    """Return an account's health as number and word."""
    if row.health is None:
        return (SHORT, "dim")
    return (f"{GLYPHS[row.health_band]} {row.health} {label(row.health_band)}", STYLES[row.health_band])


def weeks(row: AccountRow) -> Cell:
    """Return the points gained or lost since the first of the last weeks, with the way they went."""
    change = gained(row)
    if change is None:
        return ("◌ new", "dim")
    way = "→" if abs(change) < NOTABLE else "↗" if change > 0 else "↘"
    style = "dim" if way == "→" else "good" if change > 0 else "bad"
    return (f"{way} {signed(change):>3}", style)


def gained(row: AccountRow) -> int | None:
    """Return the points gained or lost since the first of the last weeks; None where none is known."""
    known = [week for week in row.health_weeks if week is not None]
    return None if not known or row.health is None else round(row.health - known[0])


def words(row: AccountRow) -> str:
    """Return an account's health in full, with the points since the first of the last weeks."""
    known = [week for week in row.health_weeks if week is not None]
    now = f"{GLYPHS[row.health_band]} {standing(row.health, row.health_band)}"
    if row.health is None:
        return f"{now}, {rate(row.health_coverage, 0)} of the weights known"
    if not known:
        return now
    return f"{now}, {signed(round(row.health - known[0]))} in {len(row.health_weeks)} weeks"
