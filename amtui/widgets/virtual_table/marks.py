"""Which rows are marked: ids, or all rows but some ids."""

from collections.abc import Iterable

from amtui.domain.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Marks:
    """A set of marked rows that need not be loaded.

    Attributes:
        ids: the marked ids, or those left out when `all_but`.
        all_but: every row of the list is marked except `ids`.
    """

    ids: frozenset[int] = frozenset()
    all_but: bool = False

    def __contains__(self, row_id: int) -> bool:
        return (row_id in self.ids) != self.all_but

    def __bool__(self) -> bool:
        return self.all_but or bool(self.ids)

    def count(self, rows: int) -> int:
        """How many rows are marked in a list of so many."""
        return max(0, rows - len(self.ids)) if self.all_but else len(self.ids)

    def toggled(self, row_id: int) -> "Marks":
        """With the mark of one row turned over."""
        return Marks(self.ids ^ {row_id}, self.all_but)

    def with_ids(self, row_ids: Iterable[int]) -> "Marks":
        """With those rows marked."""
        more = frozenset(row_ids)
        return Marks(self.ids - more if self.all_but else self.ids | more, self.all_but)

    def inverted(self) -> "Marks":
        """Marked rows unmarked and all others marked, without asking for any of them."""
        return Marks(self.ids, not self.all_but)
