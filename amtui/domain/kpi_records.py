"""KPI figures, their windows and their goals: frozen values, as lists and detail views show them."""

from datetime import date, datetime

from amtui.domain.frozen import dataclass
from amtui.domain.vocabulary import Comparator, KpiKey, KpiState, Statistic, Unit


@dataclass(frozen=True, slots=True)
class Window:
    """Whole local days, both included, in a time zone named as IANA does."""

    first: date
    last: date
    zone: str


@dataclass(frozen=True, slots=True)
class Projection:
    """When a value gets to its target if the last 28 days go on; only of a significant trend.

    The line is that of Theil and Sen, the test of significance that of Mann and Kendall.

    Attributes:
        on: the day.
        earliest, latest: the same with the limits of the slope (95 %); `latest` None is never.
        slope: change of the value per day.
        p: probability of so much order in days without any trend.
        days: days of the 28 that have data.
    """

    on: date
    earliest: date
    latest: date | None
    slope: float
    p: float
    days: int


@dataclass(frozen=True, slots=True)
class Recent:
    """A figure over the latest days alone, as many as a goal has to be held for."""

    days: int
    value: float | None
    n: int


@dataclass(frozen=True, slots=True)
class KpiFigure:
    """One KPI of one account over one window, with all that explains it.

    Attributes:
        value: a fraction of 1 for rates, seconds for durations; None is no data.
        n: observations counted.
        numerator, denominator: of a rate; None for durations.
        excluded: how many observations were left out, by reason.
        baseline: value, observations and provisional flag frozen with the goal.
        progress: (value - baseline) / (target - baseline); None when it has no meaning.
        sustained_days: consecutive complete days meeting the target.
        as_of: when the youngest observation's import ended.
        projection: when it gets to its target; None where nothing can be said, or nobody asked.
        recent: the same figure over the latest days, by which a goal is judged as held; None without one.
        method: how a figure is made that is made in several ways, in words; None for the others.
        included: names of the reasons to leave out that were switched off for this figure.
    """

    account_id: int
    account: str
    kpi: KpiKey
    statistic: Statistic
    unit: str
    value: float | None
    n: int
    numerator: int | None
    denominator: int | None
    excluded: tuple[tuple[str, int], ...]
    window: Window
    baseline: float | None = None
    baseline_n: int | None = None
    target: float | None = None
    comparator: Comparator | None = None
    progress: float | None = None
    state: KpiState = KpiState.NO_GOAL
    sustained_days: int = 0
    source: str | None = None
    as_of: datetime | None = None
    projection: Projection | None = None
    recent: Recent | None = None
    method: str | None = None
    included: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnKpi:
    """A KPI that an administrator has defined; `active` False hides it and keeps its days."""

    id: int
    key: str
    label: str
    unit: Unit
    comparator: Comparator
    formula: str
    active: bool
    version: int


@dataclass(frozen=True, slots=True)
class DayFigure:
    """One KPI of one account on one local day."""

    day: date
    value: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Person:
    """A contact with whom a goal can be agreed; `decides` for an owner or an approved contact."""

    id: int
    name: str
    decides: bool


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a goal starts from: the figure of a window and what it rests on.

    Attributes:
        days: how many days of the window have data.
        provisional: whether that is too little to tell progress by.
    """

    value: float | None
    n: int
    days: int
    first: date
    last: date
    provisional: bool

    @property
    def coverage(self) -> float:
        """The share of the window's days that have data."""
        return self.days / ((self.last - self.first).days + 1)


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One agreed goal; `superseded_on` None is the goal in force.

    Attributes:
        withdrawn_for: why it was withdrawn, where it was not superseded by another.
        baseline_days: how many days of the baseline's window have data.
    """

    id: int
    account_id: int
    kpi: KpiKey
    statistic: Statistic
    comparator: Comparator
    target: float
    baseline: float | None
    baseline_n: int
    baseline_first: date | None
    baseline_last: date | None
    provisional: bool
    agreed_on: date
    agreed_with: str | None
    due: date | None
    sustain_days: int
    superseded_on: date | None = None
    withdrawn_for: str | None = None
    baseline_days: int = 0
    version: int = 1
