"""What the data say of an improvement action, as detail views show it: frozen values."""

from dataclasses import dataclass
from datetime import date, datetime

from amtui.domain.account_records import ContactRow
from amtui.domain.improvement_row import ImprovementRow
from amtui.domain.kpi.compare import Interval
from amtui.domain.kpi_records import GoalRow, KpiFigure
from amtui.domain.playbooks import Playbook, Suggestion
from amtui.domain.vocabulary import ImprovementStatus, KpiKey, Statistic


@dataclass(frozen=True, slots=True)
class Side:
    """A KPI over the days before or after a change."""

    first: date
    last: date
    value: float | None
    n: int


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """A KPI before and after a change, with the interval of the difference.

    Attributes:
        interval: after minus before; None where either side is too small for one.
        better: whether it is clearly better (True) or clearly worse (False); None where chance may do.
    """

    kpi: KpiKey
    statistic: Statistic
    before: Side
    after: Side
    interval: Interval | None
    better: bool | None


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """A log id that was handed in as evidence, and what the records hold of it.

    Attributes:
        at: when it took place; None where it is not in the records.
        day: its day in the account's zone.
    """

    log_id: str
    at: datetime | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a validation needs: whether it is there (None: too early to say), and in words."""

    what: str
    met: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the data say of an action."""

    status: ImprovementStatus
    comparison: BeforeAfter | None = None
    checks: tuple[Check, ...] = ()
    sustained_days: int = 0

    @property
    def missing(self) -> tuple[Check, ...]:
        """What the validation still needs."""
        return tuple(check for check in self.checks if not check.met)


@dataclass(frozen=True, slots=True)
class ImprovementDetail:
    """One improvement action with all that its pane shows."""

    row: ImprovementRow
    goal: GoalRow | None
    playbook: Playbook | None
    test_calls: tuple[LoggedCall, ...]
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Offer:
    """A goal that is off target or lost, with the playbooks that fit it, the best first.

    Attributes:
        open_actions: what is under way for it already.
    """

    figure: KpiFigure
    goal: GoalRow
    suggestions: tuple[Suggestion, ...]
    open_actions: int


@dataclass(frozen=True, slots=True)
class ImprovementBoard:
    """The improvement actions of an account, with all that a new one can be made of."""

    actions: tuple[ImprovementDetail, ...]
    offers: tuple[Offer, ...]
    goals: tuple[GoalRow, ...]
    playbooks: tuple[Playbook, ...]
    contacts: tuple[ContactRow, ...]
