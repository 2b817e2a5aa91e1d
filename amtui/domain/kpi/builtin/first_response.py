"""First response: how long callers who were answered had waited."""

from amtui.domain.kpi import exclusions
from amtui.domain.kpi.describing import DURATION, Definition, Feed, Pooling, Unit
from amtui.domain.vocabulary import Comparator, KpiKey, Statistic

DEFINITION = Definition(
    key=KpiKey.own("first_response"),
    label="first response",
    short="response",
    unit=Unit.SECONDS,
    statistics=DURATION,
    default_statistic=Statistic.MEDIAN,
    comparator=Comparator.BELOW,
    typical_target=30.0,
    formula=(
        "Seconds from entering the ring step to a person answering, greeting and menu left "
        "out, over the offered calls that were answered. Percentiles by linear interpolation."
    ),
    source="Speed of answer; the median, because a few long waits mislead the mean.",
    pooling=Pooling.HISTOGRAM,
    feed=Feed.CALLS,
    switches=exclusions.OF_CALLS,
    stored=True,
    place=3,
)
