"""What the Insights screen and its command show: one KPI of one account or of a whole book."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from amtui.domain.kpi.dimensions import Dimension
from amtui.domain.kpi.heat import HeatMap
from amtui.domain.kpi.periods import Comparison
from amtui.domain.kpi.shortfall import Segment, Slice
from amtui.domain.kpi_records import DayFigure
from amtui.domain.playbooks import Suggestion
from amtui.domain.vocabulary import Comparator, KpiKey, KpiState, Statistic


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A KPI by one dimension.

    Attributes:
        segments: the one that explains most of the shortfall first.
        slices: what they were made of, so that one can be looked at alone.
    """

    dimension: Dimension
    segments: tuple[Segment, ...]
    slices: tuple[Slice, ...] = ()


@dataclass(frozen=True, slots=True)
class Insight:
    """One KPI and where it comes from.

    Attributes:
        account_id, account: of which; None and empty for the whole book.
        first, last: the window, both included; of several zones the widest.
        zone: of the account's clocks; empty where accounts have different ones.
        value: in the KPI's unit; None is no data.
        n, bad: observations broken down and the bad ones; for a mean, all their seconds. Where only days are
            known, all observations and 0.
        target, comparator, baseline: of the goal; of several accounts the target that their own amount to.
        is_agreed: whether the target is agreed; else it is the usual one.
        limit: from when on an observation is late, such as “longer than 30 s”; empty where none is.
        state: against the goal.
        days: by day, the figure of the week that ends with it.
        breakdowns: by dimension, the most telling first.
        told_accounts, accounts: of how many accounts the hours and segments are, and how many there are.
        names: of the accounts broken down.
        kpis: every KPI that can be looked into, those that the team has defined last.
        sentence: what can be said to a client; empty while that is still being counted.
        helps: the playbooks that fit where the target is missed, the best first.
    """

    account_id: int | None
    account: str
    kpi: KpiKey
    statistic: Statistic
    first: date
    last: date
    zone: str
    value: float | None
    n: int
    bad: int
    target: float | None
    comparator: Comparator | None
    baseline: float | None
    is_agreed: bool
    limit: str
    state: KpiState
    days: tuple[DayFigure, ...]
    heat: HeatMap
    breakdowns: tuple[Breakdown, ...]
    comparison: Comparison
    told_accounts: int
    accounts: int
    names: Mapping[int, str]
    kpis: tuple[KpiKey, ...]
    sentence: str
    helps: tuple[Suggestion, ...] = ()

    def breakdown(self, dimension: Dimension | None) -> Breakdown | None:
        """Return the breakdown by a dimension, or the first where that one tells nothing."""
        found = next((one for one in self.breakdowns if one.dimension is dimension), None)
        return found or next(iter(self.breakdowns), None)
