"""Where a shortfall comes from: what each part of the observations adds to it.

A target allows so much badness per observation: a missed-call rate of 5 % allows 0.05 missed calls a
call, a median of 30 s allows half of the calls to wait longer than 30 s, a mean of 30 s allows 30
seconds a call. What a part has above that is its *excess*:

    excess(part) = amount(part) - sum over its accounts of allowed(account) x n(part, account)

Excesses of parts add up to the excess of the whole, whatever the parts are. Parts that do better
than their target have a negative one and explain nothing, so the *share explained* is

    share(part) = max(0, excess(part)) / sum over all parts of max(0, excess)

which lies between 0 and 1 and adds up to 1 unless no part is above target. Where a word exists for
the bad observations only, as an error does, its share is that of the bad observations.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor
from typing import NamedTuple

from amtui.domain.kpi.definitions import Definition, Pooling
from amtui.domain.vocabulary import Comparator, Statistic

MOST = 12
"""So many segments are told one by one; the others are one row."""
_ALLOWED_LATE = {Statistic.MEDIAN: 0.5, Statistic.P90: 0.1}
Allowed = Mapping[int, float]
"""By account, how much badness its target allows per observation."""


class Slice(NamedTuple):
    """Observations that agree in account, value, weekday and hour of the account's own clocks.

    A tuple, as many thousands of them are made for one answer.

    Attributes:
        value: of the dimension; None where nothing is recorded.
        weekday: 0 is Monday.
        n: observations.
        amount: bad ones among them; for a mean, all their seconds.
    """

    account_id: int
    value: str | None
    weekday: int
    hour: int
    n: int
    amount: int


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a breakdown.

    Attributes:
        account_id: whose it is; None for a row of several.
        value: of the dimension; None where nothing is recorded.
        n, amount: as in `Slice`; a word for bad observations only has no n of its own.
        excess: badness above what the targets allow; negative where the part does better.
        share: of the shortfall, 0 to 1.
        others: how many segments this row stands for; 0 for one that is told by itself.
    """

    account_id: int | None
    value: str | None
    n: int
    amount: int
    excess: float
    share: float
    others: int = 0

    @property
    def rate(self) -> float | None:
        """The bad share, or the seconds of one observation; None without observations."""
        return self.amount / self.n if self.n else None


def allowance(definition: Definition, statistic: Statistic, target: float) -> float:
    """Return how much badness per observation a target allows.

    Args:
        definition: of the KPI.
        statistic: of the goal.
        target: in the KPI's unit.

    Returns:
        A fraction of the observations, or seconds for a mean. With a median of `target` one half may
        be late, as a median is within the target when at least half of the observations are.
    """
    if definition.pooling is Pooling.HISTOGRAM:
        return _ALLOWED_LATE.get(statistic, target)
    return target if definition.lower_is_better else round(1 - target, 12)


def late_after(comparator: Comparator, target: float) -> int:
    """Return the whole seconds after which an observation is late: it is when it takes more than these.

    Exact for whole seconds: with "below 30 s" one of 30 s is late, with "at most 30 s" it is not.
    """
    return ceil(target) - 1 if comparator is Comparator.BELOW else floor(target)


def ranked(
    slices: Iterable[Slice], allowed: Allowed, *, is_kind: bool = False, most: int = MOST
) -> tuple[Segment, ...]:
    """Return the segments of a dimension, the one that explains most first.

    Args:
        slices: all observations, in any order.
        allowed: by account; every account of a slice is among them.
        is_kind: whether the values tell bad observations only apart.
        most: more segments than these are added up in one last row.
    """
    shared = _of_kinds(slices, allowed) if is_kind else _shared(_of_places(slices, allowed))
    shared.sort(key=lambda part: (-part.share, -part.amount, part.value or "", part.account_id or 0))
    return (*shared[:most], *_rest(shared[most:]))


def tells(slices: Iterable[Slice]) -> bool:
    """Tell whether any bad observation has a value: agents are often recorded for answered calls only."""
    return any(each.amount and each.value is not None for each in slices)


def _shared(parts: Sequence[Segment]) -> list[Segment]:
    above = sum(max(0.0, part.excess) for part in parts)
    return [replace(part, share=max(0.0, part.excess) / above if above else 0.0) for part in parts]


def _of_places(slices: Iterable[Slice], allowed: Allowed) -> list[Segment]:
    found: dict[tuple[int, str | None], list[int]] = {}
    for each in slices:
        tally = found.setdefault((each.account_id, each.value), [0, 0])
        tally[0] += each.n
        tally[1] += each.amount
    return [
        Segment(account, value, n, amount, amount - allowed[account] * n, 0.0)
        for (account, value), (n, amount) in found.items()
    ]


def _of_kinds(slices: Iterable[Slice], allowed: Allowed) -> list[Segment]:
    """Give each word its part of the whole excess, in proportion to the bad observations."""
    amounts: dict[str | None, int] = {}
    bad, spared = 0, 0.0
    for each in slices:
        spared += allowed[each.account_id] * each.n
        if each.amount:
            amounts[each.value] = amounts.get(each.value, 0) + each.amount
            bad += each.amount
    over = bad - spared
    return [
        Segment(None, value, 0, amount, over * amount / bad, amount / bad)
        for value, amount in amounts.items()
    ]


def _rest(parts: Sequence[Segment]) -> tuple[Segment, ...]:
    if not parts:
        return ()
    n, amount = sum(part.n for part in parts), sum(part.amount for part in parts)
    excess, share = sum(part.excess for part in parts), sum(part.share for part in parts)
    return (Segment(None, None, n, amount, excess, share, others=len(parts)),)
