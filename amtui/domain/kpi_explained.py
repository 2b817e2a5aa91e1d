"""What a figure rests on, down to the single call: frozen values for panes, lists and output."""

from dataclasses import dataclass
from datetime import datetime

from amtui.domain.kpi.dimensions import Dimension, value_words
from amtui.domain.kpi_records import GoalRow, KpiFigure
from amtui.domain.wording import label


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One reason for not counting an observation.

    Attributes:
        name: the reason's word in output.
        words: the reason on screens.
        n: how many it leaves out; of a reason that is switched off, how many it would have.
        on: whether it leaves out now.
        can_switch: whether it can be switched off.
    """

    name: str
    words: str
    n: int
    on: bool = True
    can_switch: bool = True


@dataclass(frozen=True, slots=True)
class SourceFile:
    """An import that a figure rests on: the file, when it came in, and how many observations it brought."""

    name: str
    at: datetime
    rows: int


@dataclass(frozen=True, slots=True)
class Tries:
    """What it took until records were in the other system.

    Attributes:
        first_attempt: the share of records that needed one attempt only.
        retries: the attempts that count beyond one for each record.
    """

    first_attempt: float | None
    retries: int


@dataclass(frozen=True, slots=True)
class Explained:
    """A figure with everything that made it.

    Attributes:
        formula: how it is computed, in words.
        rule: where the rule comes from.
        exclusions: in the order in which an observation with several reasons is listed.
        files: those that brought the observations of the window, counted and left out, the youngest first.
        goals: those of this account and KPI, the latest first, the goal in force included.
        tries: beside a sync success, what the retries hide; None of other figures.
    """

    figure: KpiFigure
    formula: str
    rule: str
    exclusions: tuple[Exclusion, ...]
    files: tuple[SourceFile, ...]
    goals: tuple[GoalRow, ...]
    tries: Tries | None = None

    @property
    def goal_in_force(self) -> GoalRow | None:
        """The goal that the figure is held against."""
        return next((goal for goal in self.goals if goal.superseded_on is None), None)


@dataclass(frozen=True, slots=True)
class Portion:
    """One segment of what a figure is broken down by.

    Attributes:
        value: of the dimension, as breakdowns have it; None where nothing is recorded.
    """

    dimension: Dimension
    value: str | None

    @property
    def words(self) -> str:
        """“queue “Sales””, or that none is recorded."""
        if self.value is None:
            return f"without {label(self.dimension)}"
        return f"{label(self.dimension)} “{value_words(self.dimension, self.value)}”"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One observation behind a figure: a call, an attempt, a request, or an imported day.

    Attributes:
        id: of its row.
        ref: what the other system calls it, or the request's reference.
        at: when it began.
        what: queue and agent, the record, the subject.
        outcome: how it ended, as stored.
        seconds: how long somebody waited; None where nobody did or it is unknown.
        hit: whether it is in the numerator.
        why_not: the names of the reasons for which it is not counted; empty where it is.
    """

    id: int
    ref: str
    at: datetime
    what: str
    outcome: str
    seconds: int | None
    hit: bool
    why_not: tuple[str, ...]

    @property
    def counted(self) -> bool:
        """Whether it is among what the figure was made from."""
        return not self.why_not
