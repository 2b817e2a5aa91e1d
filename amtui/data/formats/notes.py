"""What a reading noticed, counted, for the warnings after an import."""

import re
from collections import Counter

MOST = 50
FURTHER = "{n} more {remark like these was|remarks like these were} left out."
_CHOICE = re.compile(r"\{([^|}]*)\|([^}]*)\}")


class Notes:
    """Counts of sentences; `{n}` in a sentence is where its count goes, `{one|many}` goes with the count."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, sentence: str, count: int = 1) -> None:
        """Count a sentence `count` more times; of a file that gives rise to very many, the first are told."""
        if count:
            known = sentence in self._counts or len(self._counts) < MOST
            self._counts[sentence if known else FURTHER] += count

    def sentences(self) -> tuple[str, ...]:
        """Return the sentences with their counts, in the order in which they first came up."""
        return tuple(_with_count(sentence, count) for sentence, count in self._counts.items())


def _with_count(sentence: str, count: int) -> str:
    return _CHOICE.sub(r"\1" if count == 1 else r"\2", sentence).replace("{n}", f"{count:,}")
