"""Service level: the share of callers who were answered within a threshold, by four methods.

With 1000 answered, 860 of them within 20 s, and 60 abandoned, 20 of them within 20 s, the methods
give 83.0 %, 86.0 %, 81.1 % and 82.7 %: a figure without its method says nothing.
"""

from enum import StrEnum

from amtui.domain.frozen import dataclass
from amtui.domain.kpi.statistics import rate


class Method(StrEnum):
    """What becomes of the callers who gave up; the value is printed beside the number."""

    ABANDONED_EARLY_AS_ANSWERED = "abandoned within the threshold count as answered in time"
    ABANDONED_IGNORED = "abandoned calls are ignored"
    ABANDONED_AS_MISSED = "abandoned calls count as missed"
    ABANDONED_EARLY_IGNORED = "abandoned within the threshold are ignored, later ones missed"

    @property
    def formula(self) -> str:
        """What is divided by what."""
        return _FORMULAS[self]


_EVERYBODY = "(answered + abandoned)"
_FORMULAS = {
    Method.ABANDONED_EARLY_AS_ANSWERED: (
        f"(answered within the threshold + abandoned within the threshold) / {_EVERYBODY}"
    ),
    Method.ABANDONED_IGNORED: "answered within the threshold / answered",
    Method.ABANDONED_AS_MISSED: f"answered within the threshold / {_EVERYBODY}",
    Method.ABANDONED_EARLY_IGNORED: (
        "answered within the threshold / (answered + abandoned after the threshold)"
    ),
}
DEFAULT_METHOD = Method.ABANDONED_EARLY_IGNORED


@dataclass(frozen=True, slots=True)
class CallCounts:
    """Calls of a window: answered and abandoned, and how many of each within the threshold."""

    answered: int
    answered_within: int
    abandoned: int
    abandoned_within: int


def parts(counts: CallCounts, method: Method = DEFAULT_METHOD) -> tuple[int, int]:
    """Return numerator and denominator of the service level, which add up over days."""
    within, everybody = counts.answered_within, counts.answered + counts.abandoned
    return {
        Method.ABANDONED_EARLY_AS_ANSWERED: (within + counts.abandoned_within, everybody),
        Method.ABANDONED_IGNORED: (within, counts.answered),
        Method.ABANDONED_AS_MISSED: (within, everybody),
        Method.ABANDONED_EARLY_IGNORED: (within, everybody - counts.abandoned_within),
    }[method]


def service_level(counts: CallCounts, method: Method = DEFAULT_METHOD) -> float | None:
    """Return the service level as a fraction of 1, or None when there is nothing to count."""
    return rate(*parts(counts, method))
