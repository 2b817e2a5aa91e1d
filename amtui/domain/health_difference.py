"""Why health changed: the difference between two days, part by part, that adds up to the change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from amtui.domain.health import Contribution, uncapped
from amtui.domain.health_facts import HealthFacts
from amtui.domain.health_records import HealthDay
from amtui.domain.health_rules import Cap, Part
from amtui.domain.satisfaction import HEALTH_DAYS
from amtui.domain.wording import label, rate

_DUST = 1e-9
_NONE = {part: Contribution(part, 0.0, None, 0.0) for part in Part}


@dataclass(frozen=True, slots=True)
class PartChange:
    """What one part has to do with a change.

    Attributes:
        points: gained or lost through it.
        why: in words, what is different beneath it.
    """

    part: Part
    before: Contribution
    after: Contribution
    points: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HealthDifference:
    """From one day to another.

    The points of the parts, what is held down or let go, and rounding add up to `change`.

    Attributes:
        change: of the score; None where either day was not judged.
        held: points lost because something holds the score down now, or gained because it no longer does.
        rounding: what is left by showing whole points.
    """

    before: HealthDay
    after: HealthDay
    parts: tuple[PartChange, ...]
    held: int
    rounding: float
    gained_caps: tuple[Cap, ...]
    lost_caps: tuple[Cap, ...]

    @property
    def change(self) -> int | None:
        """Points gained or lost."""
        if self.before.score is None or self.after.score is None:
            return None
        return self.after.score - self.before.score


def difference(before: HealthDay, after: HealthDay) -> HealthDifference:
    """Return what changed between two days, the parts in the order of their weights."""
    old, new = _by_part(before), _by_part(after)
    parts = tuple(_part(part, old[part], new[part], before.facts, after.facts) for part in Part)
    moved = sum(each.points for each in parts)
    held = _held(after) - _held(before)
    change = (after.score or 0) - (before.score or 0)
    known = before.score is not None and after.score is not None
    return HealthDifference(
        before,
        after,
        parts,
        held,
        change - moved - held if known else 0.0,
        tuple(cap for cap in after.caps if cap not in before.caps),
        tuple(cap for cap in before.caps if cap not in after.caps),
    )


def _by_part(day: HealthDay) -> dict[Part, Contribution]:
    return _NONE | {each.part: each for each in day.contributions}


def _held(day: HealthDay) -> int:
    """Return how many points a cap takes from a day, as a number that is not positive."""
    return 0 if day.score is None else min(0, day.score - uncapped(day.contributions))


def _part(
    part: Part,
    before: Contribution,
    after: Contribution,
    old: HealthFacts | None,
    new: HealthFacts | None,
) -> PartChange:
    why = tuple(_reasons(part, old, new)) if old is not None and new is not None else ()
    if not why and old is not None and new is not None and _differ(before.value, after.value):
        why = ("judged by other rules",)
    return PartChange(
        part, before, after, after.points - before.points, (*why, *_weight_words(before, after))
    )


def _differ(before: float | None, after: float | None) -> bool:
    return before is not None and after is not None and abs(before - after) > _DUST


def _weight_words(before: Contribution, after: Contribution) -> Iterator[str]:
    if before.value is None and after.value is not None:
        yield "counts now"
    elif before.value is not None and after.value is None:
        yield "no longer known, so left out"
    elif abs(before.weight - after.weight) > _DUST:
        yield f"weighs {before.weight:.1f} → {after.weight:.1f}"


def _reasons(part: Part, old: HealthFacts, new: HealthFacts) -> Iterator[str]:
    match part:
        case Part.KPIS:
            yield from _kpis(dict(old.kpis), dict(new.kpis))
        case Part.REQUESTS:
            counts = (("breached", "breached"), ("at_risk", "at risk"), ("open_count", "open"), ("p1", "P1"))
            yield from _counts(counts, old, new)
        case Part.CADENCE:
            yield from _cadence(old, new)
        case Part.SATISFACTION:
            yield from _satisfaction(old.csat, new.csat)
        case Part.PAYMENTS:
            yield from _payments(old, new)
        case Part.ADOPTION if old.days_since_training != new.days_since_training:
            yield _ago("last training", old.days_since_training, new.days_since_training)


def _kpis(old: dict[str, float], new: dict[str, float]) -> Iterator[str]:
    for kpi in dict.fromkeys((*old, *new)):
        before, after = old.get(kpi), new.get(kpi)
        if before is None and after is not None:
            yield f"{label(kpi)} is judged now, {rate(after, 0)} reached"
        elif after is None:
            yield f"{label(kpi)} is no longer judged"
        elif before is not None and abs(before - after) > _DUST:
            yield f"{label(kpi)} {rate(before, 0)} → {rate(after, 0)} reached"


def _counts(names: tuple[tuple[str, str], ...], old: HealthFacts, new: HealthFacts) -> Iterator[str]:
    for name, word in names:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield f"{before} → {after} {word}"


def _cadence(old: HealthFacts, new: HealthFacts) -> Iterator[str]:
    if old.has_gap is not new.has_gap:
        yield "nothing is planned in time now" if new.has_gap else "a review is planned in time now"
    if old.days_since_touch != new.days_since_touch:
        yield _ago("last touch", old.days_since_touch, new.days_since_touch)
    if old.reactive_ratio != new.reactive_ratio:
        before, after = rate(old.reactive_ratio, 0), rate(new.reactive_ratio, 0)
        yield f"contacts that the client starts {before} → {after}"


def _satisfaction(old: Sequence[int], new: Sequence[int]) -> Iterator[str]:
    if sum(old) != sum(new):
        yield f"{sum(old)} → {sum(new)} CSAT scores in {HEALTH_DAYS} days"
    if sum(old) and sum(new) and old != new:
        before, after = (sum(n * score for score, n in enumerate(all_, 1)) / sum(all_) for all_ in (old, new))
        yield f"mean score {before:.2f} → {after:.2f}"


def _payments(old: HealthFacts, new: HealthFacts) -> Iterator[str]:
    if old.billing is not new.billing:
        yield f"billing {label(old.billing)} → {label(new.billing)}"
    if old.overdue_days != new.overdue_days:
        yield f"oldest unpaid invoice {_overdue(old.overdue_days)} → {_overdue(new.overdue_days)}"


def _overdue(days: int | None) -> str:
    if days is None:
        return "not known"
    return f"{days} d overdue" if days else "not overdue"


def _ago(what: str, before: int | None, after: int | None) -> str:
    words = ["never" if days is None else f"{days} d ago" for days in (before, after)]
    return f"{what} {words[0]} → {words[1]}"
