"""What observations are to be counted, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from amtui.domain.kpi.dimensions import Dimension
from amtui.domain.kpi.shortfall import Slice
from amtui.domain.vocabulary import KpiKey, Statistic

Answer = dict[Dimension, list[Slice]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be counted.

    Attributes:
        kpi, statistic: which figure.
        first, last: local days of each account, both included.
        late_after: by account, the whole seconds after which an observation of a duration is late.
    """

    kpi: KpiKey
    statistic: Statistic
    first: date
    last: date
    late_after: Mapping[int, int]
