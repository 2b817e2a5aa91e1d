"""Changes of what is measured: goals that are withdrawn, KPIs that administrators define."""

from dataclasses import dataclass

from amtui.domain.change import Change
from amtui.domain.vocabulary import Comparator, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawGoal(Change):
    """End a goal without another in its place, with the reason; its history is kept."""

    goal_id: int
    expected_version: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DefineKpi(Change):
    """Define a KPI whose numerator and denominator are imported; one of the same key is changed.

    Attributes:
        comparator: says whether more or less is better, and is what goals take by default.
        formula: what is counted, in words.
    """

    key: str
    label: str
    unit: Unit
    comparator: Comparator
    formula: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetireKpi(Change):
    """Take a defined KPI out of use; its days and the history of its goals are kept."""

    key: str
