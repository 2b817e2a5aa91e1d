"""Health in words, the same on screens and in commands."""

from collections.abc import Mapping
from types import MappingProxyType

from amtui.domain.health import Health
from amtui.domain.health_difference import HealthDifference, PartChange
from amtui.domain.health_records import HealthDay, HealthMove, HealthPreview
from amtui.domain.health_rules import Part
from amtui.domain.satisfaction import HEALTH_DAYS
from amtui.domain.vocabulary import HealthBand
from amtui.domain.wording import counted, label, listed, rate

GLYPHS = {
    HealthBand.RED: "▼",
    HealthBand.AMBER: "◐",
    HealthBand.GREEN: "●",
    HealthBand.INSUFFICIENT: "◌",
}
"""The sign of each band, so that none is told by its colour alone."""
SAME = "no change"
RESTS_ON: Mapping[Part, str] = MappingProxyType({Part.SATISFACTION: f"mean CSAT score of {HEALTH_DAYS} days"})
"""What a part is made of, where its name does not say it."""


def standing(score: int | None, band: HealthBand) -> str:
    """Return “62 amber”, or that too little is known."""
    return label(band) if score is None else f"{score} {label(band)}"


def signed(points: float, decimals: int = 0) -> str:
    """Return “+3”, “−2.5” or “±0”."""
    text = f"{abs(points):.{decimals}f}"
    if float(text) == 0:
        return "±0"
    return f"{'+' if points > 0 else '−'}{text}"


def known(found: Health | HealthDay) -> str:
    """Return how much is known, and what holds the score down."""
    held = f" · held down by {listed(found.caps)}" if found.caps else ""
    return f"{rate(found.coverage, 0)} of the weights known{held}"


def change_words(told: HealthDifference) -> str:
    """Return the whole change in a sentence."""
    # Between two days that are over, “since” would say up to now.
    since = f"{'from' if told.after.recorded else 'since'} {told.before.day}"
    since += f" to {told.after.day}" if told.after.recorded else ""
    if told.change is None:
        ends = (standing(day.score, day.band) for day in (told.before, told.after))
        return f"{since}: {' → '.join(ends)}"
    points = f"{abs(told.change)} {'point' if abs(told.change) == 1 else 'points'}"
    way = f"{points} {'up' if told.change > 0 else 'down'}" if told.change else SAME
    return f"{way} {since}: {told.before.score} → {told.after.score}"


def rest_words(told: HealthDifference) -> tuple[str, ...]:
    """Return what the parts do not explain: what holds the score down, or no longer does."""
    said = [f"held down now by {cap}" for cap in told.gained_caps]
    said += [f"no longer held down by {cap}" for cap in told.lost_caps]
    if not told.held and not said:
        return ()
    return (f"{signed(told.held)}  {', '.join(said) or 'held down by more or less than before'}",)


def part_why(part: PartChange) -> str:
    """Return what is different beneath a part."""
    if part.why:
        return "; ".join(part.why)
    if part.after.value is None:
        return "not known"
    return f"{SAME} in {RESTS_ON[part.part]}" if part.part in RESTS_ON else SAME


def move_words(move: HealthMove) -> str:
    """Return “Northwind 62 amber → 48 red”."""
    before, after = move.before, move.after
    return f"{move.account} {standing(before.score, before.band)} → {standing(after.score, after.band)}"


def preview_words(preview: HealthPreview) -> str:
    """Return how many accounts other rules would change."""
    scores, bands = len(preview.other_score), len(preview.other_band)
    of = counted(preview.accounts, "account")
    if not preview.moves:
        return f"None of {of} would change."
    if not scores:
        return f"{bands} of {of} would get another band."
    return f"{scores} of {of} would get another score, {bands} another band."


def counts_words(preview: HealthPreview) -> str:
    """Return the accounts in each band before and after."""
    return " · ".join(f"{label(band)} {was} → {then}" for band, (was, then) in preview.counts.items())
