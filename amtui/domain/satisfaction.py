"""How satisfied clients say that they are: CSAT from 1 to 5, NPS from 0 to 10, exact over any answers."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from amtui.domain.frozen import dataclass

CSAT, NPS = (1, 5), (0, 10)
"""The least and the most of each score."""
CONTENT_FROM = 4
"""A CSAT score from here on is of a satisfied client."""
PROMOTER_FROM, DETRACTOR_TO = 9, 6
"""NPS scores from and up to which a client speaks well, or ill, of what they get."""
CSAT_LOW_TO = 2
"""A CSAT score up to here is a complaint, as an NPS score of a detractor is."""
LOW_DAYS = 14
"""So many days times 24 hours back a low answer is something to look at."""
SHOWN_DAYS = 90
"""So many days times 24 hours back answers are shown, unless other days are named."""
HEALTH_DAYS = 180
"""So many days times 24 hours back answers count for health."""
NO_SCORE = "a CSAT score, an NPS score or both"

Counted = tuple[int | None, int | None, int]
"""A CSAT score, an NPS score, and how many answers gave both of them so; None was not asked."""


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """What some answers add up to.

    Attributes:
        n: answers.
        csat_n: those with a CSAT score; `content` are 4 or 5.
        nps_n: those with an NPS score; `promoters` are 9 or 10, `detractors` 0 to 6.
    """

    n: int = 0
    csat_n: int = 0
    content: int = 0
    nps_n: int = 0
    promoters: int = 0
    detractors: int = 0

    @property
    def csat(self) -> float | None:
        """The share of satisfied clients as a fraction of 1; None where nobody gave a score."""
        return self.content / self.csat_n if self.csat_n else None

    @property
    def nps(self) -> float | None:
        """The percentage of promoters minus that of detractors, -100 to 100; None without a score."""
        return 100 * (self.promoters - self.detractors) / self.nps_n if self.nps_n else None


NO_ANSWERS = Satisfaction()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a client answered.

    Attributes:
        contact: who answered; None where it is not known.
        request: the reference of the request that it is about; None without one, or if it is not visible.
        source: where it came from; `amtui` for what was logged by hand.
        who: the user who logged it; None where a file brought it.
    """

    id: int
    account_id: int
    account: str
    at: datetime
    csat: int | None
    nps: int | None
    comment: str | None
    contact: str | None
    request: str | None
    source: str
    who: str | None
    version: int


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard of one client lately.

    Attributes:
        found: what the answers of the last days add up to.
        said: the latest answer with a comment, however long ago.
        days: how many days `found` looks back.
    """

    found: Satisfaction = NO_ANSWERS
    said: Answer | None = None
    days: int = SHOWN_DAYS


def added_up(counted: Iterable[Counted]) -> Satisfaction:
    """Return what answers add up to, given by their scores with how many there are of each."""
    all_ = list(counted)
    csat = [(score, n) for score, _, n in all_ if score is not None]
    nps = [(score, n) for _, score, n in all_ if score is not None]
    return Satisfaction(
        n=sum(n for *_, n in all_),
        csat_n=sum(n for _, n in csat),
        content=sum(n for score, n in csat if score >= CONTENT_FROM),
        nps_n=sum(n for _, n in nps),
        promoters=sum(n for score, n in nps if score >= PROMOTER_FROM),
        detractors=sum(n for score, n in nps if score <= DETRACTOR_TO),
    )


def by_score(counts: Mapping[int, int]) -> tuple[int, ...]:
    """Return how many answers gave each CSAT score, from the least to the most; empty without any."""
    return tuple(counts.get(score, 0) for score in range(CSAT[0], CSAT[1] + 1)) if counts else ()


def why_not(csat: int | None, nps: int | None) -> Mapping[str, str]:
    """Return what is wrong with the scores of an answer, by field."""
    wrong = {
        name: f"is from {least} to {most}"
        for name, score, (least, most) in (("csat", csat, CSAT), ("nps", nps, NPS))
        if score is not None and not least <= score <= most
    }
    if csat is None and nps is None:
        wrong = {"csat": f"an answer has {NO_SCORE}"}
    return MappingProxyType(wrong)
