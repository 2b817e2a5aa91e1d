"""Service level: how many callers were answered within a threshold."""

from amtui.domain.kpi import exclusions
from amtui.domain.kpi.describing import Definition, Feed, Pooling, Unit
from amtui.domain.vocabulary import Comparator, KpiKey

DEFINITION = Definition(
    key=KpiKey.own("service_level"),
    label="service level",
    short="service",
    unit=Unit.FRACTION,
    comparator=Comparator.AT_LEAST,
    typical_target=0.8,
    formula=(
        "answered within the threshold / (answered + abandoned); how callers count who gave up is up to "
        "the method."
    ),
    source="Four methods are in use, so a figure has its method beside it.",
    pooling=Pooling.COUNTS,
    feed=Feed.CALLS,
    switches=exclusions.OF_CALLS,
    hit="in time",
    place=4,
)
