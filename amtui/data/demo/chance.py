"""Chance that repeats: streams of numbers by seed and subject, used without any platform arithmetic.

Every subject has a stream of its own, so that more calls do not change the requests. Only whole
numbers and comparisons are made of it, as logarithms may differ in the last digit between machines.
"""

from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

T = TypeVar("T")


def stream(seed: int, *subject: object) -> Random:
    """Return the numbers of one subject."""
    return Random("/".join(map(str, (seed, *subject))))


def below(numbers: Random, limit: int) -> int:
    """Return a whole number from 0 up to, but not, `limit`."""
    return int(numbers.random() * limit)


def between(numbers: Random, low: int, high: int) -> int:
    """Return a whole number from `low` to `high`, both included."""
    return low + below(numbers, high - low + 1)


def pick(numbers: Random, items: Sequence[T]) -> T:
    """Return one of `items`; one that is listed twice comes twice as often."""
    return items[below(numbers, len(items))]


def happens(numbers: Random, percent: int) -> bool:
    """Tell whether something comes about that does so in `percent` of all cases."""
    return below(numbers, 100) < percent


def shares(total: int, weights: Sequence[int]) -> list[int]:
    """Return whole parts of `total` in proportion to `weights`, which add up to it exactly.

    Without any weight everything goes to the first part.
    """
    whole = sum(weights)
    if not whole:
        return [total, *[0] * (len(weights) - 1)][: len(weights)]
    ends = [total * end // whole for end in accumulate(weights)]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]
