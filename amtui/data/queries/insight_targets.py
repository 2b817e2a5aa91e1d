"""What each account is held against: its goal, or what is usual."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from amtui.data.queries.goals import Goals
from amtui.data.queries.places import Place
from amtui.domain.kpi.definitions import Definition, Pooling
from amtui.domain.kpi.rollup import Pooled
from amtui.domain.kpi.shortfall import Slice, allowance, late_after
from amtui.domain.vocabulary import Comparator, Statistic

SECONDS_WITHOUT_TARGET = 8 * 3_600
"""A duration without any target is late after a business day."""


class Aim(NamedTuple):
    """A target with the way that it is compared; agreed with the client or only usual."""

    target: float | None
    comparator: Comparator
    is_agreed: bool


@dataclass(frozen=True, slots=True)
class Aims:
    """The aims of all accounts for one figure."""

    known: Definition
    statistic: Statistic
    by_account: Mapping[int, Aim]

    @property
    def lasts(self) -> bool:
        """Whether the figure is a duration, whose observations are late or not."""
        return self.known.pooling is Pooling.HISTOGRAM

    def late_after(self, account_ids: Iterable[int]) -> dict[int, int]:
        """Return the whole seconds after which an observation of each account is late; none for rates."""
        if not self.lasts:
            return {}
        return {account_id: late_after(*self.limit(account_id)) for account_id in account_ids}

    def limit(self, account_id: int) -> tuple[Comparator, float]:
        """Return how a duration of an account is compared, and with how many seconds."""
        aim = self.by_account[account_id]
        if aim.target is None:
            return Comparator.AT_MOST, SECONDS_WITHOUT_TARGET
        return aim.comparator, aim.target

    def allowed(self, slices: Sequence[Slice]) -> dict[int, float]:
        """Return what is allowed per observation of each account; without a target what all have together."""
        n = sum(each.n for each in slices)
        even = sum(each.amount for each in slices) / n if n else 0.0
        return {
            account_id: even if aim.target is None else allowance(self.known, self.statistic, aim.target)
            for account_id, aim in self.by_account.items()
        }

    def bad(self, account_id: int, pooled: Pooled) -> int:
        """Return how many observations are bad; for a mean, all their seconds."""
        if pooled.numerator is not None and pooled.denominator is not None:
            worse = pooled.numerator
            return worse if self.known.lower_is_better else pooled.denominator - worse
        if self.statistic is Statistic.MEAN:
            return sum(seconds * times for seconds, times in pooled.histogram.items())
        (limit,) = self.late_after((account_id,)).values()
        return sum(times for seconds, times in pooled.histogram.items() if seconds > limit)

    def target_of_all(self, slices: Sequence[Slice]) -> float | None:
        """Return the figure that all accounts have together when each just meets its own target.

        Of several accounts only a rate has one; None where none can be told.
        """
        targets = {aim.target for aim in self.by_account.values()}
        if len(targets) == 1 or None in targets or self.lasts:
            return targets.pop() if len(targets) == 1 else None
        n, allowed = sum(each.n for each in slices), self.allowed(slices)
        if not n:
            return None
        share = sum(allowed[each.account_id] * each.n for each in slices) / n
        return share if self.known.lower_is_better else 1 - share


def aims_of(places: Sequence[Place], goals: Goals, known: Definition, statistic: Statistic) -> Aims:
    """Return what each account is held against for a figure made by one statistic."""
    found = {}
    for place in places:
        goal = goals.get((place.id, known.key))
        agreed = goal is not None and goal.statistic is statistic
        found[place.id] = (
            Aim(goal.target, goal.comparator, is_agreed=True)
            if goal is not None and agreed
            else Aim(known.typical_target, known.comparator, is_agreed=False)
        )
    return Aims(known, statistic, found)
