"""What is said of a KPI in its definition."""

from dataclasses import field
from enum import StrEnum

from amtui.domain.frozen import dataclass
from amtui.domain.vocabulary import CallOutcome, Comparator, KpiKey, Statistic
from amtui.domain.vocabulary import Unit as Unit

RATE = (Statistic.RATE,)
DURATION = (Statistic.MEDIAN, Statistic.MEAN, Statistic.P90)


class Pooling(StrEnum):
    """How the days of a window add up to one figure."""

    MASKS = "masks"
    COUNTS = "counts"
    HISTOGRAM = "histogram"
    LAST_ATTEMPT = "last_attempt"
    FIRST_ATTEMPT = "first_attempt"


class Feed(StrEnum):
    """What a KPI is counted from; the kind of import that brings it."""

    CALLS = "calls"
    SYNC = "sync"
    REQUESTS = "requests"
    KPI = "kpi"


@dataclass(frozen=True, slots=True)
class CallShare:
    """Which of the offered calls a rate counts.

    Attributes:
        outcomes: how a call that counts ended.
        less_called_back: leave out those whose caller was called back in time.
    """

    outcomes: frozenset[CallOutcome]
    less_called_back: bool = False


MISSED = frozenset(CallOutcome) - {CallOutcome.ANSWERED}
"""How a call that no person answered ended; voicemail is missed."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One KPI.

    Attributes:
        key: its stable word.
        label: its name in a sentence.
        short: its name over a narrow column.
        unit: what a value is measured in.
        statistics: how a figure may be made of many observations.
        default_statistic: the one taken when none is named.
        comparator: how a value is held against a target when the goal does not say.
        typical_target: what is usually agreed, in the unit; None where nothing is usual.
        formula: how it is computed, in words.
        source: where the rule comes from, in words.
        pooling: how days add up.
        feed: what it is counted from.
        calls: of a rate of calls, which of them count.
        switches: names of the exclusions that can be switched off.
        hit: what an observation is called that is in the numerator.
        stored: whether its days are kept as roll-ups; the days of others are counted when asked for.
        place: where it stands among the others.
    """

    key: KpiKey
    label: str
    short: str
    unit: Unit
    comparator: Comparator
    formula: str
    source: str
    pooling: Pooling
    feed: Feed
    statistics: tuple[Statistic, ...] = RATE
    default_statistic: Statistic = Statistic.RATE
    typical_target: float | None = None
    calls: CallShare | None = None
    switches: tuple[str, ...] = ()
    hit: str = "above the line"
    stored: bool = False
    place: int = field(default=100, compare=False)

    @property
    def lower_is_better(self) -> bool:
        """Whether a smaller value is the better one."""
        return self.comparator in {Comparator.AT_MOST, Comparator.BELOW}
