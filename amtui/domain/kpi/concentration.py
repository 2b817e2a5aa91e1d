"""Where bad observations pile up: one part of the week, or of a queue's week, that holds far too many.

Every weekday, every stretch of hours up to `LONGEST` and every value of a dimension, and all their
combinations, are looked at (a spatial scan after Kulldorff 1997, with the Poisson likelihood). With B
bad observations in all, b of them in a part that holds the share v of all observations, and e = B v:

    ratio(part) = b ln(b / e) + (B - b) ln((B - b) / (B - e)),    where b > e

The part with the greatest ratio is told, if it is worth telling: `ENOUGH_BAD` bad observations in all and
`ENOUGH_THERE` in the part, at least a quarter of all bad ones, at least `TIMES` as many as its share of
all observations would have, and a chance below `CHANCE` that the largest of as many parts looks like that
without a reason (from the chi-squared distribution of twice the ratio, times the number of parts).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import erfc, log, sqrt

from amtui.domain.kpi.dimensions import Dimension
from amtui.domain.kpi.heat import DAYS, HOURS
from amtui.domain.kpi.shortfall import Slice

ENOUGH_BAD = 20
ENOUGH_THERE = 10
LEAST_SHARE = 0.25
TIMES = 1.5
CHANCE = 0.01
LONGEST = 4
"""Hours of a stretch; longer ones are no time that somebody could be put on duty for."""
MOST_VALUES = 12
"""The values of a dimension that are looked at: those with the most bad observations."""
WHOLE_DAY = (0, HOURS)
Place = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the observations.

    Attributes:
        weekday: 0 is Monday; None for all days.
        hours: from the first up to, not with, the second; None for the whole day.
        dimension, account_id, value: of which place; None for all.
        n, bad: observations in it and the bad ones among them.
        total_n, total_bad: the same of the whole.
        ratio: how far from even it is.
    """

    weekday: int | None
    hours: tuple[int, int] | None
    dimension: Dimension | None
    account_id: int | None
    value: str | None
    n: int
    bad: int
    total_n: int
    total_bad: int
    ratio: float

    @property
    def share(self) -> float:
        """The share of all bad observations that lies in it."""
        return self.bad / self.total_bad

    @property
    def volume(self) -> float:
        """The share of all observations that lies in it."""
        return self.n / self.total_n


def concentration(breakdowns: Mapping[Dimension, Sequence[Slice]]) -> Part | None:
    """Return the part in which bad observations pile up the most; None where nothing stands out.

    Args:
        breakdowns: the same observations by each dimension whose values have good and bad ones.
    """
    parts = [part for part in _parts(breakdowns) if _is_striking(part)]
    best = max(parts, key=lambda part: (part.ratio, -part.n), default=None)
    looked_at = _number_of_parts(breakdowns)
    return best if best is not None and chance(best.ratio, looked_at) < CHANCE else None


def chance(ratio: float, looked_at: int) -> float:
    """Return the chance, at most 1, that the largest of so many ratios is this large without a reason."""
    return min(1.0, looked_at * erfc(sqrt(ratio)) / 2)


def ratio(n: int, bad: int, total_n: int, total_bad: int) -> float:
    """Return the logarithm of the likelihood ratio; 0 where the part has no more than its share."""
    expected = total_bad * n / total_n if total_n else 0.0
    if bad <= expected:
        return 0.0
    inside = bad * log(bad / expected)
    left = total_bad - bad
    return inside + (left * log(left / (total_bad - expected)) if left else 0.0)


def _is_striking(part: Part) -> bool:
    return (
        part.total_bad >= ENOUGH_BAD
        and part.bad >= ENOUGH_THERE
        and part.share >= LEAST_SHARE
        and part.share >= TIMES * part.volume
    )


def _parts(breakdowns: Mapping[Dimension, Sequence[Slice]]) -> Iterator[Part]:
    slices = next(iter(breakdowns.values()), ())
    total = sum(each.n for each in slices), sum(each.amount for each in slices)
    yield from _of_week(_Week.of(slices), total, None, None)
    for dimension, each in breakdowns.items():
        mine: dict[Place, list[Slice]] = {place: [] for place in _places(each)}
        for one in each:
            if (place := (one.account_id, one.value)) in mine:
                mine[place].append(one)
        for place, own in mine.items():
            yield from _of_week(_Week.of(own), total, dimension, place)


def _places(slices: Iterable[Slice]) -> list[Place]:
    """Return the places that have a name and the most bad observations."""
    bad: dict[Place, int] = {}
    for each in slices:
        if each.value is not None and each.amount:
            place = (each.account_id, each.value)
            bad[place] = bad.get(place, 0) + each.amount
    return sorted(bad, key=lambda place: (-bad[place], place))[:MOST_VALUES]


def _number_of_parts(breakdowns: Mapping[Dimension, Sequence[Slice]]) -> int:
    places = sum(len(_places(each)) for each in breakdowns.values())
    return (1 + places) * (DAYS + 1) * (1 + LONGEST * HOURS)


@dataclass(frozen=True, slots=True)
class _Week:
    """Observations and bad ones by hour, added up so that a stretch is a difference; row 7 is all days."""

    n: tuple[tuple[int, ...], ...]
    bad: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, slices: Iterable[Slice]) -> "_Week":
        """Add slices up."""
        n, bad = ([[0] * HOURS for _ in range(DAYS + 1)] for _ in range(2))
        for each in slices:
            for row in (each.weekday, DAYS):
                n[row][each.hour] += each.n
                bad[row][each.hour] += each.amount
        return cls(*(tuple(tuple(accumulate(row, initial=0)) for row in rows) for rows in (n, bad)))


def _stretches() -> Iterator[tuple[int, int]]:
    yield WHOLE_DAY
    for length in range(1, LONGEST + 1):
        yield from ((first, first + length) for first in range(HOURS - length + 1))


_STRETCHES = tuple(_stretches())


def _of_week(
    week: _Week, total: tuple[int, int], dimension: Dimension | None, place: Place | None
) -> Iterator[Part]:
    """Yield every part of one place's week that has more bad observations than its share."""
    account_id, value = place or (None, None)
    for row, (n, bad) in enumerate(zip(week.n, week.bad, strict=True)):
        if bad[-1] < ENOUGH_THERE:
            continue
        weekday = None if row == DAYS else row
        for first, last in _STRETCHES:
            there, of_them = n[last] - n[first], bad[last] - bad[first]
            if of_them < ENOUGH_THERE or of_them * total[0] <= there * total[1]:
                continue
            hours = None if (first, last) == WHOLE_DAY else (first, last)
            size = ratio(there, of_them, *total)
            yield Part(weekday, hours, dimension, account_id, value, there, of_them, *total, size)


def top_kind(slices: Iterable[Slice]) -> tuple[str, int, int] | None:
    """Return the word that most bad observations carry, how many do, and how many there are in all.

    None where there are fewer than `ENOUGH_BAD`, or where no word is carried by at least half of them.
    """
    amounts: dict[str | None, int] = {}
    for each in slices:
        if each.amount:
            amounts[each.value] = amounts.get(each.value, 0) + each.amount
    bad = sum(amounts.values())
    word, most = max(amounts.items(), key=lambda pair: (pair[1], pair[0] or ""), default=(None, 0))
    return (word, most, bad) if word is not None and bad >= ENOUGH_BAD and 2 * most >= bad else None
