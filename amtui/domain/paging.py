"""Stretches of long ordered lists, named by keys instead of offsets."""

from typing import Generic, TypeVar

from amtui.domain.frozen import dataclass

Row = TypeVar("Row")
SortValue = str | int | float
Key = tuple[SortValue, int]
"""Where a row stands in an ordered list: its sort value, then its id for ties."""

MOST = 1_000_000
"""More rows than any list of people or accounts has: a limit for those who want all of it."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Which stretch of a list is wanted.

    Attributes:
        after: the key that the stretch starts behind (exclusive); None is the list's start,
            or its end when `reverse`.
        skip: how many rows behind `after` to pass over; small, as it costs a step each.
        limit: how many rows at most.
        reverse: walk towards the start of the list; rows still come in list order.
    """

    after: Key | None = None
    skip: int = 0
    limit: int = 200
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """A stretch of a list, in list order: the rows, the key of each, and whether it is the last."""

    rows: tuple[Row, ...]
    keys: tuple[Key, ...]
    exhausted: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """How much of a list is wanted around one of its rows.

    Attributes:
        above: rows wanted before that row, as far as there are so many; fewer than `rows`.
        rows: rows wanted in all.
        size: what is read begins and ends at multiples of it.
    """

    above: int = 0
    rows: int = 1
    size: int = 50

    def ranks(self, rank: int) -> range:
        """Return the ranks to read where the row stands at a rank."""
        top = max(0, rank - self.above)
        windows_to_end = -(-(top + self.rows) // self.size)
        return range(top // self.size * self.size, windows_to_end * self.size)


@dataclass(frozen=True, slots=True)
class Around(Generic[Row]):
    """The stretch of a list that is wanted around one of its rows.

    Attributes:
        rank: how many rows stand before that row.
        before: the key of the row before the stretch; None at the start of the list.
        page: the stretch.
    """

    rank: int
    before: Key | None
    page: Page[Row]


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows a list has; shown with ≈ until exact."""

    n: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Order:
    """The column a list is sorted by."""

    column: str
    descending: bool = False
