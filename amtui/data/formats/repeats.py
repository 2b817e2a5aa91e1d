"""Ids for rows that have none: made of their content, so that the same file gives the same ids again."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import starmap
from mmap import MADV_DONTNEED, PROT_READ, mmap
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from amtui.domain.errors import Unavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DIGEST_BYTES = 10
MOST = 1 << 18
"""Runs of so many rows are put away on disk, 2 MiB each."""


class Repeats:
    """Counts equal rows over a whole file in eight bytes a row, most of them on disk in a large file.

    Sorted runs are merged when they have grown alike, so that a look-up visits few of them.
    """

    def __init__(self, most: int = MOST) -> None:
        self._runs: list[NDArray[np.uint64]] = []
        self._most = most
        self._put_away: list[mmap] = []

    def earlier(self, digests: "NDArray[np.uint64]") -> "NDArray[np.int64]":
        """Return for each digest how many equal ones came before it, and remember them.

        Raises:
            Unavailable: the disk is full.
        """
        import numpy as np

        order = np.argsort(digests, kind="stable")
        ordered = digests[order]
        rank = np.arange(len(ordered)) - np.searchsorted(ordered, ordered, side="left")
        for run in self._all_runs():
            first = np.searchsorted(run, ordered, side="left")
            found = run[np.minimum(first, len(run) - 1)] == ordered
            if found.any():
                rank[found] += np.searchsorted(run, ordered[found], side="right") - first[found]
        self._remember(ordered)
        counts = np.empty(len(ordered), dtype=np.int64)
        counts[order] = rank
        return counts

    def _all_runs(self) -> "Iterator[NDArray[np.uint64]]":
        import numpy as np

        yield from self._runs
        for mapped in self._put_away:
            yield np.frombuffer(mapped, dtype=np.uint64)
            # What was looked at is in the file: it need not stay in memory.
            mapped.madvise(MADV_DONTNEED)

    def _remember(self, run: "NDArray[np.uint64]") -> None:
        import numpy as np

        while self._runs and len(self._runs[-1]) <= len(run):
            run = np.sort(np.concatenate((self._runs.pop(), run)), kind="stable")
        if len(run) < self._most:
            if len(run):
                self._runs.append(run)
            return
        try:
            with TemporaryFile() as file:
                file.write(run.data)
                file.flush()
                self._put_away.append(mmap(file.fileno(), 0, prot=PROT_READ))
        except OSError as error:
            reason = error.strerror or "unknown error"
            raise Unavailable(
                f"a temporary file cannot be written: {reason}",
                next="Make room where temporary files go, or set TMPDIR.",
            ) from error


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
