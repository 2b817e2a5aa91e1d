"""What observations are to be counted, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from amtui.domain.kpi.describing import Definition
from amtui.domain.kpi.dimensions import Dimension
from amtui.domain.kpi.settings import STANDARD, KpiSettings
from amtui.domain.kpi.shortfall import Slice
from amtui.domain.vocabulary import Statistic

Answer = dict[Dimension, list[Slice]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be counted.

    Attributes:
        known: the KPI.
        statistic: how its figure is made.
        first, last: local days of each account, both included.
        late_after: by account, the whole seconds after which an observation of a duration is late.
        settings: how a service level is counted.
    """

    known: Definition
    statistic: Statistic
    first: date
    last: date
    late_after: Mapping[int, int]
    settings: KpiSettings = STANDARD
