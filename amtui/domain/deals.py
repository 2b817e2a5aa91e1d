"""Deals as the sales department has them: what is open, and what became of the others."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from amtui.domain.frozen import dataclass
from amtui.domain.money_record import Money


class DealState(StrEnum):
    """How a deal stands, whatever its stage is called."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class DealSum:
    """The deals of one account, state and currency.

    Attributes:
        count: how many.
        worth: the values that are known together; None where none is.
        days: from opening to closing of each, where both are known.
        weighted: of those with value and probability, value x probability together; None where there is none.
        weighed: how many those are.
    """

    state: DealState
    count: int
    worth: Money | None
    days: tuple[int, ...] = ()
    weighted: Money | None = None
    weighed: int = 0


@dataclass(frozen=True, slots=True)
class OpenDeal:
    """A deal that is not decided yet.

    Attributes:
        name: what it is called; its id where it has no name.
        probability: of winning it, as a fraction of 1; None where nobody said.
        closes_on: when it is expected to be decided.
    """

    name: str
    product: str | None
    stage: str | None
    value: Money | None
    probability: Decimal | None
    closes_on: date | None


def win_rate(sums: Sequence[DealSum]) -> float | None:
    """Return won / (won + lost); None where nothing is decided."""
    won, lost = (how_many(sums, state) for state in (DealState.WON, DealState.LOST))
    return won / (won + lost) if won + lost else None


def how_many(sums: Sequence[DealSum], state: DealState) -> int:
    """Return how many deals stand so."""
    return sum(one.count for one in sums if one.state is state)


def worth(sums: Sequence[DealSum], state: DealState) -> tuple[Money, ...]:
    """Return what the deals that stand so are worth, one sum for each currency."""
    return tuple(one.worth for one in sums if one.state is state and one.worth is not None)


def days_to_win(sums: Sequence[DealSum]) -> float | None:
    """Return the median of days from opening to closing of the deals that were won."""
    days = sorted(day for one in sums if one.state is DealState.WON for day in one.days)
    half = len(days) // 2
    return (days[half] + days[-1 - half]) / 2 if days else None


def weighted(sums: Sequence[DealSum]) -> tuple[tuple[int, Money], ...]:
    """Return what open deals are worth by their probability: of how many it is known, for each currency."""
    return tuple(
        (one.weighed, one.weighted)
        for one in sums
        if one.state is DealState.OPEN and one.weighted is not None
    )


def likelihood(probability: Decimal | None) -> str:
    """Return “60 %”, with a decimal where there is one; empty where nobody said."""
    return "" if probability is None else f"{(100 * probability).normalize():f} %"
