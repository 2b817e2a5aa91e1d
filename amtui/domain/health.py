"""The health of an account: 0 to 100, made of weighted parts that can each be shown."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from math import floor

from amtui.domain.frozen import dataclass
from amtui.domain.vocabulary import HealthBand

CAP = 50
"""The most an account can score while something is badly wrong."""
ENOUGH_COVERAGE = 0.5
"""Below this share of the weights an account is not judged."""
RED_UP_TO = 50
AMBER_UP_TO = 75
_FLOAT_DUST = 1e-9


class Part(StrEnum):
    """What health is made of; the value is its name on screens."""

    KPIS = "KPI attainment"
    REQUESTS = "requests and service levels"
    CADENCE = "cadence"
    SATISFACTION = "satisfaction"
    PAYMENTS = "payments"
    ADOPTION = "adoption and training"


WEIGHTS: Mapping[Part, int] = {
    Part.KPIS: 30,
    Part.REQUESTS: 20,
    Part.CADENCE: 15,
    Part.SATISFACTION: 15,
    Part.PAYMENTS: 10,
    Part.ADOPTION: 10,
}


class Cap(StrEnum):
    """What holds the score down to 50; the value says so on screens."""

    OPEN_P1 = "an open P1"
    OVERDUE_INVOICE = "an invoice more than 60 days overdue"
    NO_AM = "no account manager"


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
        caps: what holds the score down to 50, whether or not it would be higher.
    """

    score: int | None
    band: HealthBand
    coverage: float
    contributions: tuple[Contribution, ...]
    caps: tuple[Cap, ...]


def health(
    parts: Mapping[Part, float | None],
    caps: Iterable[Cap] = (),
    weights: Mapping[Part, int] = WEIGHTS,
) -> Health:
    """Return the weighted mean of the known parts, capped at 50 while something is badly wrong.

    Args:
        parts: how well each part stands, 0 to 1; None or absent is unknown and left out.
        caps: what is badly wrong.
        weights: the weight of each part.
    """
    known = {part: value for part in weights if (value := parts.get(part)) is not None}
    total = sum(weights[part] for part in known)
    listed = tuple(_contribution(part, known.get(part), weights[part], total) for part in weights)
    coverage = total / sum(weights.values())
    caps = tuple(caps)
    score = None if coverage < ENOUGH_COVERAGE else _score(listed, capped=bool(caps))
    return Health(score, band(score), coverage, listed, caps)


def band(score: int | None) -> HealthBand:
    """Return the band: 0-50 red, 51-75 amber, 76-100 green, None insufficient data."""
    if score is None:
        return HealthBand.INSUFFICIENT
    if score <= RED_UP_TO:
        return HealthBand.RED
    return HealthBand.AMBER if score <= AMBER_UP_TO else HealthBand.GREEN


def _contribution(part: Part, value: float | None, weight: int, total: int) -> Contribution:
    """Return what a part adds when the known parts weigh `total`."""
    if value is None:
        return Contribution(part, 0.0, None, 0.0)
    share = 100 * weight / total
    return Contribution(part, share, value, share * value)


def _score(listed: Iterable[Contribution], *, capped: bool) -> int:
    """Add up, rounding halves up."""
    score = floor(sum(each.points for each in listed) + 0.5 + _FLOAT_DUST)
    return min(score, CAP) if capped else score
