"""How alike two short texts are, by the words and the runs of letters that they share."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"\w+")
_EMPTY = frozenset({"a", "an", "and", "for", "from", "in", "is", "of", "on", "or", "the", "to", "we", "with"})
_RUN = 3


def likeness(one: str, other: str) -> float:
    """Return a fraction of 1: twice the shared runs of three letters over all of them (Dice).

    Case, signs, the order of words and words that say nothing do not count.
    """
    return _dice(_runs(one), _runs(other))


def alike(text: str, candidates: Iterable[str], least: float) -> list[tuple[int, float]]:
    """Return place and likeness of the candidates that are at least so like a text, the likest first."""
    runs = _runs(text)
    found = ((place, _dice(runs, _runs(candidate))) for place, candidate in enumerate(candidates))
    return sorted((pair for pair in found if pair[1] >= least), key=lambda pair: (-pair[1], pair[0]))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    if not one or not other:
        return 0.0
    return 2 * len(one & other) / (len(one) + len(other))


def _runs(text: str) -> frozenset[str]:
    words = [word for word in _WORD.findall(text.casefold()) if word not in _EMPTY]
    return frozenset(run for word in words for run in _of_word(f" {word} "))


def _of_word(padded: str) -> list[str]:
    return [padded[start : start + _RUN] for start in range(len(padded) - _RUN + 1)]
