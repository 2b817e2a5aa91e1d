"""The health of an account: 0 to 100, made of weighted parts that can each be shown."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import floor

from amtui.domain.frozen import dataclass
from amtui.domain.health_rules import STANDARD, HealthRules
from amtui.domain.health_rules import Cap as Cap
from amtui.domain.health_rules import Part as Part
from amtui.domain.vocabulary import HealthBand

_FLOAT_DUST = 1e-9


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one part adds.

    Attributes:
        weight: its share of 100 after the missing parts are left out; 0 when it is missing.
        value: how well it stands, 0 to 1; None when it is missing.
        points: weight x value.
    """

    part: Part
    weight: float
    value: float | None
    points: float


@dataclass(frozen=True, slots=True)
class Health:
    """An account's health and all that explains it.

    Attributes:
        score: 0 to 100; None when too little is known.
        coverage: the share of all weights whose parts are known, 0 to 1.
        caps: what holds the score down, whether or not it would be higher.
    """

    score: int | None
    band: HealthBand
    coverage: float
    contributions: tuple[Contribution, ...]
    caps: tuple[Cap, ...]


def health(
    parts: Mapping[Part, float | None],
    caps: Iterable[Cap] = (),
    rules: HealthRules = STANDARD,
) -> Health:
    """Return the weighted mean of the known parts, held down while something is badly wrong.

    Args:
        parts: how well each part stands, 0 to 1; None or absent is unknown and left out.
        caps: what is badly wrong.
        rules: weights, bands, the most under a cap, and how much has to be known.
    """
    weights = {part: weight for part, weight in rules.weights.items() if weight > 0}
    known = {part: value for part in weights if (value := parts.get(part)) is not None}
    total = sum(weights[part] for part in known)
    listed = tuple(_contribution(part, known.get(part), weights[part], total) for part in weights)
    coverage = total / sum(weights.values())
    caps = tuple(caps)
    score = None if coverage < rules.enough else _score(listed, rules.cap if caps else 100)
    return Health(score, band(score, rules), coverage, listed, caps)


def band(score: int | None, rules: HealthRules = STANDARD) -> HealthBand:
    """Return the band: 0-50 red, 51-75 amber, 76-100 green unless set otherwise; None insufficient data."""
    if score is None:
        return HealthBand.INSUFFICIENT
    if score <= rules.red_up_to:
        return HealthBand.RED
    return HealthBand.AMBER if score <= rules.amber_up_to else HealthBand.GREEN


def uncapped(contributions: Iterable[Contribution]) -> int:
    """Return what the parts add up to, halves rounded up, before anything holds it down."""
    return floor(sum(each.points for each in contributions) + 0.5 + _FLOAT_DUST)


def _contribution(part: Part, value: float | None, weight: int, total: int) -> Contribution:
    """Return what a part adds when the known parts weigh `total`."""
    if value is None:
        return _missing(part)
    share = 100 * weight / total
    return Contribution(part, share, value, share * value)


@lru_cache
def _missing(part: Part) -> Contribution:
    return Contribution(part, 0.0, None, 0.0)


def _score(listed: Iterable[Contribution], most: int) -> int:
    return min(uncapped(listed), most)
