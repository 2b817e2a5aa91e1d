"""A whole book over a quarter: which quarter, and what is told of each account."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from amtui.domain.account_records import AccountRow
from amtui.domain.errors import UsageError
from amtui.domain.kpi_records import KpiFigure
from amtui.domain.local_time import plus_months
from amtui.domain.qbr import ServiceLevel
from amtui.domain.vocabulary import KpiState, Priority, ReviewKind

MONTHS = 3
ONE_DAY = timedelta(days=1)
GOOD = (KpiState.MET, KpiState.SUSTAINED)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of the calendar year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the quarter that a day lies in."""
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the quarter that a text such as 2026Q3 names.

        Raises:
            UsageError: it names none.
        """
        found = re.fullmatch(r"([12]\d{3})[- ]?Q([1-4])", text.strip(), re.IGNORECASE)
        if found is None:
            raise UsageError(f"“{text}” is no quarter", next="Write it as 2026Q3.")
        return cls(int(found[1]), int(found[2]))

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * MONTHS + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return plus_months(self.first, MONTHS) - ONE_DAY

    @property
    def before(self) -> "Quarter":
        """The one before."""
        return Quarter.of(self.first - ONE_DAY)

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


@dataclass(frozen=True, slots=True)
class Kept:
    """How many reviews of a kind were held, missed or called off, against what the cadence asks for.

    Attributes:
        stood_in: how many of another kind took the place of one: a quarterly review is a check-in too.
    """

    kind: ReviewKind
    due: int
    held: int
    missed: int
    cancelled: int
    stood_in: int = 0

    @property
    def done(self) -> int:
        """How many count for the cadence."""
        return self.held + self.stood_in


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed with a client in the quarter.

    Attributes:
        kind: `goal`, `action` or `plan`.
        who: with whom, where that is recorded.
    """

    day: date
    account: str
    kind: str
    words: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class QuarterLine:
    """One account over the quarter.

    Attributes:
        row: the account as it stands now.
        health_then: the score recorded at the end of the quarter; None where none was.
        figures: its KPIs with a goal, over the last days of the quarter.
        levels: how the requests that came in were served, by priority.
        served: the same of all priorities.
        resolved: how many requests were resolved, whenever they came in.
        kept: reviews by kind.
        agreed: how many goals, actions and plans were agreed.
    """

    row: AccountRow
    health_then: int | None
    figures: tuple[KpiFigure, ...]
    levels: tuple[ServiceLevel, ...]
    served: ServiceLevel
    resolved: int
    kept: tuple[Kept, ...]
    agreed: int

    def goals(self, states: tuple[KpiState, ...]) -> int:
        """Return how many goals stand in one of some states."""
        return sum(figure.state in states for figure in self.figures)


@dataclass(frozen=True, slots=True)
class QuarterBook:
    """A book over a quarter.

    Attributes:
        whose: the account managers whose accounts these are, in words.
        first, last: the days that are told of; a quarter that still runs ends yesterday.
        zone: of whoever asks; the days are those of each account's own zone.
        lines: by name of the account.
        agreed: in order of time.
    """

    whose: str
    quarter: Quarter
    first: date
    last: date
    zone: str
    made_at: datetime
    lines: tuple[QuarterLine, ...]
    agreed: tuple[Agreed, ...]

    @property
    def runs(self) -> bool:
        """Whether the quarter is not over yet."""
        return self.last < self.quarter.last

    @property
    def total(self) -> ServiceLevel:
        """How the requests of the whole book were served."""
        return summed(None, [line.served for line in self.lines])

    @property
    def levels(self) -> tuple[ServiceLevel, ...]:
        """The same by priority, those without any left out."""
        every = [level for line in self.lines for level in line.levels]
        known = [priority for priority in Priority if any(each.priority == priority for each in every)]
        return tuple(
            summed(priority, [each for each in every if each.priority == priority]) for priority in known
        )

    @property
    def kept(self) -> tuple[Kept, ...]:
        """The reviews of the whole book by kind."""
        every = [each for line in self.lines for each in line.kept]
        return tuple(
            Kept(
                kind,
                *(
                    sum(getattr(each, name) for each in every if each.kind == kind)
                    for name in ("due", "held", "missed", "cancelled", "stood_in")
                ),
            )
            for kind in ReviewKind
            if any(each.kind == kind for each in every)
        )


def summed(priority: Priority | None, levels: list[ServiceLevel]) -> ServiceLevel:
    """Return several service levels as one."""
    names = ("created", "answered", "answered_late", "resolved", "resolved_late")
    return ServiceLevel(priority, *(sum(getattr(level, name) for level in levels) for name in names))
