"""Known keys at known ranks, and the shortest way from them to a window."""

from bisect import bisect_left, insort

from amtui.domain.frozen import dataclass
from amtui.domain.paging import Count, Key, Slice


@dataclass(frozen=True, slots=True)
class Step:
    """What to fetch for a window.

    Attributes:
        wanted: the stretch.
        first: rank of its first row when read forwards; of the row behind its last when backwards.
    """

    wanted: Slice
    first: int

    def rank(self, rows: int) -> int:
        """The rank of the first row of the answer, when it has so many rows."""
        return self.first - rows if self.wanted.reverse else self.first


class Landmarks:
    """Keys learnt while paging, so that no page is reached by counting from the start."""

    def __init__(self) -> None:
        self._ranks: list[int] = []
        self._keys: dict[int, Key] = {}

    def __len__(self) -> int:
        return len(self._ranks)

    def learn(self, rank: int, key: Key) -> None:
        """Note the key of the row at a rank."""
        if rank not in self._keys:
            insort(self._ranks, rank)
        self._keys[rank] = key

    def way(self, first: int, last: int, count: Count | None) -> Step:
        """The stretch for ranks `first` to `last` (exclusive) that passes over the fewest rows.

        Args:
            first: the first rank wanted.
            last: the rank behind the last wanted.
            count: rows in the list, exact or estimated: its end is a landmark too; None when unknown.
        """
        ways = [self._from_before(first, last), self._from_behind(first, last, count)]
        return min((way for way in ways if way is not None), key=lambda way: way.wanted.skip)

    def _from_before(self, first: int, last: int) -> Step:
        index = bisect_left(self._ranks, first) - 1
        if index < 0:
            return Step(Slice(None, first, last - first), first)
        rank = self._ranks[index]
        return Step(Slice(self._keys[rank], first - rank - 1, last - first), first)

    def _from_behind(self, first: int, last: int, count: Count | None) -> Step | None:
        end = last if count is None else min(last, count.n)
        if end <= first:
            return None
        index = bisect_left(self._ranks, end)
        if index < len(self._ranks):
            rank = self._ranks[index]
            return Step(Slice(self._keys[rank], rank - end, end - first, reverse=True), end)
        if count is None:
            return None
        return Step(Slice(None, count.n - end, end - first, reverse=True), end)
