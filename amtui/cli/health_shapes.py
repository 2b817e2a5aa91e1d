"""Health as objects of machine-readable output; their keys stay."""

from typing import Any

from amtui.cli.output import Document
from amtui.domain.health_difference import HealthDifference
from amtui.domain.health_records import HealthDay, HealthPreview, HealthRow

ROW_KEYS = ("account", "am", "score", "band", "coverage", "caps", "parts", "before", "before_on", "change")
DAY_KEYS = ("account", "day", "score", "band", "coverage", "caps", "parts", "recorded")


def _day(day: HealthDay) -> Document:
    parts = {
        each.part.key: {"value": each.value, "weight": each.weight, "points": each.points}
        for each in day.contributions
    }
    caps = [cap.key for cap in day.caps]
    return {
        "score": day.score, "band": day.band.value, "coverage": day.coverage, "caps": caps, "parts": parts
    }  # fmt: skip


def row_object(row: HealthRow) -> Document:
    """Return one account of the list."""
    before = row.before
    return {
        "account": row.account,
        "am": row.am,
        **_day(row.now),
        "before": before.score if before else None,
        "before_on": before.day.isoformat() if before else None,
        "change": row.change,
    }


def day_object(account: str, day: HealthDay) -> Document:
    """Return one day of one account."""
    return {"account": account, "day": day.day.isoformat(), **_day(day), "recorded": day.recorded}


def difference_object(account: str, told: HealthDifference) -> Document:
    """Return why health changed: the points of the parts, of what holds it down and of rounding add up."""
    parts: list[dict[str, Any]] = [
        {
            "part": each.part.key,
            "before": each.before.points,
            "after": each.after.points,
            "points": each.points,
            "why": list(each.why),
        }
        for each in told.parts
    ]
    return {
        "account": account,
        "from": told.before.day.isoformat(),
        "to": told.after.day.isoformat(),
        "before": told.before.score,
        "after": told.after.score,
        "change": told.change,
        "parts": parts,
        "held": told.held,
        "rounding": told.rounding,
        "caps_gained": [cap.key for cap in told.gained_caps],
        "caps_lost": [cap.key for cap in told.lost_caps],
    }


def preview_object(preview: HealthPreview) -> Document:
    """Return what other rules would change."""
    moves = [
        {
            "account": move.account,
            "score_before": move.before.score,
            "score_after": move.after.score,
            "band_before": move.before.band.value,
            "band_after": move.after.band.value,
        }
        for move in preview.moves
    ]
    counts = {band.value: {"before": was, "after": then} for band, (was, then) in preview.counts.items()}
    return {"accounts": preview.accounts, "bands": counts, "moves": moves}
