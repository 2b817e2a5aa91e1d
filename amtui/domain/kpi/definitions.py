"""What each KPI is: one entry says all that screens, commands and goals need to know of it."""

from dataclasses import dataclass
from enum import StrEnum

from amtui.domain.vocabulary import Comparator, KpiKey, Statistic


class Unit(StrEnum):
    """What a value is measured in; the word that is printed in output."""

    FRACTION = "fraction"
    SECONDS = "seconds"
    BUSINESS_SECONDS = "business_seconds"


class Pooling(StrEnum):
    """How the days of a window add up to one figure."""

    MASKS = "masks"
    COUNTS = "counts"
    HISTOGRAM = "histogram"
    LAST_ATTEMPT = "last_attempt"
    FIRST_ATTEMPT = "first_attempt"


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
    """

    key: KpiKey
    label: str
    short: str
    unit: Unit
    statistics: tuple[Statistic, ...]
    default_statistic: Statistic
    comparator: Comparator
    typical_target: float | None
    formula: str
    source: str
    pooling: Pooling

    @property
    def lower_is_better(self) -> bool:
        """Whether a smaller value is the better one."""
        return self.comparator in {Comparator.AT_MOST, Comparator.BELOW}


_DURATION = (Statistic.MEDIAN, Statistic.MEAN, Statistic.P90)
_RATE = (Statistic.RATE,)

_ALL = (
    Definition(
        key=KpiKey.MISSED_CALL_RATE,
        label="missed-call rate",
        short="missed",
        unit=Unit.FRACTION,
        statistics=_RATE,
        default_statistic=Statistic.RATE,
        comparator=Comparator.AT_MOST,
        typical_target=0.05,
        formula=(
            "missed / offered. Offered: external inbound calls within opening hours, legs of one "
            "call counted once, without those hung up within 10 s or in the menu. Missed: offered "
            "and never answered by a person; voicemail is missed."
        ),
        source="The usual abandonment rule of contact centres, with short abandons left out.",
        pooling=Pooling.MASKS,
    ),
    Definition(
        key=KpiKey.NET_MISSED_RATE,
        label="net missed-call rate",
        short="net missed",
        unit=Unit.FRACTION,
        statistics=_RATE,
        default_statistic=Statistic.RATE,
        comparator=Comparator.AT_MOST,
        typical_target=0.05,
        formula="(missed - called back within the agreed business hours) / offered.",
        source="The missed-call rate, less the callers who were called back in time.",
        pooling=Pooling.MASKS,
    ),
    Definition(
        key=KpiKey.FIRST_RESPONSE,
        label="first response",
        short="response",
        unit=Unit.SECONDS,
        statistics=_DURATION,
        default_statistic=Statistic.MEDIAN,
        comparator=Comparator.BELOW,
        typical_target=30.0,
        formula=(
            "Seconds from entering the ring step to a person answering, greeting and menu left "
            "out, over the offered calls that were answered. Percentiles by linear interpolation."
        ),
        source="Speed of answer; the median, because a few long waits mislead the mean.",
        pooling=Pooling.HISTOGRAM,
    ),
    Definition(
        key=KpiKey.SERVICE_LEVEL,
        label="service level",
        short="service",
        unit=Unit.FRACTION,
        statistics=_RATE,
        default_statistic=Statistic.RATE,
        comparator=Comparator.AT_LEAST,
        typical_target=0.8,
        formula="answered within the threshold / (answered + abandoned after the threshold).",
        source="Of the four methods in use, the one that ignores callers who gave up early.",
        pooling=Pooling.COUNTS,
    ),
    Definition(
        key=KpiKey.REQUEST_FIRST_REPLY,
        label="request first reply",
        short="reply",
        unit=Unit.BUSINESS_SECONDS,
        statistics=_DURATION,
        default_statistic=Statistic.MEDIAN,
        comparator=Comparator.AT_MOST,
        typical_target=None,
        formula=(
            "Business time from a request's creation to the first answer of a person that the "
            "client can read; requests without one are counted apart."
        ),
        source="First reply time of help desks; not to be mixed with the first response to calls.",
        pooling=Pooling.HISTOGRAM,
    ),
    Definition(
        key=KpiKey.SYNC_SUCCESS,
        label="sync success",
        short="sync",
        unit=Unit.FRACTION,
        statistics=_RATE,
        default_statistic=Statistic.RATE,
        comparator=Comparator.AT_LEAST,
        typical_target=0.99,
        formula=(
            "Distinct records whose last attempt in the window succeeded / distinct records "
            "attempted. Halted, filtered and pending attempts are not attempts."
        ),
        source="A record that a retry brought over is in the other system: only the end counts.",
        pooling=Pooling.LAST_ATTEMPT,
    ),
    Definition(
        key=KpiKey.FIRST_ATTEMPT_SYNC,
        label="first-attempt sync",
        short="sync first",
        unit=Unit.FRACTION,
        statistics=_RATE,
        default_statistic=Statistic.RATE,
        comparator=Comparator.AT_LEAST,
        typical_target=0.95,
        formula=(
            "Distinct records whose first attempt in the window succeeded / distinct records "
            "attempted. Halted, filtered and pending attempts are not attempts."
        ),
        source="Sync success before any retry: how much work the retries hide.",
        pooling=Pooling.FIRST_ATTEMPT,
    ),
)

DEFINITIONS = {entry.key: entry for entry in _ALL}


def definition(key: KpiKey) -> Definition:
    """Return what is known of a KPI."""
    return DEFINITIONS[key]
