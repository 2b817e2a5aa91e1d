"""What a KPI can be broken down by, and how its parts are called in a sentence."""

from dataclasses import dataclass
from enum import StrEnum

from amtui.domain.kpi.describing import Definition, Feed
from amtui.domain.vocabulary import KpiKey
from amtui.domain.wording import label


class Dimension(StrEnum):
    """What observations are told apart by; the value is printed."""

    ACCOUNT = "account"
    QUEUE = "queue"
    AGENT = "agent"
    NUMBER = "number"
    CAMPAIGN = "campaign"
    OUTCOME = "outcome"
    INTEGRATION = "integration"
    ERROR = "error"
    TYPE = "type"
    PRIORITY = "priority"

    @property
    def is_kind(self) -> bool:
        """Whether it tells only the bad observations apart, as an error does: good ones have none."""
        return self in {Dimension.OUTCOME, Dimension.ERROR}


def value_words(dimension: Dimension, value: str) -> str:
    """Return what a part is called: the program's own word as people say it, one from outside as it is."""
    return label(value) if dimension is Dimension.OUTCOME else value


CALLS = (Dimension.QUEUE, Dimension.AGENT, Dimension.NUMBER, Dimension.CAMPAIGN)
SYNC = (Dimension.INTEGRATION, Dimension.ERROR)
REQUESTS = (Dimension.TYPE, Dimension.PRIORITY)


def dimensions_of(definition: Definition) -> tuple[Dimension, ...]:
    """Return what a KPI can be broken down by, the most telling first; of some KPIs only days are known."""
    if definition.feed is Feed.CALLS:
        if definition.calls is None:
            return CALLS
        return (*CALLS, Dimension.OUTCOME)
    return {Feed.SYNC: SYNC, Feed.REQUESTS: REQUESTS}.get(definition.feed, ())


@dataclass(frozen=True, slots=True)
class Nouns:
    """How the observations of a KPI are called.

    Attributes:
        one: what is counted.
        bad: those that make the figure worse; may hold `{limit}`, such as “longer than 30 s”.
        column: `bad` over a narrow column.
        none: a sentence for when there are none of these; holds `{n}`, and may hold `{limit}`.
        only: the same for when there is one observation only.
    """

    one: str
    bad: str
    column: str
    none: str
    only: str

    @property
    def all(self) -> str:
        """What is counted, in the plural."""
        return f"{self.one}s"


NOUNS: dict[KpiKey, Nouns] = {
    KpiKey.MISSED_CALL_RATE: Nouns(
        "call",
        "missed calls",
        "missed",
        "Of {n} calls none was missed",
        "The only call was not missed",
    ),
    KpiKey.NET_MISSED_RATE: Nouns(
        "call",
        "missed calls without a call back",
        "missed",
        "Of {n} calls none was missed without a call back",
        "The only call was not missed without a call back",
    ),
    KpiKey.FIRST_RESPONSE: Nouns(
        "answered call",
        "callers who waited {limit}",
        "late",
        "Of {n} callers nobody waited {limit}",
        "The only caller did not wait {limit}",
    ),
    KpiKey.SERVICE_LEVEL: Nouns(
        "call",
        "calls not answered within {limit}",
        "late",
        "All {n} calls were answered within {limit}",
        "The only call was answered within {limit}",
    ),
    KpiKey.REQUEST_FIRST_REPLY: Nouns(
        "answered request",
        "requests that waited {limit}",
        "late",
        "Of {n} answered requests none waited {limit}",
        "The only answered request did not wait {limit}",
    ),
    KpiKey.SYNC_SUCCESS: Nouns(
        "record",
        "records that were not synchronised",
        "failed",
        "All {n} records were synchronised",
        "The only record was synchronised",
    ),
    KpiKey.FIRST_ATTEMPT_SYNC: Nouns(
        "record",
        "records that failed at the first attempt",
        "failed",
        "All {n} records were synchronised at the first attempt",
        "The only record was synchronised at the first attempt",
    ),
}
PLAIN = Nouns(
    "observation",
    "bad observations",
    "bad",
    "Of {n} observations none was bad",
    "The only observation was not bad",
)


def nouns(kpi: KpiKey) -> Nouns:
    """Return how the observations of a KPI are called."""
    return NOUNS.get(kpi, PLAIN)
