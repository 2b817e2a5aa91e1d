"""What a review of each kind usually is: how long it lasts, how often it comes, what is talked about."""

from types import MappingProxyType

from amtui.domain.cadence import MONTHS
from amtui.domain.vocabulary import ReviewKind

KICKOFF_MINUTES = (30, 45)
"""A shorter or longer kickoff is planned all the same, with a word on it."""
LONGEST_MINUTES = 24 * 60

USUAL_MINUTES = MappingProxyType(
    {
        ReviewKind.KICKOFF: 45,
        ReviewKind.CHECK_IN: 30,
        ReviewKind.QBR: 60,
        ReviewKind.TRAINING: 60,
        ReviewKind.STAND_UP: 5,
        ReviewKind.AD_HOC: 30,
    }
)

USUAL_AGENDAS = MappingProxyType(
    {
        ReviewKind.KICKOFF: "Use cases\nNumbers\nCurrent IVR\nKPIs\nGo-live date",
        ReviewKind.CHECK_IN: "KPIs since last time\nOpen requests\nNext steps",
        ReviewKind.QBR: (
            "Goals: baseline, now, target\nImprovement actions and their proof\n"
            "Requests and service levels\nPlan for the next quarter"
        ),
        ReviewKind.TRAINING: "What was learnt last time\nNew features\nQuestions\nDay of the next refresher",
        ReviewKind.STAND_UP: "Breached and at risk\nDue today\nBlocked by whom",
        ReviewKind.AD_HOC: "",
    }
)
"""Points of the agenda, one a line."""

REFRESHER_MONTHS = 6
WEEK = 1
"""Stand-ups come by the week."""


def usual_cadence(kind: ReviewKind) -> tuple[int, int]:
    """Return how many months, or else weeks, usually lie between two reviews of a kind."""
    if kind is ReviewKind.STAND_UP:
        return 1, WEEK
    return MONTHS.get(kind, REFRESHER_MONTHS if kind is ReviewKind.TRAINING else 1), 0


def cadence_words(months: int, weeks: int | None) -> str:
    """Return a cadence in words: “every month”, “every 2 weeks”."""
    n, unit = (weeks, "week") if weeks else (months, "month")
    return f"every {unit}" if n == 1 else f"every {n} {unit}s"
