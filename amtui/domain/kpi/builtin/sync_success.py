"""Sync success: how many records are in the other system in the end."""

from amtui.domain.kpi import exclusions
from amtui.domain.kpi.describing import Definition, Feed, Pooling, Unit
from amtui.domain.vocabulary import Comparator, KpiKey

DEFINITION = Definition(
    key=KpiKey.own("sync_success"),
    label="sync success",
    short="sync",
    unit=Unit.FRACTION,
    comparator=Comparator.AT_LEAST,
    typical_target=0.99,
    formula=(
        "Distinct records whose last attempt in the window succeeded / distinct records "
        "attempted. Halted, filtered and pending attempts are not attempts."
    ),
    source="A record that a retry brought over is in the other system: only the end counts.",
    pooling=Pooling.LAST_ATTEMPT,
    feed=Feed.SYNC,
    switches=exclusions.OF_SYNC,
    stored=True,
    hit="in sync",
    place=6,
)
