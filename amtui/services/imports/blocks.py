"""Some rows of one account, column by column, on their way into a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Block:
    """Rows whose columns stand in the order of their table's; moments are microseconds, days ordinals.

    Attributes:
        columns: one value per row each.
        lines: the line of the file that each row begins in.
    """

    columns: tuple[Sequence[Any], ...]
    lines: Sequence[int]

    def __len__(self) -> int:
        return len(self.lines)

    def where(self, wanted: "NDArray[np.bool_]") -> "Block":
        """Return the rows for which `wanted` is true."""
        flags = wanted.tolist()
        columns = tuple(list(compress(column, flags)) for column in self.columns)
        return Block(columns, list(compress(self.lines, flags)))
