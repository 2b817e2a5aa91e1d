"""Missed-call rate: how many of the offered calls no person answered."""

from amtui.domain.kpi import exclusions
from amtui.domain.kpi.describing import MISSED, CallShare, Definition, Feed, Pooling, Unit
from amtui.domain.vocabulary import Comparator, KpiKey

DEFINITION = Definition(
    key=KpiKey.own("missed_call_rate"),
    label="missed-call rate",
    short="missed",
    unit=Unit.FRACTION,
    comparator=Comparator.AT_MOST,
    typical_target=0.05,
    formula=(
        "missed / offered. Offered: external inbound calls within opening hours, legs of one "
        "call counted once, without those hung up within 10 s or in the menu. Missed: offered "
        "and never answered by a person; voicemail is missed."
    ),
    source="The usual abandonment rule of contact centres, with short abandons left out.",
    pooling=Pooling.MASKS,
    feed=Feed.CALLS,
    calls=CallShare(MISSED),
    switches=exclusions.OF_CALLS,
    stored=True,
    hit="missed",
    place=1,
)
