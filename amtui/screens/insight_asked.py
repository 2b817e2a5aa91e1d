"""What the Insights screen is asked for, and how it is kept until the next session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from amtui.domain.insight_records import Insight
from amtui.domain.kpi.definitions import DEFINITIONS, definition
from amtui.domain.kpi.periods import Against, Dates
from amtui.domain.vocabulary import KpiKey, Statistic

WINDOWS = (7, 30, 60, 90, 180, 365)
USUAL = 30
KPIS = tuple(DEFINITIONS)
"""The KPIs that amtui brings, in the order that the keys go through them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figure of whom.

    Attributes:
        account_id: None is the whole book.
        statistic: None is the goal's, or else the KPI's own.
        days: so many complete days.
        window: first and last day, instead of so many.
        other: the days that were chosen to be compared with.
    """

    account_id: int | None = None
    kpi: KpiKey = KpiKey.MISSED_CALL_RATE
    statistic: Statistic | None = None
    days: int = USUAL
    against: Against = Against.PREVIOUS
    window: Dates | None = None
    other: Dates | None = None

    @property
    def span(self) -> str:
        """The days in words."""
        return f"{self.days} days" if self.window is None else f"{self.window[0]} to {self.window[1]}"

    def of_account(self, account_id: int | None, kpi: KpiKey | None = None) -> "Asked":
        """Return the same of another account, or of the whole book."""
        wanted = self.kpi if kpi is None else kpi
        statistic = self.statistic if wanted == self.kpi else None
        return replace(self, account_id=account_id, kpi=wanted, statistic=statistic)

    def other_kpi(self, step: int, known: Sequence[KpiKey] = KPIS) -> "Asked":
        """Return the same of the next of the KPIs that there are, or of the one before."""
        now = known.index(self.kpi) if self.kpi in known else 0
        return replace(self, kpi=known[(now + step) % len(known)], statistic=None)

    def by_statistic(self, statistic: Statistic) -> "Asked":
        """Return the same figure made another way."""
        return replace(self, statistic=statistic)

    def other_window(self, step: int) -> "Asked":
        """Return the same over more or fewer days, up to the most and the least."""
        now = min(range(len(WINDOWS)), key=lambda place: abs(WINDOWS[place] - self.days))
        return replace(self, days=WINDOWS[max(0, min(len(WINDOWS) - 1, now + step))], window=None)

    def between(self, window: Dates | None, other: Dates | None) -> "Asked":
        """Return the same over days that were chosen, and against others; None is as many as before."""
        was_chosen = self.against is Against.CHOSEN
        usual = Against.PREVIOUS if was_chosen else self.against
        return replace(self, window=window, other=other, against=usual if other is None else Against.CHOSEN)

    def other_period(self) -> "Asked":
        """Return the same held against the next kind of period."""
        kinds = [kind for kind in Against if kind is not Against.CHOSEN or self.other is not None]
        return replace(self, against=kinds[(kinds.index(self.against) + 1) % len(kinds)])

    def to_state(self) -> dict[str, Any]:
        """Return what is kept."""
        return {"account": self.account_id, "kpi": str(self.kpi), "days": self.days}

    @classmethod
    def from_state(cls, kept: Mapping[str, Any]) -> "Asked":
        """Return what was kept; what is not understood is as at first."""
        account = kept.get("account")
        kpi = next((one for one in KPIS if one == kept.get("kpi")), cls().kpi)
        days = kept.get("days")
        return cls(
            account_id=account if isinstance(account, int) else None,
            kpi=definition(kpi).key,
            days=days if days in WINDOWS else USUAL,
        )


def same(shown: Insight | None, other: Insight) -> bool:
    """Tell whether the same figure of the same accounts is shown in whole, to stay until the other comes."""
    if shown is None or not shown.sentence:
        return False
    return (shown.account_id, shown.kpi) == (other.account_id, other.kpi)
