"""Net missed-call rate: the missed calls whose callers were not called back in time."""

from amtui.domain.kpi import exclusions
from amtui.domain.kpi.describing import MISSED, CallShare, Definition, Feed, Pooling, Unit
from amtui.domain.vocabulary import Comparator, KpiKey

DEFINITION = Definition(
    key=KpiKey.own("net_missed_rate"),
    label="net missed-call rate",
    short="net missed",
    unit=Unit.FRACTION,
    comparator=Comparator.AT_MOST,
    typical_target=0.05,
    formula="(missed - called back within the agreed business hours) / offered.",
    source="The missed-call rate, less the callers who were called back in time.",
    pooling=Pooling.MASKS,
    feed=Feed.CALLS,
    calls=CallShare(MISSED, less_called_back=True),
    switches=exclusions.OF_CALLS,
    hit="missed",
    place=2,
)
