"""Request first reply: how long clients wait for the first answer to a request."""

from amtui.domain.kpi.describing import DURATION, Definition, Feed, Pooling, Unit
from amtui.domain.vocabulary import Comparator, KpiKey, Statistic

DEFINITION = Definition(
    key=KpiKey.own("request_first_reply"),
    label="request first reply",
    short="reply",
    unit=Unit.BUSINESS_SECONDS,
    statistics=DURATION,
    default_statistic=Statistic.MEDIAN,
    comparator=Comparator.AT_MOST,
    formula=(
        "Business time from a request's creation to the first answer of a person that the "
        "client can read; requests without one are counted apart."
    ),
    source="First reply time of help desks; not to be mixed with the first response to calls.",
    pooling=Pooling.HISTOGRAM,
    feed=Feed.REQUESTS,
    place=5,
)
