"""What health is made of, what holds it down, and the weights and thresholds that the team has set."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from types import MappingProxyType

from amtui.domain.frozen import dataclass

CAP = 50
"""The most an account can score while something is badly wrong."""
ENOUGH_COVERAGE = 0.5
"""Below this share of the weights an account is not judged."""
RED_UP_TO = 50
AMBER_UP_TO = 75
FRESH_DAYS = 30
"""A last touch up to this many days ago is as good as one today."""
STALE_DAYS = 60
"""A last touch this many days ago is worth nothing."""


class Part(StrEnum):
    """What health is made of; the value is its name on screens."""

    KPIS = "KPI attainment"
    REQUESTS = "requests and service levels"
    CADENCE = "cadence"
    SATISFACTION = "satisfaction"
    PAYMENTS = "payments"
    ADOPTION = "adoption and training"

    @property
    def key(self) -> str:
        """The word for it in settings, files and output."""
        return self.name.lower()


PARTS = MappingProxyType({part.key: part for part in Part})
"""The parts by the words for them."""

WEIGHTS: Mapping[Part, int] = MappingProxyType(
    {
        Part.KPIS: 30,
        Part.REQUESTS: 20,
        Part.CADENCE: 15,
        Part.SATISFACTION: 15,
        Part.PAYMENTS: 10,
        Part.ADOPTION: 10,
    }
)


class Cap(StrEnum):
    """What holds the score down; the value says so on screens."""

    OPEN_P1 = "an open P1"
    OVERDUE_INVOICE = "an invoice more than 60 days overdue"
    NO_AM = "no account manager"

    @property
    def key(self) -> str:
        """The word for it in files and output."""
        return self.name.lower()


CAPS = MappingProxyType({cap.key: cap for cap in Cap})
"""What holds a score down, by the words for it."""


@dataclass(frozen=True, slots=True)
class HealthRules:
    """How health is worked out.

    Attributes:
        weights: of each part; a part without weight does not count.
        red_up_to: the highest score that is red.
        amber_up_to: the highest score that is amber.
        cap: the most an account can score while something is badly wrong.
        enough: the share of the weights that has to be known for an account to be judged.
        fresh_days: a last touch up to this many days ago counts in full.
        stale_days: a last touch this many days ago is worth nothing.
    """

    weights: Mapping[Part, int] = field(default_factory=lambda: WEIGHTS)
    red_up_to: int = RED_UP_TO
    amber_up_to: int = AMBER_UP_TO
    cap: int = CAP
    enough: float = ENOUGH_COVERAGE
    fresh_days: int = FRESH_DAYS
    stale_days: int = STALE_DAYS


STANDARD = HealthRules()
"""The rules while nobody has set others."""
