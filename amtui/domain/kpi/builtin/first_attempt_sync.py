"""First-attempt sync: how many records needed no second attempt."""

from amtui.domain.kpi import exclusions
from amtui.domain.kpi.describing import Definition, Feed, Pooling, Unit
from amtui.domain.vocabulary import Comparator, KpiKey

DEFINITION = Definition(
    key=KpiKey.own("first_attempt_sync"),
    label="first-attempt sync",
    short="sync first",
    unit=Unit.FRACTION,
    comparator=Comparator.AT_LEAST,
    typical_target=0.95,
    formula=(
        "Distinct records whose first attempt in the window succeeded / distinct records "
        "attempted. Halted, filtered and pending attempts are not attempts."
    ),
    source="Sync success before any retry: how much work the retries hide.",
    pooling=Pooling.FIRST_ATTEMPT,
    feed=Feed.SYNC,
    switches=exclusions.OF_SYNC,
    stored=True,
    hit="in sync at once",
    place=7,
)
