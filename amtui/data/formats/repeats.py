"""Ids for rows that have none: made of their content, so that the same file gives the same ids again."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import starmap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DIGEST_BYTES = 10


class Repeats:
    """Counts equal rows over a whole file in eight bytes a row.

    Sorted runs are merged when they have grown alike, so that a look-up visits few of them.
    """

    def __init__(self) -> None:
        self._runs: list[NDArray[np.uint64]] = []

    def earlier(self, digests: "NDArray[np.uint64]") -> "NDArray[np.int64]":
        """Return for each digest how many equal ones came before it, and remember them."""
        import numpy as np

        order = np.argsort(digests, kind="stable")
        ordered = digests[order]
        rank = np.arange(len(ordered)) - np.searchsorted(ordered, ordered, side="left")
        for run in self._runs:
            rank += np.searchsorted(run, ordered, side="right") - np.searchsorted(run, ordered, side="left")
        self._remember(ordered)
        counts = np.empty(len(ordered), dtype=np.int64)
        counts[order] = rank
        return counts

    def _remember(self, run: "NDArray[np.uint64]") -> None:
        import numpy as np

        while self._runs and len(self._runs[-1]) <= len(run):
            run = np.sort(np.concatenate((self._runs.pop(), run)), kind="stable")
        self._runs.append(run)


def content_ids(columns: Sequence[Sequence[Any]], repeats: Repeats) -> list[str]:
    """Return an id per row from its values; the second of two equal rows ends in `-2`."""
    import numpy as np

    digests = [_digest(repr(row)) for row in zip(*columns, strict=True)]
    keys = np.frombuffer(b"".join(digest[:8] for digest in digests), dtype=np.uint64)
    counts: Iterable[int] = repeats.earlier(keys).tolist()
    return list(starmap(_id, zip(digests, counts, strict=True)))


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES).digest()


def _id(digest: bytes, earlier: int) -> str:
    return f"{digest.hex()}-{earlier + 1}" if earlier else digest.hex()
